"""A print tells wrong answers apart, and only by what is wrong with them."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answer import Answer, Expected
from grader.case import Array, LayerCase
from grader.exam.paper import Item
from grader.exercises.conv_layer import conv2d
from grader.failure import Failure
from grader.prints import Print, print_of, same, varying, without_samples
from grader.sandbox.worker.wire import Value
from tests.marking.fakes import case, doubling, doubling_back

(DOUBLED,) = doubling().questions
(GRADIENT,) = doubling_back().questions
MADE = conv2d.questions[0]
ITEM = Item(case(1.0, 2.0, 3.0), Expected({"out": np.array([2.0, 4.0, 6.0])}, {"out": 6.0}))


def of(*out: float, failure: Failure | None = None) -> Print:
    return print_of(DOUBLED, ITEM, Answer({} if failure else {"out": np.array(out)}, failure))


def test_a_right_answer_has_none() -> None:
    assert of(2, 4, 6) is None
    assert of(2, 4, 6 + 1e-15) is None
    assert print_of(DOUBLED, ITEM, Answer({}, is_reference=True)) is None


def test_a_wrong_answer_is_the_same_as_itself_but_for_rounding() -> None:
    assert same(of(1, 2, 3), of(1, 2, 3))
    assert same(of(1, 2, 3 + 1e-15), of(1, 2, 3))


@given(st.lists(st.integers(-3, 3), min_size=3, max_size=3), st.lists(st.integers(-3, 3), min_size=3, max_size=3))
def test_answers_are_the_same_when_their_numbers_are(one: list[int], other: list[int]) -> None:
    assert same(of(*one), of(*other)) is (one == other)


@pytest.mark.parametrize(
    "other", [(1, 2, 3 + 1e-9), (3, 2, 1), (1, 2), (1, 2, np.nan), (1, 2, np.inf), (1, 2, -np.inf), (2, 4, 6)]
)
def test_another_number_place_shape_or_no_number_is_another_print(other: tuple[float, ...]) -> None:
    assert not same(of(*other), of(1, 2, 3))
    assert not same(of(1, 2, 3), of(*other))


def test_what_is_no_number_has_its_place_too() -> None:
    assert same(of(1, np.nan, np.inf), of(1, np.nan, np.inf))
    assert not same(of(1, np.nan, np.inf), of(1, np.inf, np.nan))


def test_the_order_of_the_names_does_not_count() -> None:
    values: Mapping[str, Value] = {"db": np.ones(1), "dx": np.ones(2)}
    item = Item(ITEM.case, Expected({"dx": np.zeros(2), "db": np.zeros(1)}))
    again = Item(ITEM.case, Expected({"db": np.zeros(1), "dx": np.zeros(2)}))
    assert same(print_of(DOUBLED, item, Answer(values)), print_of(DOUBLED, again, Answer(values)))


def test_what_a_question_relies_on_is_not_part_of_its_answer() -> None:
    item = Item(ITEM.case, Expected({"out": np.ones(3), "dx": np.ones(3)}))
    assert print_of(GRADIENT, item, Answer({"out": np.zeros(3), "dx": np.ones(3)})) is None


def raised(kind: str, message: str) -> Failure:
    return Failure("raised", "double", {"type": kind, "message": message})


def test_failures_are_the_same_when_they_say_the_same_but_for_names_and_numbers() -> None:
    one = of(failure=raised("NameError", "name 'out_channel' is not defined"))
    assert same(of(failure=raised("NameError", "name 'pad_h' is not defined")), one)
    assert not same(of(failure=raised("KeyError", "name 'pad_h' is not defined")), one)
    assert not same(of(failure=raised("NameError", "something else")), one)
    assert not same(of(failure=Failure("timeout", "double")), one)
    assert not same(of(1, 2, 3), one)


def test_a_number_that_is_a_float_is_another_one_than_the_int() -> None:
    item = Item(ITEM.case, Expected({"size": 3}))

    def number(value: Value) -> Print:
        return print_of(DOUBLED, item, Answer({"size": value}))

    assert number(3) is None
    assert number(3.0) is not None
    assert same(number(4), number(4))
    assert not same(number(4), number(4.0))


def weights(weight: Array) -> Print:
    layer = LayerCase(16, 40, 5)
    return print_of(MADE, Item(layer, None), Answer({"weight": weight, "bias": np.zeros(40)}))


def normal(seed: int, std: float = 0.05) -> Array:
    return std * np.random.default_rng(seed).standard_normal((40, 16, 5, 5))


def test_random_numbers_are_the_same_when_they_may_come_from_one_distribution() -> None:
    model = varying(weights(normal(1)), weights(normal(2)))
    assert same(weights(normal(3)), model)
    for other in (
        normal(3, 0.055),
        normal(3) + 0.01,
        np.random.default_rng(3).uniform(-0.0866, 0.0866, (40, 16, 5, 5)),
    ):
        assert not same(weights(other), model)
    assert not same(weights(np.repeat(normal(3)[:1], 40, axis=0)), model)


def test_an_answer_that_does_not_vary_keeps_all_its_numbers() -> None:
    model = varying(of(1, 2, 3), of(1, 2, 3))
    assert same(of(1, 2, 3), model)
    assert not same(of(1, 2, 4), model)


@pytest.mark.parametrize("factor", [1e200, 1e300])
def test_numbers_too_large_for_statistics_have_none(factor: float) -> None:
    assert weights(normal(1))["samples"].keys() == {"weight"}
    assert not weights(factor * normal(1))["samples"]
    assert not same(weights(factor * normal(1)), varying(weights(normal(1)), weights(normal(2))))


def test_a_model_that_varies_is_not_like_one_that_does_not() -> None:
    chance, fixed = varying(weights(normal(1)), weights(normal(2))), without_samples(weights(np.ones((40, 16, 5, 5))))
    assert not same(fixed, chance)
    assert not same(chance, fixed)
    values = varying(of(1, 2, 3), of(3, 1, 2))
    assert not same(without_samples(of(1, 2, 3)), values)
    assert not same(values, without_samples(of(1, 2, 3)))


def test_of_random_values_the_shape_alone_is_left() -> None:
    model = varying(of(1, 2, 3), of(3, 2, 1))
    assert same(of(7, 7, 7), model)
    assert not same(of(7, 7), model)
    assert not same(of(2, 4, 6), model)  # which is right
    assert not same(of(failure=raised("NameError", "")), model)
