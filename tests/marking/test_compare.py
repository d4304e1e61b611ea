"""The comparisons: what passes, what doesn't, and the sentence that says what, where, and what was expected."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.answer import Answer, Expected
from grader.case import Array
from grader.compare import (
    EPSILON,
    ROUNDING,
    Mismatch,
    array,
    expect_close,
    expect_equal,
    expect_number,
    expect_shape,
    given,
)
from grader.failure import Failure, StudentFailure

WANT = np.array([[1.0, -2.0], [0.5, 1000.0]])
EXPECTED = Expected({"out": WANT}, {"out": 1000.0})
RAISED = Failure("raised", "im2col", {"type": "ValueError", "message": "no"})


def answer(value: Any, name: str = "out") -> Answer:
    return Answer({name: value})


def mismatch(compare: Callable[[], object]) -> str:
    with pytest.raises(Mismatch) as raised:
        compare()
    return str(raised.value)


def close(value: Any, expected: Expected = EXPECTED) -> str:
    return mismatch(lambda: expect_close("out", answer(value), expected))


def changed(index: tuple[int, ...], value: float, array: Array = WANT) -> Array:
    other = array.copy()
    other[index] = value
    return other


def test_the_expected_array_is_close_to_itself() -> None:
    expect_close("out", answer(WANT.copy()), EXPECTED)


@pytest.mark.parametrize("sign", [-1, 1])
def test_what_rounding_can_cost_is_close_and_a_little_more_is_not(sign: int) -> None:
    tolerance = 4096 * EPSILON * 1000.0
    expect_close("out", answer(changed((0, 0), 1.0 + sign * 0.99 * tolerance)), EXPECTED)
    assert close(changed((0, 0), 1.0 + sign * 1.01 * tolerance)).endswith("precision is lost on the way.")


def test_the_tolerance_grows_with_what_the_operation_adds_up() -> None:
    off = answer(changed((0, 0), 1.0 + 1e-10))
    expect_close("out", off, Expected({"out": WANT}, {"out": 1e3}))
    with pytest.raises(Mismatch):
        expect_close("out", off, Expected({"out": WANT}, {"out": 1.0}))
    with pytest.raises(Mismatch):
        expect_close("out", off, Expected({"out": WANT}))


def test_the_first_wrong_number_is_named_with_its_place_and_what_was_expected() -> None:
    off = changed((1, 1), 5.0, changed((0, 1), 2.0))
    assert close(off) == "out[0, 1] is 2, expected -2. 2 of 4 values differ."


def test_numbers_are_told_to_ten_digits() -> None:
    assert "out[1, 0] is 0.3333333333, expected 0.5." in close(changed((1, 0), 1 / 3))


def test_no_zero_is_called_negative() -> None:
    assert "out[0, 0] is 0, expected 1." in close(changed((0, 0), -0.0))


def test_a_single_wrong_number_is_not_counted() -> None:
    assert close(np.array([3.0]), Expected({"out": np.array([4.0])})) == "out[0] is 3, expected 4."
    assert close(np.array(3.0), Expected({"out": np.array(4.0)})) == "out is 3, expected 4."


@pytest.mark.parametrize(
    ("value", "shown"), [(np.nan, "nan"), (np.inf, "inf"), (-np.inf, "-inf"), (1.7e308, "1.7e+308")]
)
def test_what_is_no_ordinary_number_is_never_close(value: float, shown: str) -> None:
    assert f"out[1, 0] is {shown}, expected 0.5. 1 of 4 values differ." in close(changed((1, 0), value))


def test_all_values_nan_are_not_close() -> None:
    assert close(np.full((2, 2), np.nan)) == "out[0, 0] is nan, expected 1. 4 of 4 values differ."


@pytest.mark.parametrize("shape", [(4,), (2, 2, 1), (1, 2, 2), (1, 2), (0, 2), ()])
def test_another_shape_is_told_before_any_number(shape: tuple[int, ...]) -> None:
    assert close(np.ones(shape)) == f"out.shape is {shape}, expected (2, 2)."
    assert mismatch(lambda: expect_shape("out", answer(np.ones(shape)), EXPECTED)) == close(np.ones(shape))


def test_the_right_shape_is_enough_for_the_shape() -> None:
    expect_shape("out", answer(np.full((2, 2), np.nan)), EXPECTED)


def test_a_shape_of_many_axes_is_cut() -> None:
    said = close(np.ones((1,) * 60))
    assert said.endswith("…, expected (2, 2).")
    assert len(said) < 200


def test_float32_that_keeps_too_few_digits_is_told_as_such() -> None:
    want = Expected({"out": np.array([1 / 3, 1.0])}, {"out": 1.0})
    said = close(np.array([1 / 3, 1.0], dtype=np.float32), want)
    assert said.startswith("out[0] is 0.3333333433, expected 0.3333333333. 1 of 2 values differ.")
    assert said.endswith("out is float32, which keeps 7 digits only.")


def test_float32_that_holds_the_numbers_exactly_is_close() -> None:
    expect_close("out", answer(WANT.astype(np.float32)), EXPECTED)


def test_a_wrong_number_is_not_called_lost_precision() -> None:
    assert "precision" not in close(changed((0, 0), 1.5))


def test_empty_arrays_are_close_when_they_have_the_same_shape() -> None:
    empty = Expected({"out": np.empty((0, 3))}, {"out": 1.0})
    expect_close("out", answer(np.empty((0, 3))), empty)
    assert close(np.empty((3, 0)), empty) == "out.shape is (3, 0), expected (0, 3)."


def test_another_memory_order_is_close() -> None:
    expect_close("out", answer(np.asfortranarray(WANT)), EXPECTED)
    expect_close("out", answer(WANT[::-1][::-1]), EXPECTED)


def test_a_value_that_was_not_reached_raises_the_failure_that_ended_the_answer() -> None:
    ended = Answer({"out": WANT}, RAISED)
    expect_close("out", ended, EXPECTED)
    with pytest.raises(StudentFailure) as raised:
        given("dx", ended)
    assert raised.value.failure is RAISED


def test_a_name_that_no_question_gives_is_our_own_mistake() -> None:
    with pytest.raises(KeyError, match="no question gives dx"):
        given("dx", answer(WANT))


def test_what_is_no_array_is_told() -> None:
    assert mismatch(lambda: array("out", answer(3))) == "out is not an array"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (4, "size is 4, expected 3."),
        (-3, "size is -3, expected 3."),
        (3.0, "size is 3, a float; expected the int 3."),
        (3.5, "size is 3.5, a float; expected the int 3."),
        (float("nan"), "size is nan, a float; expected the int 3."),
        (float("inf"), "size is inf, a float; expected the int 3."),
        (2**62, f"size is {2**62}, expected 3."),
    ],
)
def test_a_number_is_the_expected_int_or_is_told(value: float, said: str) -> None:
    expected = Expected({"size": 3})
    expect_number("size", answer(3, "size"), expected)
    assert mismatch(lambda: expect_number("size", answer(value, "size"), expected)) == said


def test_an_argument_that_was_left_alone_is_equal() -> None:
    expect_equal("x", WANT.copy(), WANT)
    expect_equal("stride", 2, 2)


def test_one_changed_number_of_an_argument_is_told_with_both_values() -> None:
    said = mismatch(lambda: expect_equal("x", changed((1, 0), 0.0), WANT))
    assert said == "x[1, 0] was 0.5 before the call and is 0 after it."


def test_an_argument_that_changed_by_rounding_has_changed() -> None:
    with pytest.raises(Mismatch):
        expect_equal("x", changed((0, 0), 1.0 + EPSILON), WANT)


def test_equality_but_for_rounding_is_measured_against_the_largest_number() -> None:
    expect_equal("out", changed((0, 0), 1.0 + 0.9 * ROUNDING * 1000), WANT, rounding=ROUNDING)
    with pytest.raises(Mismatch):
        expect_equal("out", changed((0, 0), 1.0 + 1.1 * ROUNDING * 1000), WANT, rounding=ROUNDING)


@pytest.mark.parametrize("rounding", [0.0, ROUNDING])
@pytest.mark.parametrize("strange", [np.nan, np.inf, -np.inf])
def test_strange_numbers_are_equal_to_themselves_alone(strange: float, rounding: float) -> None:
    before = changed((0, 1), strange)
    expect_equal("out", before.copy(), before, rounding=rounding)
    said = mismatch(lambda: expect_equal("out", WANT, before, rounding=rounding))
    assert said == f"out[0, 1] was {strange} before the call and is -2 after it."
    said = mismatch(lambda: expect_equal("out", before, WANT, rounding=rounding))
    assert said == f"out[0, 1] was -2 before the call and is {strange} after it."


def test_an_argument_of_another_shape_has_changed() -> None:
    said = mismatch(lambda: expect_equal("x", WANT[0], WANT))
    assert said == "x.shape was (2, 2) before the call and is (2,) after it."


def test_empty_arguments_are_equal() -> None:
    expect_equal("x", np.empty((0, 2)), np.empty((0, 2)))
    with pytest.raises(Mismatch):
        expect_equal("x", np.empty((2, 0)), np.empty((0, 2)))


def test_a_key_may_be_added_to_a_dict_but_none_changed_or_taken_away() -> None:
    before = {"stride": 2, "pad": 1}
    expect_equal("conv_param", {"pad": 1, "stride": 2, "mine": "<str>"}, before)
    said = mismatch(lambda: expect_equal("conv_param", {"stride": 2}, before))
    assert said == "conv_param has lost its key 'pad': the caller still needs it."
    said = mismatch(lambda: expect_equal("conv_param", {"stride": 1, "pad": 1}, before))
    assert said == "conv_param['stride'] was 2 before the call and is 1 after it."
    said = mismatch(lambda: expect_equal("conv_param", {"stride": 2.0, "pad": 1}, before))
    assert said.startswith("conv_param['stride'] was 2 before the call")


@pytest.mark.parametrize("got", [0, "<str>", None])
def test_what_is_no_dict_any_more_has_lost_its_keys(got: Any) -> None:
    assert "has lost its key 'stride'" in mismatch(lambda: expect_equal("conv_param", got, {"stride": 2}))


def test_an_array_that_became_something_else_has_changed() -> None:
    assert mismatch(lambda: expect_equal("x", 3, WANT)).endswith("and is 3 after it.")


def test_hostile_text_in_a_changed_value_is_made_safe() -> None:
    said = mismatch(lambda: expect_equal("stride", "\x1b[31m\n2", 2))
    assert said == "stride was 2 before the call and is \\x1b[31m\\n2 after it."


def test_the_words_for_a_change_can_be_chosen() -> None:
    said = mismatch(lambda: expect_equal("bias", 1.5, 0.0, "{name} should be {before} and is {after}."))
    assert said == "bias should be 0 and is 1.5."
