"""A convolution of one image that draws its kernels itself: not asked of the assignment, but of another interface."""

from collections.abc import Iterator

import numpy as np

from grader.answer import Answer, Expected, Implementation
from grader.case import ConvCase
from grader.compare import Mismatch, array, wrong_shape
from grader.exercise import Exercise
from grader.language import _
from grader.sandbox.worker.wire import Value
from grader.which import without_twin

conv2d_of_one_image = Exercise("Conv2D", stem="single_image", points=12, cases=ConvCase)


def _padded(case: ConvCase) -> bool:
    return case.pad > 0


def _can_differ(case: ConvCase) -> bool:
    """Several filters, and a first window that meets a number of the image: whatever is drawn, the channels differ."""
    F, _C, HH, WW = case.w.shape
    rows, columns = max(0, HH - case.pad), max(0, WW - case.pad)
    return case.pad > 0 and F > 1 and bool(np.any(case.x[0, :, :rows, :columns]))


@conv2d_of_one_image.ask(on=without_twin, compared=False)
def drawn(code: Implementation, case: ConvCase) -> Iterator[tuple[str, Value]]:
    """The output for the case's first image; the numbers of the kernels are the code's own."""
    F, _C, HH, WW = case.w.shape
    yield "out", code.call("Conv2D", case.x[0], F, HH, WW, case.stride, case.pad, returns="array")


@drawn.check(4, on=_padded, hint="Work out 1 + (H + 2 * padding - k) // stride on paper for a small case.")
def image_shape(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """The output has shape (out_channels, H', W')."""
    _expect_shape(case, answer)


@drawn.check(
    4, on=_can_differ, after=(image_shape,), hint="How many kernels are drawn, and which of them makes which channel?"
)
def own_kernels(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """Each output channel has a kernel of its own."""
    out = array("out", answer)
    if out.size and all(np.array_equal(out[0], other) for other in out[1:]):
        raise Mismatch(_("All {count} output channels are one and the same.").format(count=len(out)))


@drawn.check(
    4,
    on=lambda case: not case.pad,
    after=(image_shape,),
    hint="Follow the lines with padding=0: which name gets its value only where there is padding?",
)
def unpadded(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """It works without padding, too."""
    _expect_shape(case, answer)


def _expect_shape(case: ConvCase, answer: Answer) -> None:
    want = (len(case.w), *case.dout.shape[2:])
    got = array("out", answer)
    if got.shape != want:
        raise wrong_shape("out", got.shape, want)
