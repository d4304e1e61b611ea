"""Each picture is drawn from what is right, and says in a sentence what can't be drawn: it never raises in a cell."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

pytest.importorskip("matplotlib", reason="the notebook's pictures need matplotlib: `make notebook` brings it")

from grader.notebook import pictures
from grader.notebook.boxed import explained
from tests.notebook.faulty import ODD_VALUES, Cell

X = pictures.numbers(4, 4)
W = np.ones((1, 1, 3, 3))
POOL = {"pool_height": 2, "pool_width": 2, "stride": 2}
TAKES = {"pool_height": 1, "pool_width": 1, "stride": 1}  # for which out is like x

# Each picture, as a function of the student's value; all of them expect an array (1, 1, 4, 4), or say so.
DRAWN: Mapping[str, Callable[[Any], None]] = {
    "filtered": lambda value: pictures.filtered(X, {"blur": W[0, 0]}, value),
    "side_by_side": lambda value: pictures.side_by_side({"stride 1": value, "stride 2": X}),
    "of_one_output": lambda value: pictures.of_one_output(X, W, np.ones((1, 1, 1, 1)), value, 1, 0),
    "beside_numerical": lambda value: pictures.beside_numerical("dx", value, lambda x: 2 * x, X, np.ones(X.shape)),
    "pooled": lambda value: pictures.pooled(X, value, TAKES),
    "routed": lambda value: pictures.routed(X, np.ones((1, 1, 2, 2)), value, POOL),
    "how_many_windows": lambda value: pictures.how_many_windows(value, 4, 4),
    "learnt": lambda value: pictures.learnt([3.0, 1.0, float("inf")], value, X, X[0, 0]),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_drawn_of_the_array_that_is_expected(cell: Cell, name: str) -> None:
    DRAWN[name](X)
    assert cell.pictures() == 1
    assert len(cell.outputs) == 1
    assert cell.texts()  # for who doesn't see it


@pytest.mark.parametrize("value", ODD_VALUES.values(), ids=ODD_VALUES)
@pytest.mark.parametrize("name", DRAWN)
def test_of_anything_else_a_picture_or_a_sentence_comes_out(cell: Cell, name: str, value: Any) -> None:
    with explained():
        DRAWN[name](value)
    assert cell.outputs
    assert "No picture can be made" not in cell.texts()  # whatever is odd is told by what it is
    assert "<script>" not in str(cell.outputs)


def test_what_is_odd_is_told_by_its_name_and_what_is_expected(cell: Cell) -> None:
    with explained():
        pictures.filtered(X, {"blur": W[0, 0]}, None)
    assert cell.texts() == "`out` is None; an array of shape (1, 1, 4, 4) is expected."
    cell.outputs.clear()
    pictures.filtered(X, {"blur": W[0, 0]}, np.ones((1, 1, 2, 2)))
    assert cell.pictures() == 1
    assert cell.texts().startswith("`out` has shape (1, 1, 2, 2), expected (1, 1, 4, 4)")


def test_a_numerical_gradient_of_odd_outputs_is_told_and_not_taken(cell: Cell) -> None:
    forward: Any = lambda x: x * 1j  # noqa: E731  # a student's: of no type that is expected
    with explained():
        pictures.beside_numerical("dx", X, forward, X, np.ones(X.shape))
    said = "`out` is an array of complex128 of shape (1, 1, 4, 4); one of float64 of shape (1, 1, 4, 4) is expected."
    assert cell.texts() == said


@pytest.mark.parametrize(("count", "notes"), [(5, 0), (1, 0), (0, 0), (-3, 0), (6, 1), (10**9, 1), (np.int64(5), 0)])
def test_windows_that_go_beyond_the_row_are_noted(cell: Cell, count: int, notes: int) -> None:
    pictures.row_of_windows(9, 3, 2, 1, count)
    assert (cell.pictures(), len(cell.outputs)) == (1, 1 + notes)


@pytest.mark.parametrize("count", [2.5, None, "3", np.ones(2)])
def test_a_count_that_is_none_is_told(cell: Cell, count: Any) -> None:
    with explained():
        pictures.row_of_windows(9, 3, 2, 1, count)
    assert cell.texts().startswith("`count` is ")
    assert cell.texts().endswith("; an int is expected.")


def test_a_row_that_is_too_long_is_told(cell: Cell) -> None:
    with explained():
        pictures.row_of_windows(1000, 3, 2, 1, 500)
    assert cell.texts() == "A row of 1002 pixels is too long for this picture."


@pytest.mark.parametrize("value", [None, np.ones((4, 9)), np.ones((9, 4)), np.ones(36), np.ones((1, 1))])
def test_windows_as_rows_are_drawn_or_told(cell: Cell, value: Any) -> None:
    with explained():
        pictures.windows_as_rows(X, value, 3, 3, 2, 1)
    assert cell.outputs
    assert "No picture can be made" not in cell.texts()


def test_gradients_of_overlapping_windows_are_routed_and_many_windows_drawn(cell: Cell) -> None:
    pool_param = {"pool_height": 3, "pool_width": 3, "stride": 1}
    x = pictures.numbers(6, 6)
    pictures.routed(x, np.ones((1, 1, 4, 4)), np.ones(x.shape), pool_param)
    pictures.pooled(x, np.ones((1, 1, 4, 4)), pool_param)
    pictures.windows_as_rows(x, np.ones((16, 9)), 3, 3, 1, 0)
    assert cell.pictures() == 3


def test_times_are_measured_and_compared(cell: Cell) -> None:
    assert pictures.seconds(lambda: None) > 0
    pictures.speeds({"naive": 0.5, "im2col": 0.01})
    assert cell.texts() == "naive: 500 ms; im2col: 10 ms"
    assert cell.pictures() == 1


def test_the_material_is_always_the_same() -> None:
    assert np.array_equal(pictures.numbers(6, 6), pictures.numbers(6, 6))
    assert len(np.unique(pictures.numbers(6, 6))) == 36
    assert pictures.image().shape == (1, 1, 28, 28)
    assert {weights.shape for weights in pictures.filters().values()} == {(3, 3)}
