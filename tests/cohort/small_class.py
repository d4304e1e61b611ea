"""A small class to try things out on: what some twenty students hand in, in a Moodle export packed as one zip.

python -m tests.cohort.small_class FOLDER     writes FOLDER/class.zip
"""

import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.errors import InputError
from tests.cohort.layouts import lay_out
from tests.misconceptions.catalogues import MODELS, solution_of

TESTS = Path(__file__).resolve().parents[1]
RIGHT = TESTS / "bench" / "submissions"
REAL = TESTS / "submissions" / "real"
BROKEN = TESTS / "submissions" / "broken"

# Who has which misconceptions, by exercise and name; several are popular, as in any class.
WRONG = {
    "박지민": [("conv_backward_naive", "dx_crop_negative_pad")],
    "최수아": [("max_pool_backward_naive", "overwrites_window")],
    "Zoë Müller": [("max_pool_backward_naive", "overwrites_window"), ("conv_forward_naive", "pad_edge")],
    "O'Brien, Mary-Jane": [("conv_forward_naive", "pad_edge")],
    "정하윤": [("conv_forward_naive", "kernel_rotated")],
    "Nguyễn Văn An": [("im2col", "columns_before_rows"), ("avg_pool_forward_naive", "divided_by_height_squared")],
    "강도윤": [("conv_output_size", "rounded_up")],
    "윤서준": [("conv_backward_naive", "dx_crop_negative_pad")],
}


def submissions(folder: Path) -> Mapping[str, Path]:
    """What each student hands in, written below `folder`, by their names."""
    handed_in: dict[str, Path] = {}
    for number, (name, path) in enumerate(_handed_in()):
        target = folder / str(number)
        if path.is_dir():
            shutil.copytree(path, target)
        else:
            target.mkdir()
            shutil.copy(path, target)
        handed_in[name] = target
    for number, (name, faults) in enumerate(WRONG.items(), len(handed_in)):
        handed_in[name] = _with_faults(folder / str(number), faults)
    handed_in["임시우"] = _renamed(RIGHT / "vectorised", folder / "renamed")
    handed_in["Empty Handed"] = folder / "nothing"
    handed_in["Empty Handed"].mkdir()
    handed_in["한지우"] = _damaged(folder / "damaged")
    handed_in["오지호"] = _stubs(folder / "stubs")
    return handed_in


def _handed_in() -> Iterator[tuple[str, Path]]:
    yield "김민수", RIGHT / "vectorised"
    yield "이서연", RIGHT / "four_loops"
    yield "Ada Lovelace", REAL / "cs231n_layers"
    yield "José García", REAL / "mixed"
    yield "장예은", REAL / "notebook.ipynb"
    yield "신유진", REAL / "seed003_layers.py"
    yield "Kim, Min-su", REAL / "seed003_mended.py"
    yield "<b>Bobby</b> =1+1", BROKEN / "raises_at_import.py"
    yield "권나은", BROKEN / "infinite_loop.py"


def _with_faults(target: Path, faults: list[tuple[str, str]]) -> Path:
    """Right, but for these misconceptions, each in another file."""
    shutil.copytree(RIGHT / "four_loops", target)
    for path in sorted((RIGHT / "vectorised").glob("*.py")):
        if not (target / path.name).exists():
            shutil.copy(path, target)
    for of, name in faults:
        (model,) = (model for model in MODELS if (model.of, model.name) == (of, name))
        (target / f"{model.stem}.py").write_text(model.source(solution_of(model)), encoding="utf-8")
    return target


def _renamed(path: Path, target: Path) -> Path:
    """Somebody's submission with other names for its variables."""
    shutil.copytree(path, target)
    for source in target.glob("*.py"):
        text = source.read_text(encoding="utf-8")
        for before, after in (("cols", "matrix"), ("windows", "views"), ("padded", "bordered")):
            text = re.sub(rf"\b{before}\b", after, text)
        source.write_text(f"# my own work\n{text}", encoding="utf-8")
    return target


def _damaged(target: Path) -> Path:
    target.mkdir()
    path = target / "과제3.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(RIGHT / "vectorised" / "conv.py", "conv.py")
    path.write_bytes(path.read_bytes()[:-60])
    return target


def _stubs(target: Path) -> Path:
    """Nothing written yet."""
    target.mkdir()
    for path in sorted((RIGHT / "vectorised").glob("*.py")):
        names = re.findall(r"^(?:def|class) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        stubs = (f"def {name}(*given):\n    raise NotImplementedError\n" for name in names if not name.startswith("_"))
        (target / path.name).write_text("\n\n".join(stubs), encoding="utf-8")
    return target


def main(target: Path) -> Path:
    """Write the class below `target`, and return what to name to `batch`."""
    with tempfile.TemporaryDirectory() as folder:
        laid = lay_out("moodle.zip", submissions(Path(folder)), Path(folder) / "laid")
        target.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copy(laid, target / "class.zip"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise InputError("name the folder to write the class to")
    print(main(Path(sys.argv[1])))
