"""Numerical gradients of the reference's forward functions: what backward functions are judged by.

The scalar that is differentiated is L = sum(out * dout), so that dL/dx is what backward calls dx.
"""

from collections.abc import Callable, Mapping

import numpy as np

from grader.answer import Implementation
from grader.case import Array, ConvCase, PoolCase, WindowCase
from grader.errors import MachineryError
from grader.sandbox.worker.wire import Value

# Convolution, im2col and average pooling are linear in each argument, so a central difference is exact for every
# step. Max pooling is linear as long as no step crosses a tie: the inputs of its cases lie at least 1/2 apart, and
# a step moves one of them by 1/8. These steps are dyadic: no rounding. A mean divides, so it rounds; a step as large
# as the largest number of any case keeps that rounding small beside the difference.
LINEAR_STEP = 1.0
MAX_STEP = 0.125
MEAN_STEP = 2.0**20


def numerical_gradient(losses: Callable[[Array], Array], at: Array, step: float = LINEAR_STEP) -> Array:
    """The gradient in every coordinate of `at`, by central differences.

    dL/dx_i = (L(x + h e_i) - L(x - h e_i)) / (2 h)

    `losses` takes a stack of K arrays like `at`, (K, *at.shape), and returns the loss of each, (K,): one call of
    the forward for all coordinates instead of one for each.
    """
    steps = step * np.eye(at.size).reshape(at.size, *at.shape)
    return ((losses(at + steps) - losses(at - steps)) / (2 * step)).reshape(at.shape)


def conv_gradients(code: Implementation, case: ConvCase) -> Mapping[str, Array]:
    """dx, dw, db of the convolution.

    Images don't know of one another, nor do filters, so a stack of images is one long batch, and a stack of
    filters one wide layer. The loops of conv_forward_naive would take minutes over an exam: conv_forward_im2col is
    asked in their place, once it has given the same output.
    """

    def out(name: str, x: Array, w: Array, b: Array) -> Array:
        return _forward(code, name, x, w, b, case.arguments["conv_param"])

    def of_images(stack: Array) -> Array:
        outs = out("conv_forward_im2col", stack.reshape(-1, *case.x.shape[1:]), case.w, case.b)
        return outs.reshape(len(stack), -1) @ case.dout.ravel()

    def of_filters(stack_w: Array, stack_b: Array) -> Array:
        K, (N, F, H_out, W_out) = len(stack_b), case.dout.shape
        outs = out("conv_forward_im2col", case.x, stack_w.reshape(-1, *case.w.shape[1:]), stack_b.ravel())
        apart = outs.reshape(N, K, F, H_out, W_out).swapaxes(0, 1)
        return apart.reshape(K, -1) @ case.dout.ravel()

    def repeated(array: Array, times: int) -> Array:
        return np.broadcast_to(array, (times, *array.shape))

    x, w, b = case.x, case.w, case.b
    if not np.array_equal(out("conv_forward_naive", x, w, b), out("conv_forward_im2col", x, w, b)):
        raise MachineryError(f"the reference's two convolutions differ on {dict(case.dims)}")
    return {
        "dx": numerical_gradient(of_images, x),
        "dw": numerical_gradient(lambda stack: of_filters(stack, repeated(b, len(stack))), w),
        "db": numerical_gradient(lambda stack: of_filters(repeated(w, len(stack)), stack), b),
    }


def max_pool_gradient(code: Implementation, case: PoolCase) -> Mapping[str, Array]:
    """dx of max pooling."""
    return {"dx": _pool_gradient(code, case, "max_pool_forward_naive", MAX_STEP)}


def avg_pool_gradient(code: Implementation, case: PoolCase) -> Mapping[str, Array]:
    """dx of average pooling."""
    return {"dx": _pool_gradient(code, case, "avg_pool_forward_naive", MEAN_STEP)}


def im2col_gradient(code: Implementation, case: WindowCase) -> Mapping[str, Array]:
    """The adjoint of im2col: the gradient of sum(im2col(x) * cols), which is what col2im makes of cols."""

    def losses(stack: Array) -> Array:
        x = stack.reshape(-1, *case.x.shape[1:])
        cols = code.call("im2col", *{**case.im2col_arguments, "x": x}.values(), returns="array")
        assert isinstance(cols, np.ndarray)
        return cols.reshape(len(stack), -1) @ case.cols.ravel()

    return {"x": numerical_gradient(losses, case.x)}


def _pool_gradient(code: Implementation, case: PoolCase, forward: str, step: float) -> Array:
    def losses(stack: Array) -> Array:
        x = stack.reshape(-1, *case.x.shape[1:])
        outs = _forward(code, forward, x, case.arguments["pool_param"])
        return outs.reshape(len(stack), -1) @ case.dout.ravel()

    return numerical_gradient(losses, case.x, step)


def _forward(code: Implementation, name: str, *arguments: Value) -> Array:
    """The output of a forward that returns (out, cache)."""
    answer = code.call(name, *arguments, returns=("array", "handle"))
    assert isinstance(answer, tuple)
    assert isinstance(answer[0], np.ndarray)
    code.forget()
    return answer[0]
