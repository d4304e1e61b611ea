"""Three hundred submissions of every kind: right, with misconceptions, unusual, broken, hostile, unreadable."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.exam.hidden import SOLUTIONS
from tests.attacks.attack import attacks
from tests.misconceptions.catalogues import MODELS, solution_of

TESTS = Path(__file__).resolve().parents[1]
SUBMISSIONS = 300
MISCONCEPTIONS = 110
HOSTILE = 50
# What takes many seconds, or a hundred mebibytes, whatever the limits are.
SLOW = {"pip_install_at_import", "endless_compile", "gen_100mb_source", "gen_zip_many_members", "binop_chain_ast_crash",
        "threads_without_end", "cause_chain_million", "sleep_forever", "toctou_thread_rewrites_result", "disk_fill",
        "gen_folder_links_and_pipes",  # a pipe can't be copied
        "leaves_after_the_answer",  # ends itself sooner or later, and is told so or not
        "infinite_sleep", "loops_at_import", "prints_forever", "billion_element_reply", "allocates_10_gib"}  # fmt: skip


def three_hundred(folder: Path) -> Mapping[str, Path]:
    """What each of three hundred students hands in, by their names, written below `folder`."""
    handed_in = {}
    for number, (kind, path) in enumerate(_all(folder)):
        handed_in[f"{_NAMES[number % len(_NAMES)]} {kind} {number:03}"] = path
    assert len(handed_in) == SUBMISSIONS
    return handed_in


_NAMES = ("김민수", "Zoë O'Neil", "Anne-Marie", "이 서연", "José García", "Nguyễn Văn An", "=1+1", "Bobby; --")


def _all(folder: Path) -> Iterator[tuple[str, Path]]:
    files = [
        *sorted((TESTS / "submissions" / "fair").glob("*.py")),
        *sorted((TESTS / "submissions" / "real").glob("*")),
    ]
    files += [path for path in sorted((TESTS / "submissions" / "broken").glob("*.py")) if path.stem not in SLOW]
    others = [("file", path) for path in files]
    others += [("hostile", path) for path in _hostile(folder)]
    others += [("misconception", path) for path in _with_misconceptions(folder)]
    others += [("unreadable", path) for path in _unreadable(folder)]
    yield from others
    for number in range(SUBMISSIONS - len(others)):
        yield "right", _right(folder / f"right{number}", number)


def _hostile(folder: Path) -> Iterator[Path]:
    """Attacks whose aims are filled in with nothing: what matters here is that all around them goes on."""
    usable = [attack for attack in attacks() if attack.name not in SLOW and not attack.options]
    for attack in usable[:: max(1, len(usable) // HOSTILE)][:HOSTILE]:
        place = folder / f"attack-{attack.name}"
        place.mkdir()
        yield attack.build(place, lambda text: text)


def _with_misconceptions(folder: Path) -> Iterator[Path]:
    for number, model in enumerate(MODELS[:: len(MODELS) // MISCONCEPTIONS][:MISCONCEPTIONS]):
        place = _right(folder / f"wrong{number}", number)
        (place / f"{model.stem}.py").write_text(model.source(solution_of(model)), encoding="utf-8")
        yield place


def _unreadable(folder: Path) -> Iterator[Path]:
    empty = folder / "empty"
    empty.mkdir()
    yield empty
    for name, content in (("damaged.zip", b"PK\x03\x04 no archive"), ("nothing.py", b""), ("essay.docx", b"my essay")):
        place = folder / name.partition(".")[0]
        place.mkdir()
        (place / name).write_bytes(content)
        yield place


def _right(place: Path, number: int) -> Path:
    place.mkdir()
    for path in sorted(SOLUTIONS.glob("*.py")):
        shutil.copy(path, place)
    with (place / "conv.py").open("a", encoding="utf-8") as file:
        file.write(f"\n# handed in by number {number}\n")
    return place
