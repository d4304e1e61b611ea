"""The exam for a seed, drawn at most once: kept in the project's cache folder, or in the user's."""

import contextlib
import hashlib
import os
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from grader.errors import InputError
from grader.exam.hidden import SOLUTIONS
from grader.exam.paper import Exam, load, save
from grader.exam.whole import write_whole
from grader.exam.wrong import columns
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.language import _

T = TypeVar("T")
Say = Callable[[str], None]  # tells a sentence to whoever waits

PACKAGE = Path(__file__).resolve().parents[1]
PROJECT = PACKAGE.parent
# What an exam depends on besides its seed. The rest of the grader may change without a new exam.
_SOURCES = (
    *("case.py", "cases.py", "shapes.py", "speed.py", "gradient.py", "asking.py", "which.py", "exercises"),
    *("exam/draw.py", "exam/paper.py", "exam/shelf.py", "exam/reference.py"),
    *("script.py", "sandbox/worker/desk.py", "sandbox/worker/returned.py", "sandbox/worker/wire.py"),  # replies' forms
)
# What the answers of misconceptions depend on besides.
_SOURCES_OF_WRONG = (
    *("exam/wrong.py", "exam/catalogues.py", "prints.py", "chance.py", "misconception.py", "compare.py", "failure.py"),
    "marking/sit.py",
)


def exam_for(seed: int, solutions: Path = SOLUTIONS, before_drawing: Say = lambda _sentence: None) -> Exam:
    """The exam for `seed`, from the cache if it has been drawn before. What wrong answers look like is drawn at need.

    `before_drawing` is told when something has to be drawn, which takes some seconds.

    Raises:
        InputError: it has to be drawn, and there are no solutions to draw it from.
    """
    name = f"exam-{_fingerprint(seed, solutions, _SOURCES)}.npz"
    exam = _kept(name, load)
    if exam is None:
        before_drawing(_("Drawing the exam, once: this takes some seconds ..."))
        exam = _kept_from_now_on(name, _drawn(seed, solutions), save)
    exam = replace(exam, seed=seed)
    return replace(exam, wrong=_WrongAnswers(exam, solutions, before_drawing)) if solutions.is_dir() else exam


class _WrongAnswers(Mapping[str, bytes]):
    """What misconceptions answer, by exercise: drawn when somebody needs to know, kept like an exam."""

    def __init__(self, exam: Exam, solutions: Path, before_drawing: Say) -> None:
        self._exam = exam
        self._solutions = solutions
        self._before_drawing = before_drawing
        self._has_told = False
        self._known: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._known:
            exercise = next((exercise for exercise in EXERCISES if exercise.name == name), None)
            if exercise is None:
                raise KeyError(name)
            self._known[name] = self._of(exercise)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return (exercise.name for exercise in EXERCISES)

    def __len__(self) -> int:
        return len(EXERCISES)

    def _of(self, exercise: Exercise) -> bytes:
        def make() -> bytes:
            if not self._has_told:
                self._has_told = True
                self._before_drawing(_("Working out how known faults answer, once: this takes some seconds ..."))
            return columns(exercise, self._exam, self._solutions)

        return made_once(f"wrong-{{mark}}-{exercise.name}", self._exam, self._solutions, make)


def made_once(name: str, exam: Exam, solutions: Path, make: Callable[[], bytes], sources: Sequence[str] = ()) -> bytes:
    """What `make` makes of the misconceptions and an exam that was drawn here, packed by zlib; then kept like an exam.

    `sources` are those that it depends on beside those of the exam and of wrong answers. The `name` has a place for
    the {mark} of all of them.
    """
    misconceptions = map(str, sorted((solutions / "misconceptions").rglob("*.py")))
    mark = _fingerprint(exam.seed, solutions, (*_SOURCES, *_SOURCES_OF_WRONG, *sources, *misconceptions))
    name = name.format(mark=mark)
    return _kept(name, _undamaged) or _kept_from_now_on(name, make(), write_whole)


def _undamaged(path: Path) -> bytes:
    content = path.read_bytes()
    try:
        zlib.decompress(content)
    except zlib.error:
        raise InputError(f"{path} is damaged") from None
    return content


def _drawn(seed: int, solutions: Path) -> Exam:
    from grader.exam.draw import draw_exam  # noqa: PLC0415  # with it comes Hypothesis, which a cached exam doesn't need

    return draw_exam(seed, solutions)


def _kept(name: str, read: Callable[[Path], T]) -> T | None:
    """What the cache has under this name, if it can be read."""
    for folder in cache_folders():
        try:
            return read(folder / name)
        except FileNotFoundError:
            continue
        except (OSError, InputError):
            with contextlib.suppress(OSError):
                (folder / name).unlink()  # damaged: drawn again
    return None


def _kept_from_now_on(name: str, content: T, write: Callable[[T, Path], None]) -> T:
    for folder in cache_folders():
        try:
            write(content, folder / name)
            break
        except OSError:
            continue  # a read-only place: the next one, or no cache at all
    return content


def cache_folders() -> list[Path]:
    """Where exams are kept: the first place that can be written to."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return [PROJECT / ".cache", Path(home) / "conv-grader"]


def _fingerprint(seed: int | None, solutions: Path, sources: Sequence[str]) -> str:
    """What is drawn from: the seed, the sources, the solutions, and the libraries that draw."""
    digest = hashlib.sha256(f"{seed}".encode())
    for path in (*_versions(), *_files(solutions, sources)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _versions() -> Iterator[Path]:
    """The files in which the libraries keep their versions; importing Hypothesis for it would take 100 ms."""
    for package in ("numpy", "hypothesis"):
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            yield Path(spec.origin).with_name("version.py")


def _files(solutions: Path, sources: Sequence[str]) -> Iterator[Path]:
    yield from sorted(solutions.glob("*.py"))
    for source in sources:
        place = PACKAGE / source
        yield from sorted(place.glob("*.py")) if place.is_dir() else [place]
