"""The picture of a fault: the array that the message is about, and its worst number."""

from typing import Any

import numpy as np
import pytest

from grader.answer import Answer, Expected
from grader.case import Array, ConvCase
from grader.exam import Item
from grader.exercises.conv import conv_backward, conv_forward
from grader.explain.picture import MOST_NUMBERS, picture
from grader.marking.mark import Fault

CASE = ConvCase(np.ones((1, 1, 2, 3)), np.ones((1, 1, 1, 1)), np.zeros(1), np.ones((1, 1, 2, 3)), stride=1, pad=0)
RIGHT = np.arange(6.0).reshape(1, 1, 2, 3)


def fault(message: str, returned: dict[str, Any], expected: dict[str, Any] | None) -> Fault:
    item = Item(CASE, None if expected is None else Expected(expected))
    return Fault(item, Answer(returned), "failed", message)


def with_errors(**errors: float) -> Array:
    """The right numbers, but for some by their places: `at_1=2.0` adds 2 to the second."""
    wrong = RIGHT.copy()
    for place, error in errors.items():
        wrong.flat[int(place.removeprefix("at_"))] += error
    return wrong


def test_both_arrays_are_there_with_the_worst_number_and_its_window() -> None:
    wrong = with_errors(at_1=1.0, at_4=-3.0)
    found = picture(conv_forward, fault("out[0, 0, 0, 1] is 2, expected 1.", {"out": wrong}, {"out": RIGHT}))
    assert found is not None
    assert (found.name, found.worst) == ("out", (0, 0, 1, 1))
    assert (found.expected == RIGHT).all()
    assert (found.returned == wrong).all()
    assert found.window is not None
    assert np.argwhere(found.window.met).tolist() == [[0, 0, 1, 1]]


def test_of_several_equally_wrong_numbers_the_first_is_the_worst() -> None:
    wrong = with_errors(at_2=1.0, at_3=-1.0)
    found = picture(conv_forward, fault("out[0, 0, 0, 2] is 3, expected 2.", {"out": wrong}, {"out": RIGHT}))
    assert found is not None
    assert found.worst == (0, 0, 0, 2)


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_nothing_is_worse_than_what_is_no_number(number: float) -> None:
    wrong = with_errors(at_0=1e300)
    wrong[0, 0, 1, 2] = number
    found = picture(conv_forward, fault("out[0, 0, 0, 0] is 1e+300, expected 0.", {"out": wrong}, {"out": RIGHT}))
    assert found is not None
    assert found.worst == (0, 0, 1, 2)


def test_a_wrong_shape_has_no_worst_number() -> None:
    wrong = np.zeros((1, 1, 3, 3), np.float32)
    found = picture(conv_forward, fault("out.shape is (1, 1, 3, 3), expected ...", {"out": wrong}, {"out": RIGHT}))
    assert found is not None
    assert (found.worst, found.window, found.returned.shape) == (None, None, (1, 1, 3, 3))
    assert found.returned.dtype == np.float64


def test_of_several_wrong_arrays_it_is_the_one_that_the_message_names_first() -> None:
    right = {"dw": np.ones((1, 1, 1, 1)), "dx_other": RIGHT, "dx": RIGHT}
    wrong = {name: value + 1 for name, value in right.items()}
    found = picture(conv_backward, fault("dx[0, 0, 0, 0] is 1, expected 0, unlike dw.", wrong, right))
    assert found is not None
    assert found.name == "dx"


def test_an_array_that_is_right_is_not_drawn_whatever_the_message_names() -> None:
    told = fault("out is right, and dx is not.", {"out": RIGHT, "dx": with_errors(at_0=1)}, {"out": RIGHT, "dx": RIGHT})
    found = picture(conv_backward, told)
    assert found is not None
    assert found.name == "dx"


@pytest.mark.parametrize(
    ("message", "returned", "expected"),
    [
        ("conv_forward_naive raised ValueError: out", {}, {"out": RIGHT}),
        ("size is 3, expected 4.", {"size": 3}, {"size": 4}),
        ("x was 1 before the call and is 2 after it.", {"x": RIGHT}, None),
        ("out is the same for other inputs", {"out": RIGHT}, {"out": RIGHT}),
        ("out.shape is wrong", {"out": np.zeros(MOST_NUMBERS + 1)}, {"out": RIGHT}),
        ("out[0] is 0", {"out": np.zeros(MOST_NUMBERS + 1)}, {"out": np.ones(MOST_NUMBERS + 1)}),
    ],
    ids=["raised", "a number", "state", "all right", "too large an answer", "too large a case"],
)
def test_what_is_no_small_wrong_array_has_no_picture(
    message: str, returned: dict[str, Any], expected: dict[str, Any] | None
) -> None:
    assert picture(conv_forward, fault(message, returned, expected)) is None
