"""Convolution as a matrix product: im2col, its adjoint, and the two passes that use them."""

import functools
import time
from collections.abc import Callable, Iterator

import numpy as np

from grader.answer import Answer, Expected, Implementation
from grader.asking import (
    CONV_GRADIENTS,
    ask_backward,
    ask_backward_documented,
    ask_backward_state,
    ask_backward_state_documented,
    ask_forward,
    ask_state,
    expect_arguments_unchanged,
    expect_backward_arguments_unchanged,
    expect_same_again,
)
from grader.case import Array, ConvCase, SpeedCase, WindowCase
from grader.compare import Mismatch, expect_close, expect_shape, given
from grader.exercise import Exercise
from grader.gradient import conv_gradients, im2col_gradient
from grader.sandbox.worker.wire import Value
from grader.which import at_most, exactly, rest, twinned, within, without_twin

Named = Iterator[tuple[str, Value]]

SPEEDUP = 10.0
REPEATS = 4

im2col = Exercise("im2col", stem="im2col", points=10, cases=WindowCase)


@im2col.ask(on=without_twin, shows=("x",))
def unrolled(code: Implementation, case: WindowCase) -> Named:
    """The matrix of windows."""
    yield "cols", code.call("im2col", *case.im2col_arguments.values(), returns="array")


@unrolled.check(2, hint="One row for each window, one column for each number in a window: which is which in yours?")
def cols_shape(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """`cols` has shape (N * H' * W', C * HH * WW)."""
    expect_shape("cols", answer, expected)


@unrolled.check(
    2, on=exactly(), hint="Take x = np.arange(9.0).reshape(1, 1, 3, 3) and write down the first row by hand."
)
def cols_plain(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """Each row is one window, in reading order (stride 1, no padding)."""
    expect_close("cols", answer, expected)


@unrolled.check(1, on=exactly("padding"), after=(cols_plain,), hint="Print your padded image: zeros on all four sides?")
def cols_padding(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """Zero padding surrounds the image on all four sides."""
    expect_close("cols", answer, expected)


@unrolled.check(
    2,
    on=within("stride", "floor"),
    after=(cols_plain,),
    hint="For one place in the window: how far apart are the pixels of neighbouring windows, and where is the last?",
)
def cols_stride(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """The window moves by `stride`, and one that doesn't fit whole is left out."""
    expect_close("cols", answer, expected)


@unrolled.check(
    1,
    on=exactly("rectangular"),
    after=(cols_plain,),
    hint="Follow H, W, HH and WW: where could one stand for the other?",
)
def cols_rectangular(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """Images and windows need not be square."""
    expect_close("cols", answer, expected)


@unrolled.check(
    1,
    on=exactly("several"),
    after=(cols_plain,),
    hint="Rows: by image, then by window. Columns: by channel, then by place. Which axis changes fastest in yours?",
)
def cols_several(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """Several images and channels: rows by image, columns by channel."""
    expect_close("cols", answer, expected)


_SINGLE_COLS = (cols_plain, cols_padding, cols_stride, cols_rectangular, cols_several)


@unrolled.check(
    0.5,
    on=rest(*_SINGLE_COLS),
    after=_SINGLE_COLS,
    hint="Each part is right alone: which two share a variable?",
)
def cols_combined(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """All of this at once."""
    expect_close("cols", answer, expected)


@im2col.ask(on=twinned, compared=False)
def unrolled_state(code: Implementation, case: WindowCase) -> Named:
    """The matrix, asked again and again."""
    assert case.twin is not None
    yield from ask_state(code, "im2col", case.im2col_arguments, case.twin.im2col_arguments, "cols", has_cache=False)


@unrolled_state.check(0.5, after=(cols_plain,), hint="Is cols a view of x, or a buffer that the next call uses again?")
def cols_pure(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """x is left as it was, and `cols` depends on the arguments alone."""
    expect_arguments_unchanged(answer, case.im2col_arguments)
    expect_same_again("cols", answer)


col2im = Exercise("col2im", stem="im2col", points=10, cases=WindowCase)


@col2im.ask(on=without_twin, shows=("cols",))
def rolled(code: Implementation, case: WindowCase) -> Named:
    """The image."""
    yield "x", code.call("col2im", *case.col2im_arguments.values(), returns="array")


rolled.differentiate(im2col_gradient)


@rolled.check(2, hint="The result has the shape of the image without its padding: x_shape.")
def x_shape(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """`x` has the shape x_shape."""
    expect_shape("x", answer, expected)


@rolled.check(
    2,
    on=exactly(),
    hint="col2im is the adjoint of im2col: each number of cols is added to the pixel that im2col had read it from.",
)
def x_plain(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """Numbers of overlapping windows are summed (stride 1, no padding)."""
    expect_close("x", answer, expected)


@rolled.check(
    2,
    on=exactly("padding"),
    after=(x_plain,),
    hint="The windows lie in the padded image: sum there, then cut the padding off. What does your cut do at pad 0?",
)
def x_padding(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """What belongs to the padding is dropped."""
    expect_close("x", answer, expected)


@rolled.check(
    1,
    on=within("stride", "floor"),
    after=(x_plain,),
    hint="col2im must hit the very pixels that im2col reads.",
)
def x_stride(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """The window moves by `stride`; pixels in no window are 0."""
    expect_close("x", answer, expected)


@rolled.check(
    1,
    on=exactly("rectangular"),
    after=(x_plain,),
    hint="Follow H, W, HH and WW: where could one stand for the other?",
)
def x_rectangular(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """Images and windows need not be square."""
    expect_close("x", answer, expected)


@rolled.check(
    1,
    on=exactly("several"),
    after=(x_plain,),
    hint="In which order does im2col write rows and columns? Read them in that order.",
)
def x_several(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """Several images and channels."""
    expect_close("x", answer, expected)


_SINGLE_X = (x_plain, x_padding, x_stride, x_rectangular, x_several)


@rolled.check(0.5, on=rest(*_SINGLE_X), after=_SINGLE_X, hint="Each part is right alone: which two share a variable?")
def x_combined(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """All of this at once."""
    expect_close("x", answer, expected)


@col2im.ask(on=twinned, compared=False)
def rolled_state(code: Implementation, case: WindowCase) -> Named:
    """The image, asked again and again."""
    assert case.twin is not None
    yield from ask_state(code, "col2im", case.col2im_arguments, case.twin.col2im_arguments, "x", has_cache=False)


@rolled_state.check(0.5, after=(x_plain,), hint="Does a buffer live longer than the call, or is it a view of cols?")
def x_pure(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """cols is left as it was, and `x` depends on the arguments alone."""
    expect_arguments_unchanged(answer, case.col2im_arguments)
    expect_same_again("x", answer)


conv_forward_im2col = Exercise("conv_forward_im2col", stem="im2col", points=6, cases=ConvCase)


@conv_forward_im2col.ask(on=without_twin, shows=("x", "w", "b"))
def forward(code: Implementation, case: ConvCase) -> Named:
    """The output."""
    yield from ask_forward(code, case, "conv_forward_im2col")


@forward.check(0.5, hint="The product has a row for each window: which shape has to come out of it?")
def out_shape(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """`out` has shape (N, F, H', W')."""
    expect_shape("out", answer, expected)


@forward.check(1, on=at_most("bias", "several"), hint="reshape never moves data: name the axes before and after yours.")
def out_plain(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """Images, channels, filters and bias meet as they should (stride 1, no padding)."""
    expect_close("out", answer, expected)


@forward.check(
    1,
    on=within("padding", "stride", "floor", "rectangular"),
    hint="Compare with your conv_forward_naive on this case: are the sizes the same as inside im2col?",
)
def out_windows(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """Any padding, stride and window."""
    expect_close("out", answer, expected)


@forward.check(
    1,
    on=rest(out_plain, out_windows),
    after=(out_plain, out_windows),
    hint="Compare with your conv_forward_naive on this case.",
)
def out_combined(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """All of this at once."""
    expect_close("out", answer, expected)


@conv_forward_im2col.ask(on=twinned, compared=False)
def forward_state(code: Implementation, case: ConvCase) -> Named:
    """The output, asked again and again."""
    assert case.twin is not None
    yield from ask_state(code, "conv_forward_im2col", case.arguments, case.twin.arguments, "out", has_cache=True)


@forward_state.check(0.5, after=(out_plain,), hint="Does a buffer or a global live longer than the call?")
def out_pure(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """The arguments are left as they were, and `out` depends on them alone."""
    expect_arguments_unchanged(answer, case.arguments)
    expect_same_again("out", answer)


@conv_forward_im2col.ask(cases=SpeedCase, compared=False)
def forward_speed(code: Implementation, case: SpeedCase) -> Named:
    """The time of a larger convolution, and of four loops over the same windows."""
    x, w, b, _dout = _large(case)
    arguments = [code.put(value) for value in (x, w, b, {"stride": 1, "pad": case.pad})]

    def run() -> None:
        code.call("conv_forward_im2col", *arguments, returns=("handle", "handle"))

    yield "seconds", _best(run, code.seconds)
    yield "loops", _loops_seconds(case)


@forward_speed.check(2, after=(out_combined,), hint="Which loop of yours could be one product of two matrices?")
def out_speed(case: SpeedCase, answer: Answer, expected: Expected) -> None:
    """At least 10 times as fast as four plain loops."""
    _expect_fast(answer)


conv_backward_im2col = Exercise("conv_backward_im2col", stem="im2col", points=6, cases=ConvCase)


@conv_backward_im2col.ask(on=without_twin, relies_on=("out",), shows=("x", "w", "b", "dout"))
def gradients(code: Implementation, case: ConvCase) -> Named:
    """The gradients, from the cache of the student's own forward."""
    yield from ask_backward(code, case, "conv_forward_im2col", "conv_backward_im2col")


@gradients.ask_instead
def gradients_documented(code: Implementation, case: ConvCase) -> Named:
    """The gradients, from the cache that the handout documents."""
    yield from ask_backward_documented(code, case, "conv_backward_im2col")


gradients.differentiate(conv_gradients)


@gradients.check(0.5, hint="b[f] is added to every output of filter f: sum over all the others.")
def db(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """`db` collects the gradient of every output that the bias was added to."""
    expect_close("db", answer, expected)


@gradients.check(0.5, hint="A gradient has the shape of what it is the gradient of.")
def gradient_shapes(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """`dx` and `dw` have the shapes of x and w."""
    expect_shape("dx", answer, expected)
    expect_shape("dw", answer, expected)


@gradients.check(
    1,
    on=at_most("bias", "several"),
    hint="Row k of dout's matrix belongs to row k of cols: is it so in yours?",
)
def gradients_plain(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """`dx` and `dw`: images, channels and filters meet as they should (stride 1, no padding)."""
    _expect_dx_dw(answer, expected)


@gradients.check(
    1,
    on=within("padding", "stride", "floor", "rectangular", ignoring="bias"),
    hint="Give col2im the very parameters that im2col had.",
)
def gradients_windows(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """`dx` and `dw`: any padding, stride and window."""
    _expect_dx_dw(answer, expected)


@gradients.check(
    0.5,
    on=rest(gradients_plain, gradients_windows),
    after=(gradients_plain, gradients_windows),
    hint="Compare with your conv_backward_naive on this case.",
)
def gradients_combined(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """All of this at once."""
    _expect_dx_dw(answer, expected)


@conv_backward_im2col.ask(on=twinned, compared=False)
def backward_state(code: Implementation, case: ConvCase) -> Named:
    """The gradients, asked again and again, from the student's own caches."""
    yield from ask_backward_state(code, case, "conv_forward_im2col", "conv_backward_im2col")


@backward_state.ask_instead
def backward_state_documented(code: Implementation, case: ConvCase) -> Named:
    """The same from documented caches."""
    yield from ask_backward_state_documented(code, case, "conv_backward_im2col")


@backward_state.check(0.5, after=(gradients_plain,), hint="Forward A, forward B, backward A: whose data does it read?")
def gradients_pure(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """dout and the cache are left as they were, and the gradients depend on them alone."""
    expect_backward_arguments_unchanged(answer, case)
    for name in CONV_GRADIENTS:
        expect_same_again(name, answer)


@conv_backward_im2col.ask(cases=SpeedCase, compared=False)
def backward_speed(code: Implementation, case: SpeedCase) -> Named:
    """The time of a larger backward pass, and of four loops over the same windows."""
    x, w, b, dout = _large(case)
    forward_arguments = [code.put(value) for value in (x, w, b, {"stride": 1, "pad": case.pad})]
    made = code.call("conv_forward_im2col", *forward_arguments, returns=("handle", "handle"))
    assert isinstance(made, tuple)
    yield from _backward_times(code, case, code.put(dout), made[1])


@backward_speed.ask_instead
def backward_speed_documented(code: Implementation, case: SpeedCase) -> Named:
    """The same from the documented cache."""
    x, w, b, dout = _large(case)
    cache = tuple(code.put(value) for value in (x, w, b, {"stride": 1, "pad": case.pad}))
    yield from _backward_times(code, case, code.put(dout), cache)


@backward_speed.check(2, after=(gradients_combined,), hint="Which loop of yours could be one product of two matrices?")
def gradients_speed(case: SpeedCase, answer: Answer, expected: Expected) -> None:
    """At least 10 times as fast as four plain loops."""
    _expect_fast(answer)


def _expect_dx_dw(answer: Answer, expected: Expected) -> None:
    expect_close("dx", answer, expected)
    expect_close("dw", answer, expected)


def _backward_times(code: Implementation, case: SpeedCase, dout: Value, cache: Value) -> Named:
    def run() -> None:
        code.call("conv_backward_im2col", dout, cache, returns=("handle", "handle", "handle"))

    yield "seconds", _best(run, code.seconds)
    yield "loops", _loops_seconds(case)


def _large(case: SpeedCase) -> tuple[Array, Array, Array, Array]:
    """x, w, b, dout: plain numbers, since only the time is looked at."""

    def numbers(*shape: int) -> Array:
        return (np.arange(np.prod(shape)) % 7 - 3.0).reshape(shape)

    H_out, W_out = case.H + 2 * case.pad - case.HH + 1, case.W + 2 * case.pad - case.WW + 1
    return (
        numbers(case.N, case.C, case.H, case.W),
        numbers(case.F, case.C, case.HH, case.WW),
        numbers(case.F),
        numbers(case.N, case.F, H_out, W_out),
    )


def _best(run: Callable[[], object], clock: Callable[[], float]) -> float:
    """The shortest of several runs: a busy machine makes some of them slow, never one of them fast."""
    times = []
    for _ in range(REPEATS):
        start = clock()
        run()
        times.append(clock() - start)
    return min(times)


@functools.cache
def _loops_seconds(case: SpeedCase) -> float:
    """The time of four plain loops, measured once in this run."""
    return _best(lambda: _four_loops(case), time.process_time)


def _four_loops(case: SpeedCase) -> float:
    """What four plain loops cost: as many products of a window and a filter. It is always the same window."""
    x, w, _b, _dout = _large(case)
    total = 0.0
    for n in range(case.N):
        for f in range(case.F):
            for _ in range((case.H + 2 * case.pad - case.HH + 1) * (case.W + 2 * case.pad - case.WW + 1)):
                total += np.sum(x[n, :, : case.HH, : case.WW] * w[f])
    return total


def _expect_fast(answer: Answer) -> None:
    seconds, loops = given("seconds", answer), given("loops", answer)
    assert isinstance(seconds, float)
    assert isinstance(loops, float)
    if not (seconds * SPEEDUP <= loops):
        raise Mismatch("It is right, but not yet 10 times as fast as four plain loops over the same windows.")
