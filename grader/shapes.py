"""The shapes of cases: Hypothesis draws many, those are kept that show most, and corners are added by hand.

This module is needed only to draw an exam. Hypothesis is needed here, and to look for the plainest case that fails.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from typing import TypeVar

import numpy as np
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from grader.shape import Shape

T = TypeVar("T")

CANDIDATES = 500  # shapes that are drawn for those that are kept of them


def drawn(strategy: st.SearchStrategy[T], count: int, number: int) -> list[T]:
    """`count` examples of `strategy`, the same ones for the same seed `number`."""
    found: list[T] = []

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(example: T) -> None:
        found.append(example)

    collect()
    return found


def telling(shapes: list[Shape], count: int) -> Iterator[Shape]:
    """Those `count` of the shapes that together show the most pairs of relations between sizes, chosen greedily.

    A fault that shows only when two relations meet (only for H' < W', and only where the stride is the window's
    height) hides from cases that are drawn blindly; it can hardly hide from these.
    """
    held = [_relations(shape) for shape in shapes]
    names = sorted({name for of_shape in held for name in of_shape})
    holds = np.array([[name in of_shape for name in names] for of_shape in held], dtype=np.float64)
    unseen = np.ones((len(names), len(names)))  # pairs of relations that no kept shape shows yet
    for _ in range(count):
        best = int(np.argmax(((holds @ unseen) * holds).sum(axis=1)))
        unseen[np.ix_(holds[best] > 0, holds[best] > 0)] = 0
        yield shapes[best]


def _relations(shape: Shape) -> set[str]:
    """What holds between the sizes, by name."""
    rows, columns = shape.out()
    names: Mapping[str, int] = {
        **{"N": shape.N, "C": shape.C, "F": shape.F, "H": shape.H, "W": shape.W, "HH": shape.HH, "WW": shape.WW},
        **{"rows": rows, "columns": columns, "stride": shape.stride, "pad": shape.pad},
        "rest of H": (shape.H + 2 * shape.pad - shape.HH) % shape.stride,
        "rest of W": (shape.W + 2 * shape.pad - shape.WW) % shape.stride,
    }
    held = [f"{name} is {value if value < _LARGE else 'large'}" for name, value in names.items()]
    for one, other in combinations(names, 2):
        sign = "<" if names[one] < names[other] else ">" if names[one] > names[other] else "="
        held.append(f"{one} {sign} {other}")
    return set(held)


_LARGE = 3


@st.composite
def window_shapes(
    draw: st.DrawFn,
    strides: tuple[int, int] = (1, 1),
    pads: tuple[int, int] = (0, 0),
    windows: tuple[int, int] = (1, 3),
    most: int = 1,
    uneven: bool = False,
    rectangular: bool = False,
    values: tuple[str, ...] = ("fine",),
    bias: bool = False,
) -> Shape:
    """Shapes in which the window fits: the image is built from the window, the stride and the number of windows.

    `most` bounds N, C and F; `uneven` leaves rows or columns that are in no window.
    """
    stride, pad = draw(st.integers(*strides)), draw(st.integers(*pads))

    def side(kernel: int) -> int:
        rest = draw(st.integers(1 if uneven and stride > 1 else 0, stride - 1)) if uneven else 0
        size = (draw(st.integers(1, 4)) - 1) * stride + kernel + rest - 2 * pad
        while size < 1:  # an image has a pixel: more windows make room for the padding
            size += stride
        return size

    HH = draw(st.integers(*windows))
    WW = draw(st.integers(*windows)) if rectangular else HH
    H = side(HH)
    W = side(WW) if rectangular else H
    N, C, F = (draw(st.integers(1, most)) for _ in range(3))
    return Shape(N, C, H, W, F, HH, WW, stride, pad, draw(st.sampled_from(values)), bias)


def conv_shapes(number: int, mixed: int = 18) -> Iterator[Shape]:
    """The shapes of all convolution cases: each feature alone, then any of them together, then corners."""
    small = ("plain", "fine")
    kinds = ("fine", "full", "plain", "negative", "zeros")
    strata: list[tuple[int, st.SearchStrategy[Shape]]] = [
        (3, window_shapes(windows=(1, 3), values=small)),
        (2, window_shapes(values=small, bias=True)),
        (3, window_shapes(pads=(1, 3), values=small)),
        (3, window_shapes(strides=(2, 4), windows=(1, 4), values=small)),
        (3, window_shapes(strides=(2, 4), windows=(1, 4), uneven=True, values=small)),
        (3, window_shapes(windows=(1, 4), rectangular=True, values=small)),
        (3, window_shapes(most=3, values=small)),
        (3, window_shapes((1, 3), (0, 2), (1, 3), most=3, values=kinds, bias=True)),
    ]
    for index, (count, strategy) in enumerate(strata):
        yield from drawn(strategy, count, number + index)
    anything = window_shapes((1, 4), (0, 3), (1, 4), most=4, uneven=True, rectangular=True, values=kinds, bias=True)
    yield from telling(drawn(anything, CANDIDATES, number + 50), mixed)
    yield from _CONV_CORNERS


_CONV_CORNERS = (
    Shape(H=1, W=2, HH=1, WW=1, values="plain"),
    Shape(H=2, W=2, HH=1, WW=2, values="plain"),
    Shape(H=2, W=3, HH=2, WW=3, values="plain"),  # the window as large as the image: one output
    Shape(H=1, W=1, HH=1, WW=1, pad=1, values="plain"),
    Shape(H=2, W=2, HH=1, WW=1, pad=2),  # windows that see nothing but padding
    Shape(H=3, W=2, HH=2, WW=2, pad=3, stride=2, bias=True),
    Shape(H=4, W=4, HH=1, WW=1, stride=3),  # stride larger than the window: pixels in no window
    Shape(H=2, W=3, HH=2, WW=2, stride=5, N=2, F=2, bias=True),  # stride larger than the image
    Shape(N=2, values="plain"),
    Shape(C=2, values="plain"),
    Shape(N=1, C=3, F=1, H=3, W=4, pad=1, bias=True),
    Shape(N=2, C=2, F=3, H=4, W=5, HH=2, WW=3, pad=1, bias=True, values="very_negative"),
    Shape(N=3, C=3, F=3, H=5, W=5, HH=3, WW=3, bias=True),  # every size the same: only the values tell axes apart
    Shape(N=2, C=2, F=2, H=3, W=3, HH=2, WW=2, bias=True),  # out has the shape (2, 2, 2, 2)
    Shape(N=1, C=42, F=2, H=6, W=6, HH=5, WW=5, pad=1, bias=True),  # a wide sum: C * HH * WW = 1,050 products
    Shape(H=3, W=3, HH=2, WW=2, bias=True, values="blank"),  # nothing to see, but for the bias
    Shape(N=1, C=2, F=3, H=6, W=4, HH=2, WW=2, pad=1, stride=4, bias=True),  # more rows left over than padded
    Shape(N=3, C=1, F=2, H=4, W=6, HH=2, WW=2, pad=1, stride=4, bias=True),  # the same for columns
    Shape(N=1, C=1, F=2, H=5, W=7, HH=3, WW=3, pad=1, stride=4, bias=True),
    Shape(N=1, C=2, F=1, H=4, W=5, HH=4, WW=4, pad=1, bias=True),  # an even window, padded like an odd one
    Shape(N=1, C=2, F=2, H=3, W=4, HH=2, WW=2, pad=1, bias=True, values="silent"),  # nothing comes back
    Shape(N=1, C=3, F=2, H=6, W=5, HH=2, WW=3, stride=2, bias=True, values="full"),
    Shape(N=2, C=1, F=3, H=4, W=5, HH=4, WW=4, pad=2, bias=True, values="full"),
    Shape(H=3, W=3, HH=2, WW=2, stride=2),  # windows side by side, and a rest
    Shape(H=5, W=4, HH=2, WW=2, stride=2),  # the same, with a rest of rows alone, or of columns
    Shape(H=4, W=5, HH=2, WW=2, stride=2),
    # Windows that overlap, touch or leave gaps in one direction alone: the stride is as long as one side, or between.
    Shape(H=5, W=4, HH=3, WW=2, stride=2),
    Shape(H=4, W=5, HH=2, WW=3, stride=2),
    Shape(H=4, W=4, HH=1, WW=2, stride=2),
    Shape(H=4, W=4, HH=2, WW=1, stride=2),
    Shape(N=2, C=2, H=6, W=3, F=2, HH=4, WW=1, stride=2, bias=True),
    Shape(N=2, C=2, H=3, W=6, F=2, HH=1, WW=4, stride=2, bias=True),
    Shape(N=2, C=2, H=4, W=5, F=2, HH=1, WW=1, stride=2, pad=1, bias=True),  # one pixel, and everything else
    Shape(N=2, C=2, H=4, W=3, F=2, HH=2, WW=2, pad=3, bias=True),  # padding wider than a square window
    Shape(N=2, C=2, H=4, W=4, F=2, HH=2, WW=2, bias=True, values="dead"),
    Shape(N=2, C=2, H=4, W=5, F=2, HH=2, WW=2, pad=1, bias=True, values="tiny"),
    Shape(N=2, C=2, H=5, W=4, F=2, HH=2, WW=2, pad=1, bias=True, values="huge"),
    Shape(N=5, C=5, H=8, W=9, F=5, HH=7, WW=5, stride=2, pad=4, bias=True),  # everything larger than usual
    Shape(H=3, W=3, HH=2, WW=2, values="plain", twin=True),
    Shape(H=2, W=2, HH=2, WW=2, bias=True, values="full", twin=True),  # one output
    Shape(N=2, C=2, H=4, W=4, F=2, HH=2, WW=2, stride=6, pad=4, bias=True, values="full", twin=True),
    Shape(N=2, C=2, F=2, H=4, W=5, HH=3, WW=2, bias=True, values="full"),
    Shape(N=1, C=2, F=2, H=3, W=4, HH=1, WW=1, bias=True, values="full"),
    Shape(N=2, C=2, F=2, H=3, W=4, HH=4, WW=5, pad=1, bias=True, values="full"),  # larger than the image, but for pad
    Shape(N=1, C=2, F=3, H=4, W=3, HH=1, WW=1, bias=True, values="full", twin=True),
    Shape(N=2, C=2, F=3, H=6, W=5, HH=3, WW=3, pad=1, stride=2, bias=True, twin=True),  # square, as Conv2d needs it
)


def pool_shapes(number: int) -> Iterator[Shape]:
    """The shapes of all pooling cases; HH and WW are the pool's sides."""
    small = ("plain", "fine")
    kinds = ("fine", "full", "plain", "negative")
    strata: list[tuple[int, st.SearchStrategy[Shape]]] = [
        (3, window_shapes(windows=(1, 3), values=small).map(_tiled)),
        (3, window_shapes(windows=(2, 4), values=small)),
        (3, window_shapes(strides=(2, 3), windows=(3, 4), values=small)),
        (2, window_shapes(strides=(3, 4), windows=(1, 2), values=small)),
        (3, window_shapes(strides=(2, 4), windows=(2, 3), uneven=True, values=small)),
        (3, window_shapes(strides=(2, 2), windows=(1, 4), rectangular=True, values=small)),
        (3, window_shapes(windows=(1, 3), most=3, values=small).map(_tiled)),
    ]
    for index, (count, strategy) in enumerate(strata):
        yield from drawn(strategy, count, number + 100 + index)
    anything = window_shapes((1, 4), (0, 0), (1, 4), most=3, uneven=True, rectangular=True, values=kinds)
    yield from telling(drawn(anything, CANDIDATES, number + 150), 12)
    yield from _POOL_CORNERS


def _tiled(shape: Shape) -> Shape:
    """The same number of windows side by side: stride equal to the pool."""
    rows, columns = shape.out()
    return replace(shape, stride=shape.HH, H=rows * shape.HH, W=columns * shape.HH)


_POOL_CORNERS = (
    Shape(H=1, W=2, HH=1, WW=1, values="plain"),
    Shape(H=2, W=2, HH=2, WW=2, stride=2, values="plain"),
    Shape(H=4, W=4, HH=2, WW=2, stride=2, values="plain"),
    Shape(H=2, W=3, HH=2, WW=3, stride=1, values="plain"),  # the pool as large as the image
    Shape(H=3, W=3, HH=3, WW=3, stride=5),  # stride larger than the image
    Shape(H=6, W=6, HH=2, WW=3, stride=2),
    Shape(H=5, W=5, HH=1, WW=1, stride=2),  # gaps
    Shape(H=4, W=4, HH=2, WW=2, stride=2, values="negative"),
    Shape(H=6, W=6, HH=3, WW=3, stride=3, values="negative"),
    Shape(H=4, W=4, HH=2, WW=2, stride=2, values="very_negative"),
    Shape(N=2, C=3, H=5, W=4, HH=3, WW=2, stride=1, values="very_negative"),
    Shape(N=2, C=2, H=4, W=4, HH=2, WW=2, stride=2, values="negative"),
    Shape(N=2, H=2, W=2, HH=2, WW=2, stride=2, values="plain"),
    Shape(N=2, C=2, H=5, W=5, HH=3, WW=3, stride=1),  # every pixel in up to nine windows
    Shape(N=1, C=2, H=6, W=7, HH=3, WW=3, stride=2),
    Shape(N=1, C=2, H=5, W=4, HH=3, WW=2, stride=1, values="zeros"),
    Shape(N=2, C=2, H=4, W=6, HH=2, WW=2, stride=2, values="repeated"),  # each window has the same four numbers
    Shape(H=4, W=4, HH=2, WW=2, stride=2, values="up_to_zero"),  # some maxima are 0, all others negative
    Shape(N=1, C=2, H=4, W=4, HH=2, WW=2, stride=2, values="far_negative"),
    Shape(N=1, C=2, H=5, W=4, HH=2, WW=1, stride=1, values="partly_negative"),  # windows far below zero beside others
    Shape(N=1, C=2, H=4, W=5, HH=2, WW=3, stride=1, values="near"),
    Shape(N=2, C=2, H=5, W=4, HH=3, WW=2, stride=1, values="full"),
    Shape(N=2, C=2, H=8, W=10, HH=3, WW=3, stride=2, values="periodic"),
    Shape(N=2, C=2, H=7, W=8, HH=2, WW=2, stride=3, values="periodic"),
    Shape(N=1, C=2, H=4, W=4, HH=2, WW=2, stride=2, values="tiny"),
    Shape(N=1, C=1, H=5, W=5, HH=1, WW=2, stride=4, values="near"),
    Shape(H=5, W=10, HH=5, WW=1, stride=5),
    # Windows that overlap, touch or leave gaps in one direction alone: the stride is as long as one side, or between.
    Shape(H=5, W=4, HH=3, WW=2, stride=2),
    Shape(H=4, W=5, HH=2, WW=3, stride=2),
    Shape(H=4, W=4, HH=1, WW=2, stride=2),
    Shape(H=4, W=4, HH=2, WW=1, stride=2),
    Shape(N=2, C=2, H=6, W=3, HH=4, WW=1, stride=2),
    Shape(N=2, C=2, H=3, W=6, HH=1, WW=4, stride=2),
    Shape(H=5, W=4, HH=2, WW=3, stride=1),  # a high image under a wide window, and the other way round
    Shape(H=4, W=5, HH=3, WW=2, stride=1),
    Shape(N=4, C=5, H=13, W=12, HH=6, WW=5, stride=3),  # everything larger than usual
    Shape(H=17, W=17, HH=17, WW=17, stride=1),  # more pixels than a byte counts
    Shape(H=4, W=4, HH=2, WW=2, stride=2, values="plain", twin=True),
    Shape(N=2, C=2, H=2, W=3, HH=2, WW=3, stride=4, values="full", twin=True),  # one output
    Shape(N=2, C=2, H=5, W=6, HH=3, WW=2, stride=1, twin=True),
    Shape(N=2, C=3, H=5, W=5, HH=2, WW=2, stride=2, twin=True),
)
