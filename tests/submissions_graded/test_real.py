"""Whole hand-ins: a course folder, a file that forgets its returns, a notebook, and a folder of ruins."""

import shutil
import zipfile
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.interfaces.interface import interfaces
from tests.conftest import Graded
from tests.submissions_graded.places import REAL, full_marks_in, results

CONV = ("conv_forward_naive", "conv_backward_naive")
POOLS = ("max_pool_forward_naive", "max_pool_backward_naive", "avg_pool_forward_naive", "avg_pool_backward_naive")
IM2COL = ("im2col", "col2im", "conv_forward_im2col", "conv_backward_im2col")
MIXED = full_marks_in(*IM2COL) | dict.fromkeys(
    ("conv_output_size", "conv_forward_naive", "max_pool_forward_naive", "max_pool_backward_naive", "Conv2d"),
    ("error", 0),
)


def test_a_course_s_folder_is_graded_wherever_its_functions_are(graded: Graded) -> None:
    report = graded(REAL / "cs231n_layers")
    whole = full_marks_in(*CONV, *POOLS[:2], "im2col", "col2im")
    asked = {exercise.name for exercise in interfaces()["cs231n"].exercises}
    assert results(report) == {name: whole[name] for name in whole if name in asked}


def test_functions_that_forget_to_return_are_told_so(graded: Graded, short_exam: Exam) -> None:
    report = graded(REAL / "seed003_layers.py", short_exam)
    assert results(report) == full_marks_in() | dict.fromkeys(CONV, ("failed", 0))
    for result in report.exercises:
        if result.name in CONV:
            told = [check.message for check in result.checks if check.status == "failed"]
            assert told == [f"{result.name} returned None. Is its return statement missing?"]


def test_with_their_returns_they_are_right(graded: Graded) -> None:
    assert results(graded(REAL / "seed003_mended.py")) == full_marks_in(*CONV)


def test_a_notebook_is_graded_in_spite_of_cells_that_fail(graded: Graded, short_exam: Exam) -> None:
    assert results(graded(REAL / "notebook.ipynb", short_exam)) == full_marks_in(*CONV, *POOLS)


def test_files_that_fail_cost_what_they_define(graded: Graded, short_exam: Exam) -> None:
    report = graded(REAL / "mixed", short_exam)
    assert results(report) == MIXED
    message = {result.name: result.message for result in report.exercises}
    assert message["conv_forward_naive"].startswith("conv.py could not be loaded: SyntaxError: ")
    assert "line 9" in message["conv_output_size"]
    assert message["max_pool_forward_naive"].startswith("pooling.py could not be loaded: FileNotFoundError: ")
    assert message["Conv2d"].startswith("conv_layer.py could not be loaded: ModuleNotFoundError: ")
    assert message["avg_pool_forward_naive"].startswith("avg_pool_forward_naive is not defined")


@pytest.mark.parametrize("kind", ["zip", "gztar"])
def test_an_archive_is_graded_as_the_folder_in_it(kind: str, graded: Graded, short_exam: Exam, tmp_path: Path) -> None:
    archive = Path(shutil.make_archive(str(tmp_path / "hand-in"), kind, REAL, "mixed"))
    assert results(graded(archive, short_exam)) == MIXED


def test_a_folder_of_stubs_and_a_file_with_answers_is_graded_by_the_answers(
    graded: Graded, short_exam: Exam, tmp_path: Path
) -> None:
    stub = "def conv_forward_naive(x, w, b, conv_param):\n    raise NotImplementedError('not written yet')\n"
    (tmp_path / "conv.py").write_text(stub)
    (tmp_path / "deep").mkdir()
    shutil.copy(REAL / "seed003_mended.py", tmp_path / "deep" / "layers.py")
    assert results(graded(tmp_path, short_exam)) == full_marks_in(*CONV)


def test_an_unfinished_test_file_beside_stubs_is_not_to_blame(graded: Graded, short_exam: Exam, tmp_path: Path) -> None:
    (tmp_path / "im2col.py").write_text("def im2col(x, HH, WW):\n    raise NotImplementedError\n")
    (tmp_path / "test_mine.py").write_text("import torch\n\nfrom im2col import im2col, col2im\n")
    expected = full_marks_in() | {"im2col": ("not_implemented", 0)}
    assert results(graded(tmp_path, short_exam)) == expected


def test_the_archives_of_these_tests_hold_a_folder(tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "hand-in"), "zip", REAL, "mixed")
    assert "mixed/conv.py" in zipfile.ZipFile(archive).namelist()
