"""Which interface is meant: told by the text alone, and the assignment's own wherever it is open."""

from pathlib import Path

import pytest

from grader.intake import open_submission
from grader.interfaces.recognise import recognised
from tests.submissions_graded.places import ASSIGNMENT, FAIR, SUBMISSIONS

NAIVE = "def conv_forward_naive(x, w, b, conv_param): pass\n"
ROWS = "def im2col(input_data, filter_h, filter_w, stride=1, pad=0): pass\n"
PAIR = (
    "def im2col(\n    input: np.ndarray,\n    kernel_size: Tuple[int, int] = (3, 3),\n    stride=1) -> int:\n    pass\n"
)
OWN = "def im2col(x, HH, WW, stride=1, pad=0): pass\n"
CONTENTS = {
    "nothing": ("x = 1\n", "assignment"),
    "the assignment's forward alone": (NAIVE, "assignment"),
    "the assignment's im2col": (OWN, "assignment"),
    "an im2col of the same call under other parameters' names": (ROWS, "assignment"),
    "the book's layers": (ROWS + "class Conv:\n    pass\n", "from-scratch"),
    "a pair for the kernel's size": (PAIR, "torch-like"),
    "a pair, and a layer": (PAIR + "class Conv2dNumpy:\n    pass\n", "torch-like"),
    "indices": (NAIVE + "def im2col_indices(x, field_height, field_width): pass\n", "cs231n"),
    "a word of CS231n's beside its names": (NAIVE + "def affine_forward(x, w, b): pass\n", "cs231n"),
    "one image": ("def Conv2D(image, out_channels, kernel, padding=0, strides=1): pass\n", "single-image"),
    "more of the assignment's than of another's": (NAIVE + OWN + "class Pooling:\n    pass\n", "assignment"),
}


@pytest.mark.parametrize("what", CONTENTS)
def test_the_interface_with_most_points_to_be_found_is_meant(what: str, tmp_path: Path) -> None:
    text, expected = CONTENTS[what]
    (tmp_path / "work.py").write_text(text, encoding="utf-8")
    assert name_of(tmp_path) == expected


def test_a_notebook_is_read_like_a_file(tmp_path: Path) -> None:
    cell = '{"cells": [{"cell_type": "code", "source": ["class Conv:\\n", "    def __init__(self, W, b): pass\\n"]}]}'
    (tmp_path / "work.ipynb").write_text(cell, encoding="utf-8")
    assert name_of(tmp_path) == "from-scratch"


def test_nothing_that_is_pasted_into_the_assignment_makes_it_another_course_s(tmp_path: Path) -> None:
    everything = "\n".join(path.read_text(encoding="utf-8") for path in sorted((SUBMISSIONS / "courses").glob("*.py")))
    for path in ASSIGNMENT.glob("*.py"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "pasted.py").write_text(everything, encoding="utf-8")
    assert name_of(tmp_path) == "assignment"


@pytest.mark.parametrize("path", FAIR[::10], ids=[path.stem for path in FAIR[::10]])
def test_an_unusual_formulation_is_still_the_assignment_s(path: Path) -> None:
    assert name_of(path) == "assignment"


def name_of(path: Path) -> str:
    with open_submission(path) as submission:
        return recognised(submission).name
