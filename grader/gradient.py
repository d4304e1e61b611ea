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
# step. Max pooling is linear as long as no step crosses a tie: the inputs of its cases lie at least 1/2 apart, a
# few kinds less, and a step moves one of them by a quarter of that, 1/8 for most. These steps are dyadic: no
# rounding. A mean divides, so it rounds; a step as large as the largest number of any case keeps that rounding small
# beside the difference.
LINEAR_STEP = 1.0
CONV_STEPS = {"tiny": 2.0**-40, "huge": 2.0**40}  # for x and b, which are so small or large
MAX_STEPS = {"very_negative": 1 / 128, "partly_negative": 1 / 128, "near": 2.0**-42, "tiny": 2.0**-63}
MEAN_STEP = 2.0**20

STACK = 64  # coordinates at once: more would take too much memory for the largest cases

SAME = 1e-12  # how far two formulations of one operation may be apart, relative to the largest number


def numerical_gradient(outs: Callable[[Array], Array], dout: Array, at: Array, step: float = LINEAR_STEP) -> Array:
    """The gradient of L = sum(out * dout) in every coordinate of `at`, by central differences.

    dL/dx_i = sum((out(x + h e_i) - out(x - h e_i)) * dout) / (2 h)

    The outputs are subtracted before they are summed: what the step doesn't touch cancels without rounding. `outs`
    takes a stack of K arrays like `at`, (K, *at.shape), and returns their outputs, (K, ...): one call of the forward
    for many coordinates instead of one for each.
    """
    gradient = np.empty(at.size)
    for start in range(0, at.size, STACK):
        steps = step * np.eye(min(STACK, at.size - start), at.size, start).reshape(-1, *at.shape)
        differences = (outs(at + steps) - outs(at - steps)).reshape(len(steps), -1)
        gradient[start : start + STACK] = differences @ dout.ravel() / (2 * step)
    return gradient.reshape(at.shape)


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
        return outs.reshape(len(stack), -1)

    def of_filters(stack_w: Array, stack_b: Array) -> Array:
        K, (N, F, H_out, W_out) = len(stack_b), case.dout.shape
        outs = out("conv_forward_im2col", case.x, stack_w.reshape(-1, *case.w.shape[1:]), stack_b.ravel())
        return outs.reshape(N, K, F, H_out, W_out).swapaxes(0, 1)

    def repeated(array: Array, times: int) -> Array:
        return np.broadcast_to(array, (times, *array.shape))

    x, w, b = case.x, case.w, case.b
    step = CONV_STEPS.get(case.values, LINEAR_STEP)
    naive, fast = out("conv_forward_naive", x, w, b), out("conv_forward_im2col", x, w, b)
    if not np.allclose(naive, fast, rtol=0, atol=SAME * (float(np.abs(naive).max()) or 1.0)):
        raise MachineryError(f"the reference's two convolutions differ on {dict(case.dims)}")
    return {
        "dx": numerical_gradient(of_images, case.dout, x, step),
        "dw": numerical_gradient(lambda stack: of_filters(stack, repeated(b, len(stack))), case.dout, w),
        "db": numerical_gradient(lambda stack: of_filters(repeated(w, len(stack)), stack), case.dout, b, step),
    }


def max_pool_gradient(code: Implementation, case: PoolCase) -> Mapping[str, Array]:
    """dx of max pooling."""
    return {"dx": _pool_gradient(code, case, "max_pool_forward_naive", MAX_STEPS.get(case.values, 1 / 8))}


def avg_pool_gradient(code: Implementation, case: PoolCase) -> Mapping[str, Array]:
    """dx of average pooling."""
    return {"dx": _pool_gradient(code, case, "avg_pool_forward_naive", MEAN_STEP)}


def im2col_gradient(code: Implementation, case: WindowCase) -> Mapping[str, Array]:
    """The adjoint of im2col: the gradient of sum(im2col(x) * cols), which is what col2im makes of cols."""

    def outs(stack: Array) -> Array:
        x = stack.reshape(-1, *case.x.shape[1:])
        cols = code.call("im2col", *{**case.im2col_arguments, "x": x}.values(), returns="array")
        assert isinstance(cols, np.ndarray)
        return cols.reshape(len(stack), -1)

    return {"x": numerical_gradient(outs, case.cols, case.x)}


def _pool_gradient(code: Implementation, case: PoolCase, forward: str, step: float) -> Array:
    def outs(stack: Array) -> Array:
        x = stack.reshape(-1, *case.x.shape[1:])
        return _forward(code, forward, x, case.arguments["pool_param"]).reshape(len(stack), -1)

    return numerical_gradient(outs, case.dout, case.x, step)


def _forward(code: Implementation, name: str, *arguments: Value) -> Array:
    """The output of a forward that returns (out, cache)."""
    answer = code.call(name, *arguments, returns=("array", "handle"))
    assert isinstance(answer, tuple)
    assert isinstance(answer[0], np.ndarray)
    code.forget()
    return answer[0]
