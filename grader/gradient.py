"""Numerical gradients of the reference's forward functions: what backward functions are judged by.

The scalar that is differentiated is L = sum(out * dout), so that dL/dx is what backward calls dx.
"""

from collections.abc import Callable, Mapping

import numpy as np

from grader.answer import Implementation
from grader.case import Array, ConvCase, PoolCase, WindowCase
from grader.errors import MachineryError

# Convolution, im2col and average pooling are linear in each argument, so a central difference is exact for every
# step. Max pooling is linear as long as no step crosses a tie: the inputs of its cases lie at least 1/2 apart, and
# a step moves one of them by 1/8. These steps are dyadic: no rounding. A mean divides, so it rounds; a step as large
# as the largest number of any case keeps that rounding small beside the difference.
LINEAR_STEP = 1.0
MAX_STEP = 0.125
MEAN_STEP = 2.0**20


def numerical_gradient(function: Callable[[Array], float], at: Array, step: float = LINEAR_STEP) -> Array:
    """The gradient of `function` in every coordinate of `at`, by central differences.

    df/dx_i = (f(x + h e_i) - f(x - h e_i)) / (2 h)
    """
    point = at.copy()
    gradient = np.empty_like(point)
    for index in np.ndindex(*point.shape):
        before = point[index]
        point[index] = before + step
        above = function(point)
        point[index] = before - step
        below = function(point)
        point[index] = before
        gradient[index] = (above - below) / (2 * step)
    return gradient


def conv_gradients(code: Implementation, case: ConvCase) -> Mapping[str, Array]:
    """dx, dw, db of the convolution.

    The loops of conv_forward_naive would take minutes over an exam. conv_forward_im2col is asked in their place,
    once it has given the same output.
    """

    def out(name: str, x: Array, w: Array, b: Array) -> Array:
        answer = code.call(name, x, w, b, case.arguments["conv_param"], returns=("array", "handle"))
        assert isinstance(answer, tuple)
        assert isinstance(answer[0], np.ndarray)
        code.forget()
        return answer[0]

    def loss(x: Array, w: Array, b: Array) -> float:
        return float(np.sum(out("conv_forward_im2col", x, w, b) * case.dout))

    x, w, b = case.x, case.w, case.b
    if not np.array_equal(out("conv_forward_naive", x, w, b), out("conv_forward_im2col", x, w, b)):
        raise MachineryError(f"the reference's two convolutions differ on {case.dims}")
    return {
        "dx": numerical_gradient(lambda moved: loss(moved, w, b), x),
        "dw": numerical_gradient(lambda moved: loss(x, moved, b), w),
        "db": numerical_gradient(lambda moved: loss(x, w, moved), b),
    }


def max_pool_gradient(code: Implementation, case: PoolCase) -> Mapping[str, Array]:
    """dx of max pooling."""
    return {"dx": _pool_gradient(code, case, "max_pool_forward_naive", MAX_STEP)}


def avg_pool_gradient(code: Implementation, case: PoolCase) -> Mapping[str, Array]:
    """dx of average pooling."""
    return {"dx": _pool_gradient(code, case, "avg_pool_forward_naive", MEAN_STEP)}


def im2col_gradient(code: Implementation, case: WindowCase) -> Mapping[str, Array]:
    """The adjoint of im2col: the gradient of sum(im2col(x) * cols), which is what col2im makes of cols."""

    def loss(x: Array) -> float:
        arguments = {**case.im2col_arguments, "x": x}
        made = code.call("im2col", *arguments.values(), returns="array")
        assert isinstance(made, np.ndarray)
        return float(np.sum(made * case.cols))

    return {"x": numerical_gradient(loss, case.x)}


def _pool_gradient(code: Implementation, case: PoolCase, forward: str, step: float) -> Array:
    def loss(x: Array) -> float:
        answer = code.call(forward, x, case.arguments["pool_param"], returns=("array", "handle"))
        assert isinstance(answer, tuple)
        assert isinstance(answer[0], np.ndarray)
        code.forget()
        return float(np.sum(answer[0] * case.dout))

    return numerical_gradient(loss, case.x, step)
