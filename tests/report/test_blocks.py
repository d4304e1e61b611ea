"""A small array is laid out as NumPy prints it: rows below each other, numbers in columns."""

import numpy as np
import pytest

from grader.report.blocks import block


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("[1, 2]", ["[1, 2]"]),
        ("[[1, 2]]", ["[[1, 2]]"]),
        ("[[1, 2], [3, 4]]", ["[[1, 2],", " [3, 4]]"]),
        ("[[1, -20], [3, 4]]", ["[[  1, -20],", " [  3,   4]]"]),
        ("[[[[1]]], [[[2]]]]", ["[[[[1]]],", " [[[2]]]]"]),
        ("[[[[1, 2], [3, 4]]]]", ["[[[[1, 2],", "   [3, 4]]]]"]),
        ("[]", ["[]"]),
        ("[[], []]", ["[[],", " []]"]),
        ("[nan, inf]", ["[nan, inf]"]),
    ],
)
def test_rows_stand_below_each_other(text: str, lines: list[str]) -> None:
    assert block(text) == lines


def test_the_lines_together_are_the_array_again() -> None:
    numbers = np.arange(-6, 18).reshape(2, 3, 2, 2)
    assert np.array_equal(eval("".join(block(str(numbers.tolist())))), numbers)  # noqa: S307  # our own text
