"""A small course: two solutions with what is handed out beside them, and a place for the student's files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.stubs import Happened, write_stubs

HALF = '''\
"""Halves."""

import numpy as np


def half(x: float) -> float:
    """Half of x."""
    # BEGIN SOLUTION
    return x / 2
    # END SOLUTION
'''


@pytest.fixture
def solutions(tmp_path: Path) -> Path:
    """half.py and twice.py, the handout, both seeds, and wrong answers that are nobody's business."""
    folder = tmp_path / "solutions"
    (folder / "misconceptions").mkdir(parents=True)
    (folder / "half.py").write_text(HALF)
    (folder / "twice.py").write_text(HALF.replace("Half", "Twice").replace("half", "twice").replace("/", "*"))
    (folder / "handout.md").write_text("# Welcome, 여러분\n", encoding="utf-8")
    (folder / "public_seed.txt").write_text("231\n")
    (folder / "seed.txt").write_text("123456789012\n")
    (folder / "misconceptions" / "half.py").write_text("raise SystemExit\n")
    return folder


@pytest.fixture
def reword(solutions: Path) -> Callable[[], None]:
    """Change what half.py asks, and so its stub; each call anew."""

    def change() -> None:
        path = solutions / "half.py"
        path.write_text(path.read_text().replace('."""', ', in other words."""'))

    return change


@pytest.fixture
def assignment(tmp_path: Path) -> Path:
    """Where the student's files go; not there yet."""
    return tmp_path / "assignment"


@pytest.fixture
def write(solutions: Path, assignment: Path) -> Callable[..., dict[str, Happened]]:
    """Write the stubs; what happened to each file that was not simply up to date."""

    def run(*, force: bool = False) -> dict[str, Happened]:
        outcomes = write_stubs(solutions, assignment, force=force)
        return {item.file: item.happened for item in outcomes if item.happened is not Happened.UNCHANGED}

    return run


@pytest.fixture
def held_by() -> Callable[[Path], dict[str, bytes]]:
    """All files of a folder with their bytes."""

    def read(folder: Path) -> dict[str, bytes]:
        files = (path for path in folder.rglob("*") if path.is_file())
        return {str(path.relative_to(folder)): path.read_bytes() for path in files}

    return read
