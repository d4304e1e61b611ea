"""The convolution by loops: its output size, forward and backward."""

from collections.abc import Iterator

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
from grader.case import ConvCase, SizeCase
from grader.compare import expect_close, expect_number, expect_shape
from grader.exercise import Applies, Check, Exercise
from grader.gradient import conv_gradients
from grader.sandbox.worker.wire import Value
from grader.which import exactly, rest, twinned, without_twin

Named = Iterator[tuple[str, Value]]

conv_output_size = Exercise("conv_output_size", stem="conv", points=4, cases=SizeCase)


@conv_output_size.ask()
def size(code: Implementation, case: SizeCase) -> Named:
    """The output size."""
    yield (
        "size",
        code.call("conv_output_size", case.size, case.kernel, case.stride, case.pad, returns="number"),
    )


@size.check(1, on=exactly(), hint="Count by hand how often a window of 3 fits into 5 pixels, one step at a time.")
def size_plain(case: SizeCase, answer: Answer, expected: Expected) -> None:
    """Stride 1 without padding: how often the window fits."""
    expect_number("size", answer, expected)


@size.check(
    1,
    on=exactly("padding"),
    after=(size_plain,),
    hint="How many pixels long is the side once it is padded at both ends?",
)
def size_padding(case: SizeCase, answer: Answer, expected: Expected) -> None:
    """Padding counts on both sides."""
    expect_number("size", answer, expected)


@size.check(
    1,
    on=exactly("stride"),
    after=(size_plain,),
    hint="Put the numbers into your formula by hand: which part of it is divided by the stride?",
)
def size_stride(case: SizeCase, answer: Answer, expected: Expected) -> None:
    """The window moves by the stride."""
    expect_number("size", answer, expected)


@size.check(
    1,
    on=rest(size_plain, size_padding, size_stride),
    after=(size_plain, size_padding, size_stride),
    hint="A last window that would hang over the edge does not count.",
)
def size_floor(case: SizeCase, answer: Answer, expected: Expected) -> None:
    """Sizes that the stride doesn't divide are floored, with any padding."""
    expect_number("size", answer, expected)


conv_forward = Exercise("conv_forward_naive", stem="conv", points=16, cases=ConvCase)


@conv_forward.ask(on=without_twin, shows=("x", "w", "b"))
def forward(code: Implementation, case: ConvCase) -> Named:
    """The output."""
    yield from ask_forward(code, case, "conv_forward_naive")


@forward.check(2, hint="Work out 1 + (H + 2 * pad - HH) // stride on paper for a small case, and the same for W.")
def shape(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """`out` has shape (N, F, H', W') for every stride, pad and window."""
    expect_shape("out", answer, expected)


@forward.check(
    2,
    on=exactly(),
    hint="Take a 2x2 image and a 2x1 window and do the sums by hand: which pixel meets which weight?",
)
def plain(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """Each output is the sum of window times filter (stride 1, no padding, no bias)."""
    expect_close("out", answer, expected)


@forward.check(
    1,
    on=exactly("bias"),
    after=(plain,),
    hint="Set w to 0 and b to 1: what should every output be, and what does your code give?",
)
def bias(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """The bias is added once to each output of its filter."""
    expect_close("out", answer, expected)


@forward.check(
    2,
    on=exactly("padding"),
    after=(plain,),
    hint="Print your padded image for a 1x1 input and pad=1: it is 3x3, with zeros all around.",
)
def padding(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """Zero padding surrounds the image on all four sides."""
    expect_close("out", answer, expected)


@forward.check(
    2,
    on=exactly("stride"),
    after=(plain,),
    hint="Where in the image does the window of out[0, 0, i, j] begin? Write it down for i = 1, j = 2.",
)
def stride(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """The window moves by `stride` in both directions."""
    expect_close("out", answer, expected)


@forward.check(
    1,
    on=exactly("stride", "floor"),
    after=(stride,),
    hint="When the stride doesn't divide, the last rows or columns are in no window: check the sizes you use.",
)
def floor(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """Sizes that the stride doesn't divide are floored."""
    expect_close("out", answer, expected)


@forward.check(
    1,
    on=exactly("rectangular"),
    after=(plain,),
    hint="Follow H, W, HH and WW through your code: each loop and each slice needs the right one.",
)
def rectangular(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """Images and windows need not be square."""
    expect_close("out", answer, expected)


@forward.check(
    2,
    on=exactly("several"),
    after=(plain,),
    hint="Try N=2, then C=2, then F=2, each alone with the others 1: which one goes wrong?",
)
def several(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """Several images, channels and filters."""
    expect_close("out", answer, expected)


_SINGLE = (plain, bias, padding, stride, floor, rectangular, several)


@forward.check(
    1,
    on=rest(*_SINGLE),
    after=_SINGLE,
    hint="Each part is right on its own: look for two of them that share a variable.",
)
def combined(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """All of this at once."""
    expect_close("out", answer, expected)


@conv_forward.ask(on=twinned, compared=False, shows=("x", "w", "b"))
def forward_state(code: Implementation, case: ConvCase) -> Named:
    """The output, asked again and again."""
    assert case.twin is not None
    yield from ask_state(code, "conv_forward_naive", case.arguments, case.twin.arguments, "out", has_cache=True)


@forward_state.check(
    1,
    after=(plain,),
    hint="Which line writes into x, w, b or conv_param, or into a view of one of them? Work on a copy.",
)
def inputs_unchanged(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """The caller's x, w, b and conv_param are left as they were."""
    expect_arguments_unchanged(answer, case.arguments)


@forward_state.check(
    1,
    after=(plain,),
    hint="What survives from one call to the next: a global, a default argument, a buffer that is used again?",
)
def repeatable(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """The answer depends on the arguments alone, and stays as it was returned."""
    expect_same_again(answer, "out", arguments=case.arguments)


conv_backward = Exercise("conv_backward_naive", stem="conv", points=20, cases=ConvCase)


@conv_backward.ask(on=without_twin, relies_on=("out",), shows=("x", "w", "b", "dout"))
def gradients(code: Implementation, case: ConvCase) -> Named:
    """The gradients, from the cache of the student's own forward."""
    yield from ask_backward(code, case, "conv_forward_naive", "conv_backward_naive")


gradients.ask_instead(
    lambda code, case: ask_backward_documented(code, case, "conv_backward_naive"),
    forward=lambda code, case: ask_forward_arguments(code, case, "conv_forward_naive"),
)
gradients.differentiate(conv_gradients)


@gradients.check(3, hint="b[f] is added to every output of filter f: what does a change of b[f] do to all of them?")
def db(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """`db` collects the gradient of every output that the bias was added to."""
    expect_close("db", answer, expected)


def _check_gradient(name: str, of: str, plain_hint: str, padding_hint: str, several_hint: str) -> tuple[Check, ...]:
    """The checks of dw or dx: its shape, then one feature after the other, then all at once."""

    def expect_gradient(case: ConvCase, answer: Answer, expected: Expected) -> None:
        expect_close(name, answer, expected)

    def expect_gradient_shape(case: ConvCase, answer: Answer, expected: Expected) -> None:
        expect_shape(name, answer, expected)

    def check(what: str, points: float, words: str, hint: str, on: Applies, after: tuple[Check, ...] = ()) -> Check:
        title = f"`{name}` is right {words}."
        add = gradients.check(points, on=on, after=after, hint=hint, name=f"{name}_{what}", title=title)
        return add(expect_gradient)

    gradients.check(
        1,
        hint=f"A gradient has the shape of what it is the gradient of: compare with {of}.shape.",
        name=f"{name}_shape",
        title=f"`{name}` has the shape of {of}.",
    )(expect_gradient_shape)
    plain = check("plain", 2, "for stride 1 without padding", plain_hint, exactly(ignoring="bias"))
    padding = check("padding", 1, "with padding", padding_hint, exactly("padding", ignoring="bias"), (plain,))
    stride = check("stride", 1, "for strides above 1", _STRIDE, exactly("stride", ignoring="bias"), (plain,))
    uneven = exactly("stride", "floor", ignoring="bias")
    floor = check("floor", 0.5, "where the stride doesn't divide the size", _FLOOR, uneven, (stride,))
    sides = exactly("rectangular", ignoring="bias")
    rectangular = check("rectangular", 0.5, "for images and windows that are not square", _SIDES, sides, (plain,))
    axes = exactly("several", ignoring="bias")
    several = check("several", 1, "for several images, channels and filters", several_hint, axes, (plain,))
    single = (plain, padding, stride, floor, rectangular, several)
    check("combined", 0.5, "with all of this at once", _COMBINED, rest(*single), single)
    return single


_STRIDE = "Backward visits the very same windows as forward: where did the window of out[n, f, i, j] begin?"
_FLOOR = "Pixels that are in no window have no part in any output: what does that mean for dx, and for your slices?"
_SIDES = "Follow H, W, HH and WW through your code: each loop and each slice needs the right one."
_COMBINED = "Each part is right on its own: look for two of them that share a variable."

_DW = _check_gradient(
    "dw",
    of="w",
    plain_hint="w[f, c, p, q] met one pixel in each window: which one, and what was its share in out[n, f, i, j]?",
    padding_hint="In forward, w met the padded image: which image does your dw read?",
    several_hint="All images share w: does dw remember the first image when the second one comes?",
)
_DX = _check_gradient(
    "dx",
    of="x",
    plain_hint="A pixel lies in several windows: does dx collect a share from each of them?",
    padding_hint="Collect dx for the padded image, then cut out the image. What does your cut do at pad 0?",
    several_hint="Every filter looked at every channel of the image: which of them send a gradient back?",
)


@conv_backward.ask(on=twinned, compared=False, shows=("x", "w", "b", "dout"))
def backward_state(code: Implementation, case: ConvCase) -> Named:
    """The gradients, asked again and again, from the student's own caches."""
    yield from ask_backward_state(code, case, "conv_forward_naive", "conv_backward_naive")


backward_state.ask_instead(
    lambda code, case: ask_backward_state_documented(code, case, "conv_backward_naive"),
    forward=lambda code, case: ask_forward_arguments(code, case, "conv_forward_naive"),
)


@backward_state.check(
    1,
    after=(_DW[0], _DX[0]),
    hint="Which line writes into dout or into an array of the cache, or into a view of one? Work on a copy.",
)
def gradients_inputs_unchanged(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """dout, x and w are left as they were."""
    expect_backward_arguments_unchanged(answer, case)


@backward_state.check(
    1,
    after=(_DW[0], _DX[0]),
    hint="Call forward on A, forward on B, then backward on A: whose data does your backward read?",
)
def gradients_repeatable(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """The gradients depend on dout and the cache alone, and stay as they were returned."""
    expect_same_again(answer, *CONV_GRADIENTS)
