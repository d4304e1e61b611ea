"""Right submissions of other courses are recognised, and get all points that their interface has."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.interfaces.interface import interfaces
from tests.conftest import Graded
from tests.submissions_graded.places import SUBMISSIONS

COURSES = SUBMISSIONS / "courses"
OF_COURSE = {
    "cs231n_layers": "cs231n",
    "from_scratch": "from-scratch",
    "torch_like": "torch-like",
    "single_image": "single-image",
}
AskOnly = Callable[[Iterable[str]], None]


@pytest.mark.parametrize(("stem", "interface"), OF_COURSE.items())
def test_a_course_s_own_names_and_layouts_earn_full_marks(stem: str, interface: str, graded: Graded) -> None:
    report = graded(COURSES / f"{stem}.py")
    assert {
        result.name: result.message or [c.message for c in result.checks if c.message] for result in report.exercises
    } == {exercise.name: [] for exercise in interfaces()[interface].exercises}
    assert report.interface == interface
    assert report.score == report.max_score == interfaces()[interface].points < 100


def test_what_is_not_part_of_the_interface_is_said(graded: Graded, short_exam: Exam) -> None:
    note = graded(COURSES / "torch_like.py", short_exam).notes[0]
    assert "torch-like: 49 points in all" in note
    assert "conv_backward_naive" in note
    assert "im2col" not in note.replace("conv_backward_im2col", "")


def test_the_layout_that_was_found_is_said(graded: Graded) -> None:
    notes = {stem: graded(COURSES / f"{stem}.py").notes for stem in ("cs231n_layers", "from_scratch")}
    assert "(C * HH * WW, H' * W' * N)" in notes["cs231n_layers"][1]
    assert "(N * H' * W', C * HH * WW)" in notes["from_scratch"][1]


FUNCTION = """
import numpy as np
def im2col({parameters}):
    {names}
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    v = np.lib.stride_tricks.sliding_window_view(x, (HH, WW), axis=(2, 3))[:, :, ::stride, ::stride]
    return v.transpose(0, 2, 3, 1, 4, 5).reshape(-1, x.shape[1] * HH * WW){layout}
def Convolution():
    pass
"""
CS231N = ".reshape(len(x), -1, x.shape[1] * HH * WW).transpose(2, 1, 0).reshape(x.shape[1] * HH * WW, -1)"


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ("input_img, FH, FW, stride=1, pad=0", "x, HH, WW = input_img, FH, FW"),
        ("pad, stride, filter_w, filter_h, img", "x, HH, WW = img, filter_h, filter_w"),
        (
            "x, filter_h, filter_w, *, padding=9, strides=9",
            "HH, WW, stride, pad = filter_h, filter_w, strides, padding",
        ),
        ("pic, filter_h, filter_w, stride, pad", "x, HH, WW = pic, filter_h, filter_w"),
        ("img, kh, kw, /, stride=1, pad=0, dtype=float", "x, HH, WW = img, kh, kw"),
    ],
    ids=["usual", "another order", "by keyword alone", "one name deduced", "by position alone, and one more"],
)
def test_parameters_are_told_by_their_names(
    parameters: str, names: str, graded: Graded, short_exam: Exam, tmp_path: Path, ask_only: AskOnly
) -> None:
    ask_only(["im2col"])
    source = FUNCTION.format(parameters=parameters, names=names, layout="")
    (tmp_path / "cnn.py").write_text(source, encoding="utf-8")
    report = graded(tmp_path, short_exam)
    assert report.interface == "from-scratch"
    assert report.score == 10


HIDING = """
def hiding(function):
    return lambda *args, **kwargs: function(*args, **kwargs)
im2col, col2im = hiding(im2col), hiding(col2im)
"""
HIDING_CLASSES = """
Pooling = hiding(Pooling)
class Convolution(Convolution):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
"""


@pytest.mark.parametrize(("stem", "hiding"), [("from_scratch", HIDING + HIDING_CLASSES), ("torch_like", HIDING)])
def test_what_hides_behind_kwargs_is_given_the_interface_s_own_names(
    stem: str, hiding: str, graded: Graded, short_exam: Exam, tmp_path: Path
) -> None:
    source = (COURSES / f"{stem}.py").read_text(encoding="utf-8") + hiding
    (tmp_path / "cnn.py").write_text(source, encoding="utf-8")
    report = graded(tmp_path / "cnn.py", short_exam)
    assert (report.interface, report.score) == (OF_COURSE[stem], report.max_score)


def test_another_course_s_layout_is_graded_as_the_interface_s_own(
    graded: Graded, exam: Exam, tmp_path: Path, ask_only: AskOnly
) -> None:
    ask_only(["im2col"])
    source = FUNCTION.format(parameters="x, FH, FW, stride, pad", names="HH, WW = FH, FW", layout=CS231N)
    (tmp_path / "cnn.py").write_text(source, encoding="utf-8")
    report = graded(tmp_path, exam)
    assert report.score == 10
    assert "(C * HH * WW, H' * W' * N)" in report.notes[1]


def test_a_col2im_alone_shows_its_layout_too(graded: Graded, exam: Exam, tmp_path: Path, ask_only: AskOnly) -> None:
    ask_only(["col2im"])
    source = (COURSES / "cs231n_layers.py").read_text(encoding="utf-8").replace("def im2col_indices", "def other")
    source = source.replace("field_height=3, field_width=3, padding=1", "field_height, field_width, padding")
    (tmp_path / "layers.py").write_text(source, encoding="utf-8")
    report = graded(tmp_path, exam)
    assert (report.interface, report.score) == ("cs231n", 10)
    assert "(C * HH * WW, H' * W' * N)" in report.notes[1]


def test_in_the_assignment_another_layout_is_wrong_and_named(
    exam: Exam, graded: Graded, tmp_path: Path, ask_only: AskOnly
) -> None:
    ask_only(["im2col"])
    source = FUNCTION.format(parameters="x, HH, WW, stride=1, pad=0", names="", layout=CS231N)
    (tmp_path / "im2col.py").write_text(source.replace("def Convolution", "def other"), encoding="utf-8")
    report = graded(tmp_path, exam)
    assert (report.interface, report.notes) == ("assignment", ())
    assert report.score < 5
    (told,) = [one for check in report.exercises[0].checks for one in check.seen if "in the layout of" in one]
    assert told == (
        "All your numbers are right, in the layout of CS231n, (C * HH * WW, H' * W' * N). "
        "Here it is (N * H' * W', C * HH * WW): a row for each window, image by image."
    )
