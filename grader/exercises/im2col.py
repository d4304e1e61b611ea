"""Convolution as a matrix product: im2col, its adjoint, and the two passes that use them."""

from collections.abc import Callable, Iterator

from grader.answer import Answer, Expected, Implementation
from grader.asking import (
    CONV_GRADIENTS,
    ask_backward,
    ask_backward_documented,
    ask_backward_state,
    ask_backward_state_documented,
    ask_forward,
    ask_forward_arguments,
    ask_state,
    expect_arguments_unchanged,
    expect_backward_arguments_unchanged,
    expect_same_again,
)
from grader.case import ConvCase, SpeedCase, WindowCase
from grader.compare import expect_close, expect_shape
from grader.exercise import Applies, Check, Exercise, Question
from grader.gradient import conv_gradients, im2col_gradient
from grader.sandbox.worker.wire import Value
from grader.speed import (
    BACKWARD_PRODUCTS,
    best_seconds,
    expect_fast,
    expect_right,
    large_numbers,
    loops_seconds,
)
from grader.which import at_most, exactly, rest, twinned, within, without_twin

Named = Iterator[tuple[str, Value]]


def _check_values(
    question: Question,
    name: str,
    plain: tuple[str, str],
    padding: tuple[float, str, str],
    stride: tuple[float, str, str],
    several: tuple[str, str],
) -> Check:
    """The checks of the numbers in `name`, one feature after the other, then all at once; returns the plainest."""

    def values(case: WindowCase, answer: Answer, expected: Expected) -> None:
        expect_close(name, answer, expected)

    def check(what: str, points: float, title: str, hint: str, on: Applies, after: tuple[Check, ...] = ()) -> Check:
        add = question.check(points, hint=hint, on=on, after=after, name=f"{name}_{what}", title=title)
        return add(values)

    first = check("plain", 2, *plain, exactly())
    single = (
        first,
        check("padding", *padding, exactly("padding"), (first,)),
        check("stride", *stride, within("stride", "floor"), (first,)),
        check("rectangular", 1, "Images and windows need not be square.", _SIDES, exactly("rectangular"), (first,)),
        check("several", 1, *several, exactly("several"), (first,)),
    )
    check("combined", 0.5, "All of this at once.", _COMBINED, rest(*single), single)
    return first


_SIDES = "Follow H, W, HH and WW through your code: where could one stand for the other?"
_COMBINED = "Each part is right on its own: look for two of them that share a variable."

im2col = Exercise("im2col", stem="im2col", points=10, cases=WindowCase)


@im2col.ask(on=without_twin, shows=("x",))
def unrolled(code: Implementation, case: WindowCase) -> Named:
    """The matrix of windows."""
    yield "cols", code.call("im2col", *case.im2col_arguments.values(), returns="array")


@unrolled.check(2, hint="One row for each window, one column for each number in a window: which is which in yours?")
def cols_shape(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """`cols` has shape (N * H' * W', C * HH * WW)."""
    expect_shape("cols", answer, expected)


cols_plain = _check_values(
    unrolled,
    "cols",
    plain=(
        "Each row is one window, in reading order (stride 1, no padding).",
        "Take x = np.arange(9.0).reshape(1, 1, 3, 3) and write down the first row by hand.",
    ),
    padding=(
        1,
        "Zero padding surrounds the image on all four sides.",
        "Print your padded image for a 1x1 input and pad=1: zeros on all four sides?",
    ),
    stride=(
        2,
        "The window moves by `stride`, and one that doesn't fit whole is left out.",
        "For one place in the window: how far apart are the pixels of neighbouring windows, and where is the last?",
    ),
    several=(
        "Several images and channels: rows by image, columns by channel.",
        "Rows: by image, then by window. Columns: by channel, then by place. Which axis changes fastest in yours?",
    ),
)


@im2col.ask(on=twinned, compared=False, shows=("x",))
def unrolled_state(code: Implementation, case: WindowCase) -> Named:
    """The matrix, asked again and again."""
    assert case.twin is not None
    yield from ask_state(code, "im2col", case.im2col_arguments, case.twin.im2col_arguments, "cols", has_cache=False)


@unrolled_state.check(0.5, after=(cols_plain,), hint="Is cols a view of x, or a buffer that the next call uses again?")
def cols_pure(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """x is left as it was, and `cols` depends on the arguments alone."""
    expect_arguments_unchanged(answer, case.im2col_arguments)
    expect_same_again(answer, "cols")


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


x_plain = _check_values(
    rolled,
    "x",
    plain=(
        "Numbers of overlapping windows are summed (stride 1, no padding).",
        "col2im is the adjoint of im2col: each number of cols is added to the pixel that im2col had read it from.",
    ),
    padding=(
        2,
        "What belongs to the padding is dropped.",
        "The windows lie in the padded image: sum there, then cut the padding off. What does your cut do at pad 0?",
    ),
    stride=(
        1,
        "The window moves by `stride`; pixels in no window are 0.",
        "col2im must hit the very pixels that im2col reads.",
    ),
    several=(
        "Several images and channels.",
        "In which order does im2col write rows and columns? Read them in that order.",
    ),
)


@col2im.ask(on=twinned, compared=False, shows=("cols",))
def rolled_state(code: Implementation, case: WindowCase) -> Named:
    """The image, asked again and again."""
    assert case.twin is not None
    yield from ask_state(code, "col2im", case.col2im_arguments, case.twin.col2im_arguments, "x", has_cache=False)


@rolled_state.check(0.5, after=(x_plain,), hint="Does a buffer live longer than the call, or is it a view of cols?")
def x_pure(case: WindowCase, answer: Answer, expected: Expected) -> None:
    """cols is left as it was, and `x` depends on the arguments alone."""
    expect_arguments_unchanged(answer, case.col2im_arguments)
    expect_same_again(answer, "x")


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
    hint="Compare with your conv_forward_naive on a small case: are the sizes the same as inside im2col?",
)
def out_windows(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """Any padding, stride and window."""
    expect_close("out", answer, expected)


@forward.check(
    1,
    on=rest(out_plain, out_windows),
    after=(out_plain, out_windows),
    hint="Compare with your conv_forward_naive on a small case.",
)
def out_combined(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """All of this at once."""
    expect_close("out", answer, expected)


@conv_forward_im2col.ask(on=twinned, compared=False, shows=("x", "w", "b"))
def forward_state(code: Implementation, case: ConvCase) -> Named:
    """The output, asked again and again."""
    assert case.twin is not None
    yield from ask_state(code, "conv_forward_im2col", case.arguments, case.twin.arguments, "out", has_cache=True)


@forward_state.check(0.5, after=(out_plain,), hint="Does a buffer or a global live longer than the call?")
def out_pure(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """The arguments are left as they were, and `out` depends on them alone."""
    expect_arguments_unchanged(answer, case.arguments)
    expect_same_again(answer, "out", arguments=case.arguments)


@conv_forward_im2col.ask(cases=SpeedCase, live=True)
def forward_speed(code: Implementation, case: SpeedCase) -> Named:
    """The time of a larger convolution, and of four loops over the same windows."""
    made: list[Value] = []

    def run(number: int) -> None:  # up to the numbers: what comes back is no promise
        made.append(code.call("conv_forward_im2col", *_large(case, number), returns=("array", "handle")))

    yield "seconds", best_seconds(run, code.seconds)
    yield "loops", loops_seconds(case)
    yield from ((f"out_{run}", _parts(value)[0]) for run, value in enumerate(made))


@forward_speed.check(2, after=(out_combined,), hint="Which loop of yours could be one product of two matrices?")
def out_speed(case: SpeedCase, answer: Answer, expected: Expected) -> None:
    """At least 10 times as fast as four plain loops."""
    expect_fast(answer)
    expect_right(answer, expected)


conv_backward_im2col = Exercise("conv_backward_im2col", stem="im2col", points=6, cases=ConvCase)


@conv_backward_im2col.ask(on=without_twin, relies_on=("out",), shows=("x", "w", "b", "dout"))
def gradients(code: Implementation, case: ConvCase) -> Named:
    """The gradients, from the cache of the student's own forward."""
    yield from ask_backward(code, case, "conv_forward_im2col", "conv_backward_im2col")


gradients.ask_instead(
    lambda code, case: ask_backward_documented(code, case, "conv_backward_im2col"),
    forward=lambda code, case: ask_forward_arguments(code, case, "conv_forward_im2col"),
)
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
    hint="Compare with your conv_backward_naive on a small case.",
)
def gradients_combined(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """All of this at once."""
    _expect_dx_dw(answer, expected)


@conv_backward_im2col.ask(on=twinned, compared=False, shows=("x", "w", "b", "dout"))
def backward_state(code: Implementation, case: ConvCase) -> Named:
    """The gradients, asked again and again, from the student's own caches."""
    yield from ask_backward_state(code, case, "conv_forward_im2col", "conv_backward_im2col")


backward_state.ask_instead(
    lambda code, case: ask_backward_state_documented(code, case, "conv_backward_im2col"),
    forward=lambda code, case: ask_forward_arguments(code, case, "conv_forward_im2col"),
)


@backward_state.check(0.5, after=(gradients_plain,), hint="Forward A, forward B, backward A: whose data does it read?")
def gradients_pure(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """dout and the cache are left as they were, and the gradients depend on them alone."""
    expect_backward_arguments_unchanged(answer, case)
    expect_same_again(answer, *CONV_GRADIENTS)


@conv_backward_im2col.ask(cases=SpeedCase, live=True)
def backward_speed(code: Implementation, case: SpeedCase) -> Named:
    """The time of a larger backward pass, and of four loops over the same windows."""

    def cache(number: int) -> Value:
        forward = code.call("conv_forward_im2col", *_large(case, number), returns=("handle", "handle"))
        return _parts(forward)[1]

    yield from _backward_times(code, case, cache)


def _backward_speed_documented(code: Implementation, case: SpeedCase) -> Named:
    """The same from documented caches."""
    yield from _backward_times(code, case, lambda number: _large(case, number))


backward_speed.ask_instead(_backward_speed_documented)


@backward_speed.check(2, after=(gradients_combined,), hint="Which loop of yours could be one product of two matrices?")
def gradients_speed(case: SpeedCase, answer: Answer, expected: Expected) -> None:
    """At least 10 times as fast as four plain loops."""
    expect_fast(answer)
    expect_right(answer, expected)


def _expect_dx_dw(answer: Answer, expected: Expected) -> None:
    expect_close("dx", answer, expected)
    expect_close("dw", answer, expected)


def _large(case: SpeedCase, number: int) -> tuple[Value, ...]:
    x, w, b, _dout = large_numbers(case, number)
    return x, w, b, {"stride": 1, "pad": case.pad}


def _backward_times(code: Implementation, case: SpeedCase, cache: Callable[[int], Value]) -> Named:
    """The time and the gradients of backward from the `cache` of each run, which is made right before it."""
    caches: list[Value] = []
    made: list[Value] = []

    def run(number: int) -> None:
        dout = large_numbers(case, number)[3]
        made.append(code.call("conv_backward_im2col", dout, caches[number], returns=("array",) * 3))

    yield "seconds", best_seconds(run, code.seconds, before=lambda number: caches.append(cache(number)))
    yield "loops", BACKWARD_PRODUCTS * loops_seconds(case)
    for number, gradients in enumerate(made):
        yield from zip((f"{name}_{number}" for name in CONV_GRADIENTS), _parts(gradients), strict=True)


def _parts(value: Value) -> tuple[Value, ...]:
    assert isinstance(value, tuple)
    return value
