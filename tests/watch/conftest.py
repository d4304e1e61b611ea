"""A student's folder with the stubs, an exam, and a cache of its own."""

from pathlib import Path

import pytest

from grader.exam import Exam, save
from grader.stubs.handed_out import pristine


@pytest.fixture(scope="session")
def exam_file(short_exam: Exam, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The short exam as a file."""
    path = tmp_path_factory.mktemp("exam") / "exam.npz"
    save(short_exam, path)
    return path


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The stubs, as they were handed out."""
    folder = tmp_path / "과제 1"
    folder.mkdir()
    for stem in ("conv", "im2col", "pooling", "conv_layer"):
        (folder / f"{stem}.py").write_text(pristine(stem), encoding="utf-8")
    return folder
