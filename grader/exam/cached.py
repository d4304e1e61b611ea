"""The exam for a seed, drawn at most once: kept in the project's cache folder, or in the user's."""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from grader.errors import InputError
from grader.exam.hidden import SOLUTIONS
from grader.exam.paper import Exam, load, save

PACKAGE = Path(__file__).resolve().parents[1]
PROJECT = PACKAGE.parent
# What an exam depends on besides its seed. The rest of the grader may change without a new exam.
_SOURCES = (
    *("case.py", "cases.py", "shapes.py", "gradient.py", "asking.py", "which.py", "exam/draw.py", "exam/paper.py"),
    *("exam/reference.py", "exam/wrong.py", "exam/catalogues.py", "prints.py", "misconception.py", "compare.py"),
    *("answer.py", "failure.py", "marking/sit.py"),
    "exercises",
    *("script.py", "sandbox/worker/desk.py", "sandbox/worker/returned.py", "sandbox/worker/wire.py"),  # replies' forms
)


def exam_for(seed: int, solutions: Path = SOLUTIONS) -> Exam:
    """The exam for `seed`, from the cache if it has been drawn before.

    Raises:
        InputError: it has to be drawn, and there are no solutions to draw it from.
    """
    name = f"exam-{_fingerprint(seed, solutions)}.npz"
    folders = cache_folders()
    for folder in folders:
        if (folder / name).exists():
            try:
                return load(folder / name)
            except InputError:
                with contextlib.suppress(OSError):
                    (folder / name).unlink()  # damaged: drawn again below
    from grader.exam.draw import draw_exam  # noqa: PLC0415  # with it comes Hypothesis, which a cached exam doesn't need

    exam = draw_exam(seed, solutions)
    for folder in folders:
        try:
            save(exam, folder / name)
            break
        except OSError:
            continue  # a read-only place: the next one, or no cache at all
    return exam


def cache_folders() -> list[Path]:
    """Where exams are kept: the first place that can be written to."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return [PROJECT / ".cache", Path(home) / "conv-grader"]


def _fingerprint(seed: int, solutions: Path) -> str:
    """What the exam is drawn from: the seed, the sources, and the libraries that draw."""
    digest = hashlib.sha256(f"{seed}".encode())
    for path in (*_versions(), *_files(solutions)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _versions() -> Iterator[Path]:
    """The files in which the libraries keep their versions; importing Hypothesis for it would take 100 ms."""
    for package in ("numpy", "hypothesis"):
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            yield Path(spec.origin).with_name("version.py")


def _files(solutions: Path) -> Iterator[Path]:
    yield from sorted(solutions.rglob("*.py"))
    for source in _SOURCES:
        place = PACKAGE / source
        yield from sorted(place.glob("*.py")) if place.is_dir() else [place]
