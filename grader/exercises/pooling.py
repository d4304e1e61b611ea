"""Pooling: maximum and average, forward and backward."""

from collections.abc import Iterator

from grader.answer import Answer, Expected, Implementation
from grader.asking import (
    POOL_GRADIENTS,
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
from grader.case import PoolCase
from grader.compare import expect_close, expect_shape
from grader.exercise import Exercise, Question
from grader.gradient import avg_pool_gradient, max_pool_gradient
from grader.sandbox.worker.wire import Value
from grader.which import at_most, exactly, rest, twinned, within, without_twin

Named = Iterator[tuple[str, Value]]


def _without_ties(case: PoolCase) -> bool:
    """Zeros are ties, so only averages are asked for them."""
    return without_twin(case) and case.values != "zeros"


def _can_step(case: PoolCase) -> bool:
    """A step of a numerical gradient is lost beside numbers like -1e300."""
    return _without_ties(case) and case.values != "far_negative"


def _can_sum(case: PoolCase) -> bool:
    return without_twin(case) and case.values != "far_negative"


def _out(case: PoolCase, answer: Answer, expected: Expected) -> None:
    expect_close("out", answer, expected)


def _dx(case: PoolCase, answer: Answer, expected: Expected) -> None:
    expect_close("dx", answer, expected)


max_pool_forward = Exercise("max_pool_forward_naive", stem="pooling", points=7, cases=PoolCase)


@max_pool_forward.ask(on=_without_ties, shows=("x",))
def max_forward(code: Implementation, case: PoolCase) -> Named:
    """The output."""
    yield from ask_forward(code, case, "max_pool_forward_naive")


@max_forward.check(1, hint="Work out 1 + (H - pool_height) // stride on paper for a small case, and the same for W.")
def max_shape(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """`out` has shape (N, C, H', W')."""
    expect_shape("out", answer, expected)


@max_forward.check(1, on=exactly(), hint="Take a 2x4 image and a 2x2 pool with stride 2, and do it by hand.")
def max_tiles(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """The largest number of each window (windows side by side)."""
    _out(case, answer, expected)


@max_forward.check(
    1,
    on=within("overlap", "gaps"),
    after=(max_tiles,),
    hint="The pool's size and the stride are two parameters: where does the window of out[0, 0, i, j] begin?",
)
def max_stride(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """Windows that overlap, and windows with gaps between them."""
    _out(case, answer, expected)


@max_forward.check(
    0.5,
    on=within("floor", "overlap", "gaps"),
    after=(max_tiles, max_stride),
    hint="A window that would hang over the edge does not count.",
)
def max_floor(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """Sizes that the stride doesn't divide are floored."""
    _out(case, answer, expected)


@max_forward.check(
    0.5,
    on=within("rectangular", "overlap", "gaps"),
    after=(max_tiles, max_stride),
    hint="Follow H, W, pool_height and pool_width through your code: where could one stand for the other?",
)
def max_rectangular(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """Images and windows need not be square."""
    _out(case, answer, expected)


@max_forward.check(
    1,
    on=exactly("several"),
    after=(max_tiles,),
    hint="Each channel of each image is pooled by itself: N=2 alone, then C=2.",
)
def max_several(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """Several images and channels, each by itself."""
    _out(case, answer, expected)


@max_forward.check(
    0.5,
    on=within("negative", "several"),
    after=(max_tiles, max_several),
    hint="What does your maximum start from? Pool an image whose numbers are all below that.",
)
def max_negative(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """Images in which everything is negative, however much."""
    _out(case, answer, expected)


_SINGLE_MAX = (max_tiles, max_stride, max_floor, max_rectangular, max_several, max_negative)


@max_forward.check(
    0.5,
    on=rest(*_SINGLE_MAX),
    after=_SINGLE_MAX,
    hint="Each part is right alone: which two share a variable?",
)
def max_combined(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """All of this at once."""
    _out(case, answer, expected)


max_pool_backward = Exercise("max_pool_backward_naive", stem="pooling", points=8, cases=PoolCase)


@max_pool_backward.ask(on=_can_step, relies_on=("out",), shows=("x", "dout"))
def max_gradient(code: Implementation, case: PoolCase) -> Named:
    """The gradient, from the cache of the student's own forward."""
    yield from ask_backward(code, case, "max_pool_forward_naive", "max_pool_backward_naive", POOL_GRADIENTS)


max_gradient.ask_instead(
    lambda code, case: ask_backward_documented(code, case, "max_pool_backward_naive", POOL_GRADIENTS),
    forward=lambda code, case: ask_forward_arguments(code, case, "max_pool_forward_naive"),
)
max_gradient.differentiate(max_pool_gradient)


@max_gradient.check(1, hint="dx has the shape of x, whatever the pool and the stride.")
def max_dx_shape(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """`dx` has the shape of x."""
    expect_shape("dx", answer, expected)


@max_gradient.check(
    2,
    on=exactly(),
    hint="If you change a pixel a little, which output changes, and by how much? Only the winner's does.",
)
def max_dx_tiles(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """The gradient goes to the largest number of each window (windows side by side)."""
    _dx(case, answer, expected)


@max_gradient.check(
    2,
    on=within("overlap"),
    after=(max_dx_tiles,),
    hint="A pixel can win in several windows: what happens to the first gradient when the second one arrives?",
)
def max_dx_overlap(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """A pixel that wins in several windows collects all their gradients."""
    _dx(case, answer, expected)


@max_gradient.check(
    1,
    on=within("gaps", "floor"),
    after=(max_dx_tiles,),
    hint="Visit the same windows as forward: where did each begin? Pixels in no window have gradient 0.",
)
def max_dx_gaps(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """Windows with gaps, and pixels that are in no window."""
    _dx(case, answer, expected)


@max_gradient.check(
    0.5,
    on=within("rectangular", "several"),
    after=(max_dx_tiles,),
    hint="Try N=2, then C=2, then a 1x2 pool, each alone: which one goes wrong?",
)
def max_dx_axes(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """Images and windows that are not square, several images and channels."""
    _dx(case, answer, expected)


@max_gradient.check(
    0.5,
    on=within("negative"),
    after=(max_dx_tiles,),
    hint="How do you find the place of the maximum when all numbers are far below zero?",
)
def max_dx_negative(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """Images in which everything is negative, however much."""
    _dx(case, answer, expected)


_SINGLE_MAX_DX = (max_dx_tiles, max_dx_overlap, max_dx_gaps, max_dx_axes, max_dx_negative)


@max_gradient.check(
    0.5,
    on=rest(*_SINGLE_MAX_DX),
    after=_SINGLE_MAX_DX,
    hint="Each part is right alone: which two share a variable?",
)
def max_dx_combined(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """All of this at once."""
    _dx(case, answer, expected)


avg_pool_forward = Exercise("avg_pool_forward_naive", stem="pooling", points=3, cases=PoolCase)


@avg_pool_forward.ask(on=_can_sum, shows=("x",))
def avg_forward(code: Implementation, case: PoolCase) -> Named:
    """The output."""
    yield from ask_forward(code, case, "avg_pool_forward_naive")


@avg_forward.check(0.5, hint="The sizes are those of max pooling.")
def avg_shape(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """`out` has shape (N, C, H', W')."""
    expect_shape("out", answer, expected)


@avg_forward.check(1, on=at_most("negative"), hint="Average [[1, 2], [3, 4]] by hand. Does a zero count?")
def avg_tiles(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """The mean of all numbers of each window (windows side by side)."""
    _out(case, answer, expected)


@avg_forward.check(
    0.5,
    on=within("overlap", "gaps", "floor"),
    after=(avg_tiles,),
    hint="Visit the same windows as max pooling does; one that would hang over the edge does not count.",
)
def avg_stride(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """Windows that overlap, or leave gaps, or don't reach the edge."""
    _out(case, answer, expected)


_SINGLE_AVG = (avg_tiles, avg_stride)


@avg_forward.check(
    0.5, on=rest(*_SINGLE_AVG), after=_SINGLE_AVG, hint="Try N=2, then C=2, then a 1x2 pool, each alone."
)
def avg_combined(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """Images and windows that are not square, several images and channels, all at once."""
    _out(case, answer, expected)


avg_pool_backward = Exercise("avg_pool_backward_naive", stem="pooling", points=3, cases=PoolCase)


@avg_pool_backward.ask(on=_can_sum, relies_on=("out",), shows=("x", "dout"))
def avg_gradient(code: Implementation, case: PoolCase) -> Named:
    """The gradient, from the cache of the student's own forward."""
    yield from ask_backward(code, case, "avg_pool_forward_naive", "avg_pool_backward_naive", POOL_GRADIENTS)


avg_gradient.ask_instead(
    lambda code, case: ask_backward_documented(code, case, "avg_pool_backward_naive", POOL_GRADIENTS),
    forward=lambda code, case: ask_forward_arguments(code, case, "avg_pool_forward_naive"),
)
avg_gradient.differentiate(avg_pool_gradient)


@avg_gradient.check(0.5, hint="dx has the shape of x, whatever the pool and the stride.")
def avg_dx_shape(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """`dx` has the shape of x."""
    expect_shape("dx", answer, expected)


@avg_gradient.check(1, on=at_most("negative"), hint="How much does the mean change when one pixel of the window does?")
def avg_dx_tiles(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """Each pixel of a window gets its share (windows side by side)."""
    _dx(case, answer, expected)


@avg_gradient.check(
    0.5,
    on=within("overlap", "gaps", "floor"),
    after=(avg_dx_tiles,),
    hint="A pixel in several windows collects a share from each, one in no window has gradient 0.",
)
def avg_dx_stride(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """Windows that overlap, or leave gaps, or don't reach the edge."""
    _dx(case, answer, expected)


_SINGLE_AVG_DX = (avg_dx_tiles, avg_dx_stride)


@avg_gradient.check(
    0.5,
    on=rest(*_SINGLE_AVG_DX),
    after=_SINGLE_AVG_DX,
    hint="Try N=2, then C=2, then a 1x2 pool, each alone.",
)
def avg_dx_combined(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """Images and windows that are not square, several images and channels, all at once."""
    _dx(case, answer, expected)


def _ask_again(forward: Exercise, backward: Exercise) -> tuple[Question, Question]:
    """The questions about state, which are the same for both kinds of pooling."""

    @forward.ask(on=twinned, compared=False, shows=("x",))
    def forward_state(code: Implementation, case: PoolCase) -> Named:
        """The output, asked again and again."""
        assert case.twin is not None
        yield from ask_state(code, forward.name, case.arguments, case.twin.arguments, "out", has_cache=True)

    @backward.ask(on=twinned, compared=False, shows=("x", "dout"))
    def backward_state(code: Implementation, case: PoolCase) -> Named:
        """The gradient, asked again and again, from the student's own caches."""
        yield from ask_backward_state(code, case, forward.name, backward.name, POOL_GRADIENTS)

    backward_state.ask_instead(
        lambda code, case: ask_backward_state_documented(code, case, backward.name, POOL_GRADIENTS),
        forward=lambda code, case: ask_forward_arguments(code, case, forward.name),
    )
    return forward_state, backward_state


def inputs_unchanged(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """x and pool_param are left as they were."""
    expect_arguments_unchanged(answer, case.arguments)


def repeatable(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """The answer depends on the arguments alone, and stays as it was returned."""
    expect_same_again(answer, "out", arguments=case.arguments)


def pure(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """The arguments are left as they were; the answer depends on them alone, and stays as it was returned."""
    expect_arguments_unchanged(answer, case.arguments)
    expect_same_again(answer, "out", arguments=case.arguments)


def pure_gradient(case: PoolCase, answer: Answer, expected: Expected) -> None:
    """dout and the cache are left as they were; dx depends on them alone, and stays as it was returned."""
    expect_backward_arguments_unchanged(answer, case)
    expect_same_again(answer, "dx")


_STATE_HINT = "Which line writes into an argument or a view of one, and what lives longer than the call?"

_max_state, _max_gradient_state = _ask_again(max_pool_forward, max_pool_backward)
_max_state.check(0.5, after=(max_tiles,), hint=_STATE_HINT)(inputs_unchanged)
_max_state.check(0.5, after=(max_tiles,), hint=_STATE_HINT)(repeatable)
_max_gradient_state.check(0.5, after=(max_dx_tiles,), hint=_STATE_HINT)(pure_gradient)

_avg_state, _avg_gradient_state = _ask_again(avg_pool_forward, avg_pool_backward)
_avg_state.check(0.5, after=(avg_tiles,), hint=_STATE_HINT)(pure)
_avg_gradient_state.check(0.5, after=(avg_dx_tiles,), hint=_STATE_HINT)(pure_gradient)
