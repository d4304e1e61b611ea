"""What is drawn of a picture: which slices, how each number looks, and what is said of it."""

import dataclasses

import numpy as np
import pytest

from grader.case import Array
from grader.report.drawing import MOST_SLICES, Drawing, Figure, drawn
from grader.report.page_words import words
from grader.report.result import Picture
from tests.report.reports import picture


def drawing(expected: Array, returned: Array, worst: tuple[int, ...] | None = None, name: str = "out") -> Drawing:
    return drawn(Picture(name, expected, returned, worst), words())


def figure(of: Drawing, kind: str) -> Figure:
    (found,) = (figure for figure in of.figures if figure.kind == kind)
    return found


def texts(of: Figure) -> list[list[str]]:
    return [[square.text for square in row] for panel in of.panels for row in panel.rows]


def tones(of: Figure) -> list[list[str]]:
    return [[square.tone for square in row] for panel in of.panels for row in panel.rows]


def test_expected_returned_and_their_difference_stand_beside_each_other_then_what_the_worst_is_made_of() -> None:
    told = drawn(picture(), words())
    assert [figure.kind for figure in told.figures] == ["expected", "returned", "difference", "source"]
    assert texts(figure(told, "expected")) == [["0", "1", "2"], ["3", "4", "5"]]
    assert texts(figure(told, "returned")) == [["0", "3", "2"], ["3", "4", "1"]]
    assert texts(figure(told, "difference")) == [["0", "+2", "0"], ["0", "0", "-4"]]


def test_the_larger_the_error_the_stronger_the_colour_one_for_too_large_one_for_too_small() -> None:
    told = drawn(picture(), words())
    assert tones(figure(told, "difference")) == [["same", "over-3", "same"], ["same", "same", "under-5 worst"]]
    assert tones(figure(told, "returned")) == [["plain"] * 3, ["plain", "plain", "plain worst"]]


def test_the_window_is_marked_in_the_padded_image() -> None:
    source = figure(drawn(picture(), words()), "source")
    assert source.caption == "What out[0, 0, 1, 2] is made of"
    assert [panel.title for panel in source.panels] == ["x[0, 0, :, :], padded"]
    assert tones(source)[2] == ["plain padding", "plain", "plain", "met", "met padding"]
    assert tones(source)[0] == ["plain padding"] * 5


def test_a_number_is_said_in_full_with_its_place() -> None:
    told = drawn(picture(), words())
    assert told.worst == "out[0, 0, 1, 2]: expected 5, yours 1, difference -4"
    labels = [square.label for panel in figure(told, "difference").panels for row in panel.rows for square in row]
    assert labels[1] == "out[0, 0, 0, 1]: expected 1, yours 3, difference 2"
    assert [dataclasses.astuple(row) for row in told.table][1] == ("out[0, 0, 0, 1]", "1", "3", "2")
    assert len(told.table) == len(labels) == 6


def test_a_wrong_shape_shows_both_arrays_and_no_difference() -> None:
    told = drawing(np.zeros((2, 2)), np.ones((1, 3)))
    assert [figure.kind for figure in told.figures] == ["expected", "returned"]
    assert texts(figure(told, "returned")) == [["1", "1", "1"]]
    assert (told.worst, told.table) == ("", ())


def test_an_empty_array_says_its_shape() -> None:
    returned = figure(drawing(np.zeros((2, 2)), np.zeros((0, 3))), "returned")
    assert (returned.panels, returned.caption) == ((), "Your out. It is empty: its shape is (0, 3).")


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_what_is_no_number_is_as_wrong_as_can_be_and_takes_no_colour_from_the_others(number: float) -> None:
    difference = figure(drawing(np.zeros(3), np.array([1.0, number, -np.inf]), (1,)), "difference")
    assert tones(difference) == [["over-5", "over-5 worst", "under-5"]]
    assert texts(difference) == [["+1", f"{number:+}", "-inf"]]


@pytest.mark.parametrize("number", [1e308, 1.7e308, 5e-324])
def test_the_largest_and_the_smallest_numbers_have_a_colour(number: float) -> None:
    difference = figure(drawing(np.zeros(2), np.array([number, -number]), (0,)), "difference")
    assert tones(difference) == [["over-5 worst", "under-5"]]


def test_an_infinite_number_that_is_right_is_no_difference() -> None:
    difference = figure(drawing(np.array([np.inf, 0.0]), np.array([np.inf, 1.0]), (1,)), "difference")
    assert texts(difference) == [["0", "+1"]]


def test_of_many_slices_those_with_errors_are_drawn_the_worst_among_them() -> None:
    expected = np.zeros((4, 3, 1, 2))
    returned = expected.copy()
    returned[1:, :, 0, 1] = 1.0
    returned[3, 2, 0, 0] = 9.0
    told = drawing(expected, returned, (3, 2, 0, 0))
    titles = [panel.title for panel in figure(told, "difference").panels]
    assert titles == ["out[1, 0, :, :]", "out[1, 1, :, :]", "out[1, 2, :, :]", "out[3, 2, :, :]"]
    assert len(titles) == MOST_SLICES
    assert figure(told, "difference").left_out == 8
    assert [panel.title for panel in figure(told, "expected").panels] == titles


@pytest.mark.parametrize(
    ("shape", "rows", "title", "ticks"),
    [((), 1, "", 0), ((3,), 1, "", 3), ((2, 3), 2, "", 5), ((1, 2, 3), 2, "out[0, :, :]", 5), ((1, 1), 1, "", 0)],
)
def test_arrays_of_any_number_of_axes_are_drawn(shape: tuple[int, ...], rows: int, title: str, ticks: int) -> None:
    zero = np.zeros(shape)
    (panel,) = figure(drawing(zero, zero + 1, (0,) * len(shape)), "difference").panels
    assert (len(panel.rows), panel.title, len(panel.ticks)) == (rows, title, ticks)
    places = [square.place for row in panel.rows for square in row]
    assert places == [f"out[{', '.join(map(str, index))}]" if index else "out" for index in np.ndindex(shape)]


def test_squares_stand_beside_and_below_each_other_and_hold_the_longest_number() -> None:
    (panel,) = figure(drawing(np.zeros((2, 2)), np.full((2, 2), -1234.5), (0, 0)), "returned").panels
    (first, second), (below, _last) = panel.rows
    assert (first.y, first.x) == (second.y, below.x)
    assert second.x - first.x > panel.square_width >= 7 * len(first.text)
    assert below.y - first.y > panel.square_height


def test_a_large_array_is_drawn_densely_and_a_wide_one_can_be_scrolled() -> None:
    small, large = (figure(drawing(np.zeros((n, n)), np.ones((n, n)), (0, 0)), "returned") for n in (3, 18))
    assert [figure.panels[0].is_dense for figure in (small, large)] == [False, True]
    assert [figure.is_wide for figure in (small, large)] == [False, True]
