"""Numerical gradients against gradients that were worked out by hand."""

from collections.abc import Callable, Mapping
from typing import cast

import numpy as np
import pytest

from grader.answer import Implementation
from grader.case import Array, ConvCase, PoolCase, WindowCase
from grader.errors import MachineryError
from grader.exam import Exam
from grader.gradient import (
    MAX_STEPS,
    MEAN_STEP,
    avg_pool_gradient,
    conv_gradients,
    im2col_gradient,
    max_pool_gradient,
    numerical_gradient,
)
from grader.sandbox.worker.wire import Value

Forward = Callable[..., Array]


class Forwards:
    """An implementation of forwards only."""

    def __init__(self, **functions: Forward) -> None:
        self.functions = functions

    def call(self, name: str, *arguments: Value, returns: object) -> Value:
        """The output of one of them, with a cache where one is asked for."""
        out = self.functions[name](*arguments)
        return (out, 0) if isinstance(returns, tuple) else out

    def forget(self) -> None:
        """Nothing is kept."""


def code(**functions: Forward) -> Implementation:
    return cast(Implementation, Forwards(**functions))


def pixels(numbers: object) -> Array:
    """One channel of one image."""
    return np.array(numbers, dtype=float)[None, None]


ONE = np.ones(1)


def test_the_gradient_of_a_linear_function_is_its_weights_for_every_step() -> None:
    weights, at = np.array([[2.0, -3.0], [0.5, 0.0]]), np.array([[7.0, 1.0], [-4.0, 9.0]])
    for step in (0.25, 1.0, 2.0**20):
        found = numerical_gradient(lambda stack: (stack * weights).sum(axis=(1, 2)) + 5, ONE, at, step)
        assert np.array_equal(found, weights)


def test_each_output_counts_with_its_own_gradient() -> None:
    # out = (3 x, x^2) at x = 4, dout = (10, 0.5): dL/dx = 3 * 10 + 8 * 0.5
    def outs(stack: Array) -> Array:
        return np.concatenate([3 * stack, stack**2], axis=1)

    assert numerical_gradient(outs, np.array([[10.0, 0.5]]), np.array([4.0])) == [34]


def test_the_gradient_of_a_quadratic_function_is_exact_too() -> None:
    # L(a, b) = a^2 + 3 a b: dL/da = 2 a + 3 b, dL/db = 3 a
    at = np.array([2.0, -5.0])
    found = numerical_gradient(lambda stack: stack[:, 0] ** 2 + 3 * stack[:, 0] * stack[:, 1], ONE, at)
    assert np.array_equal(found, [2 * 2 + 3 * -5, 3 * 2])


def test_a_cube_has_the_error_of_a_central_difference() -> None:
    # ((x + h)^3 - (x - h)^3) / 2h = 3 x^2 + h^2
    for step in (1.0, 0.5):
        assert numerical_gradient(lambda stack: stack[:, 0] ** 3, ONE, np.array([2.0]), step) == [12 + step**2]


def test_outputs_that_a_step_doesn_t_touch_cost_no_digits() -> None:
    # 1 / 3 beside 1e15 / 3, which no step of x[0] changes: their sum would have lost most of it
    at, dout = np.array([1.0, 1e15]), np.array([1 / 3, 1 / 3])
    assert np.array_equal(numerical_gradient(lambda stack: stack, dout, at), dout)


def test_all_coordinates_go_through_one_call_in_each_direction() -> None:
    shapes = []

    def outs(stack: Array) -> Array:
        shapes.append(stack.shape)
        return stack

    assert np.array_equal(numerical_gradient(outs, np.ones((2, 3, 4)), np.zeros((2, 3, 4))), np.ones((2, 3, 4)))
    assert shapes == [(24, 2, 3, 4)] * 2


def conv(x: Array, w: Array, b: Array, conv_param: Mapping[str, int]) -> Array:
    """One output pixel: the window as large as the image."""
    assert conv_param == {"stride": 1, "pad": 0}
    out: Array = np.einsum("nchw,fchw->nf", x, w) + b
    return out[:, :, None, None]


def one_window(F: int = 2, N: int = 2) -> ConvCase:
    rng = np.random.default_rng(3)
    x, w, b, dout = (rng.integers(-9, 9, shape) / 4 for shape in ((N, 2, 2, 3), (F, 2, 2, 3), (F,), (N, F, 1, 1)))
    return ConvCase(x, w, b, dout, stride=1, pad=0)


def test_the_gradients_of_one_window_are_the_products_with_the_other_factor() -> None:
    case = one_window()
    found = conv_gradients(code(conv_forward_naive=conv, conv_forward_im2col=conv), case)
    dout = case.dout[:, :, 0, 0]
    assert np.array_equal(found["dx"], np.einsum("nf,fchw->nchw", dout, case.w))
    assert np.array_equal(found["dw"], np.einsum("nf,nchw->fchw", dout, case.x))
    assert np.array_equal(found["db"], dout.sum(axis=0))


def test_a_convolution_by_hand() -> None:
    # x = [1 2 3], w = [10 20], b = 5, dout = [1 -1]: out = [10 + 40 + 5, 20 + 60 + 5]
    def slide(x: Array, w: Array, b: Array, _conv_param: object) -> Array:
        pairs = np.stack([x[..., 0:2], x[..., 1:3]], axis=-2)[:, 0, 0]  # (N, 2, 2)
        out: Array = np.einsum("nij,fj->nfi", pairs, w[:, 0, 0]) + b[:, None]
        return out[:, :, None]

    case = ConvCase(pixels([[1, 2, 3]]), pixels([[10, 20]]), np.array([5.0]), pixels([[1, -1]]), stride=1, pad=0)
    found = conv_gradients(code(conv_forward_naive=slide, conv_forward_im2col=slide), case)
    assert found["dx"].tolist() == [[[[10, 20 - 10, -20]]]]
    assert found["dw"].tolist() == [[[[1 - 2, 2 - 3]]]]
    assert found["db"].tolist() == [0]


def test_two_convolutions_that_differ_are_no_reference() -> None:
    def other(*arguments: Array) -> Array:
        return conv(*arguments) + 2.0**-20  # type: ignore[arg-type]  # the last one is a dict

    with pytest.raises(MachineryError, match=r"the reference's two convolutions differ on \{'N': 2"):
        conv_gradients(code(conv_forward_naive=conv, conv_forward_im2col=other), one_window())


def largest(x: Array, pool_param: Mapping[str, int]) -> Array:
    """Pools of the whole height and two columns, one step apart."""
    assert pool_param == {"pool_height": 2, "pool_width": 2, "stride": 1}
    out: Array = np.stack([x[..., j : j + 2].max(axis=(2, 3)) for j in (0, 1)], axis=-1)
    return out[:, :, None]


def test_the_gradient_of_a_maximum_goes_to_the_largest_even_when_they_are_close() -> None:
    # the second column's 4.0 wins both windows, a half ahead of the next
    case = PoolCase(pixels([[1.0, 4.0, 3.5], [0.5, 2.0, -1.0]]), pixels([[3.0, 0.25]]), 2, 2, stride=1)
    found = max_pool_gradient(code(max_pool_forward_naive=largest), case)
    assert found["dx"].tolist() == [[[[0, 3.25, 0], [0, 0, 0]]]]


def test_no_step_of_a_maximum_crosses_a_tie(exam: Exam) -> None:
    for case in exam.cases["PoolCase"]:
        assert isinstance(case, PoolCase)
        if case.values not in ("zeros", "repeated", "periodic"):
            step = MAX_STEPS.get(case.values, 1 / 8)
            assert np.all(np.diff(np.sort(case.x.ravel())) > 2 * step)
            assert np.array_equal((case.x + step) - case.x, np.full(case.x.shape, step)) or case.values in ROUNDED


ROUNDED = ("fine", "full", "negative", "far_negative", "tiny")  # numbers with too many digits for a step to be exact


def test_the_gradient_of_a_mean_is_a_share_but_for_rounding() -> None:
    def mean(x: Array, _pool_param: object) -> Array:
        out: Array = x.sum(axis=(2, 3), keepdims=True) / 3
        return out

    case = PoolCase(pixels([[1.0, 2.0, -1e6]]), pixels([[6.0]]), 1, 3, stride=1)
    found = avg_pool_gradient(code(avg_pool_forward_naive=mean), case)
    assert np.abs(found["dx"] - 2.0).max() < 1e-14
    assert MEAN_STEP > 1e6  # as large as the largest number: the difference loses no digits


def test_the_adjoint_of_im2col_adds_what_overlaps() -> None:
    def pairs(x: Array, HH: int, WW: int, stride: int = 1, pad: int = 0) -> Array:
        assert (HH, WW, stride, pad) == (1, 2, 1, 0)
        return np.stack([x[:, 0, 0, 0:2], x[:, 0, 0, 1:3]], axis=1).reshape(-1, 2)

    cols = np.array([[1.0, 10.0], [100.0, 1000.0]])
    case = WindowCase(pixels([[7, 8, 9]]), cols, HH=1, WW=2, stride=1, pad=0)
    assert im2col_gradient(code(im2col=pairs), case)["x"].tolist() == [[[[1, 110, 1000]]]]
