"""Fresh cases: a seeded stream of small legal shapes, with all features mixed, and the neighbours of any of them.

Half of what is drawn lies at a boundary: no padding, stride 1, one image, a square, nothing left over. A neighbour
differs from its case in one size, so that it shows whether that size matters.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import numpy as np

from grader.case import Case, ConvCase, PoolCase, SizeCase, WindowCase
from grader.filling import conv_case, pool_case, window_case
from grader.shape import Shape

SEED = 8_191  # of no exam: these cases are for everybody the same
LARGEST = 12  # rows or columns of an image: four loops over it stay quick

# How often each value comes, the smallest one first.
_PADS = (0.45, 0.35, 0.15, 0.05)
_STRIDES = (0.45, 0.3, 0.2, 0.05)
_WINDOWS = (0.3, 0.35, 0.3, 0.05)
_OUTPUTS = (0.3, 0.4, 0.3)
_SEVERAL = (0.4, 0.35, 0.25)
_CONV_VALUES = ("fine", "fine", "full", "negative")
_POOL_VALUES = ("fine", "fine", "negative", "very_negative", "partly_negative")


def fresh_cases(kind: type[Case], twin: bool, seed: int = SEED) -> Iterator[Case]:
    """A stream of cases of this type without end; an empty one if no shapes are drawn for it."""
    if kind in _MAKERS:
        rng = np.random.default_rng(seed)
        for number in count():
            yield _made(kind, replace(_shape(rng, kind), twin=twin), [seed, number])


def neighbours(case: Case, rng: np.random.Generator, number: int) -> list[Case]:
    """Up to `number` cases that differ from this one in a single size (or two that belong together)."""
    shape = _shape_of(case)
    near = [one for one in _near(shape, type(case)) if _is_legal(one)]
    chosen = [near[index] for index in rng.permutation(len(near))[:number]]
    return [_made(type(case), one, [SEED, int(rng.integers(2**31))]) for one in chosen]


def _shape(rng: np.random.Generator, kind: type[Case]) -> Shape:
    """A legal shape: the sizes of the image follow from the number of windows, and from what is left over."""
    pad = _one_of(rng, _PADS, 0) if kind is not PoolCase else 0
    stride = _one_of(rng, _STRIDES)
    is_square, is_tiny = rng.random() < 0.4, rng.random() < 0.15
    side = _tiny_side if is_tiny else _side
    (HH, H), (WW, W) = rows, columns = side(rng, stride, pad), side(rng, stride, pad)
    if is_square:
        WW, W = rows
    elif rng.random() < 0.3:
        WW, W = HH, columns[1] + max(0, HH - columns[0])
    N, C, F = (_one_of(rng, _SEVERAL) for _ in range(3))
    values = _POOL_VALUES if kind is PoolCase else _CONV_VALUES
    return Shape(N, C, H, W, F, HH, WW, stride, pad, values[rng.integers(len(values))], bool(rng.random() < 0.6))


def _tiny_side(rng: np.random.Generator, _stride: int, pad: int) -> tuple[int, int]:
    """A side with hardly a pixel, where padding may be all that most of a window sees."""
    size = 1 + int(rng.integers(2))
    return 1 + int(rng.integers(min(4, size + 2 * pad))), size


def _side(rng: np.random.Generator, stride: int, pad: int) -> tuple[int, int]:
    """One side of a window and of an image."""
    window = _one_of(rng, _WINDOWS)
    left_over = int(rng.integers(stride)) if rng.random() < 0.5 else 0
    size = window + stride * (_one_of(rng, _OUTPUTS) - 1) + left_over - 2 * pad
    while size < 1:
        size += stride
    return window, size


def _one_of(rng: np.random.Generator, weights: tuple[float, ...], start: int = 1) -> int:
    """`start` or one of the numbers after it, each as often as its weight says."""
    left = rng.random()
    for number, weight in enumerate(weights):
        left -= weight
        if left < 0:
            return start + number
    return start


def _near(shape: Any, kind: type[Case]) -> Iterator[Shape]:
    for name in ("H", "W", "HH", "WW", "stride"):
        for step in (-1, 1):
            yield replace(shape, **{name: getattr(shape, name) + step})
    for name in ("N", "C") if kind is not ConvCase else ("N", "C", "F"):
        yield replace(shape, **{name: 1 if getattr(shape, name) > 1 else 2})
    if kind is not PoolCase:
        for pad in {0, shape.pad + 1} - {shape.pad}:
            yield replace(shape, pad=pad)
    if kind is ConvCase:
        yield replace(shape, bias=not shape.bias)
    yield replace(shape, H=shape.W, HH=shape.WW)


def _is_legal(shape: Shape) -> bool:
    sizes = (shape.H, shape.W, shape.HH, shape.WW, shape.stride)
    return min(sizes) >= 1 and min(shape.out()) >= 1 and max(shape.H, shape.W) <= LARGEST


def _made(kind: type[Case], shape: Shape, number: list[int]) -> Case:
    made: Case = _MAKERS[kind](shape, number)
    return made


def _shape_of(case: Case) -> Shape:
    """The shape that a case was made from."""
    dims = dict(case.dims)
    if isinstance(case, SizeCase):
        return Shape(H=case.size, W=case.size, HH=case.kernel, WW=case.kernel, stride=case.stride, pad=case.pad)
    if isinstance(case, PoolCase):
        dims["HH"], dims["WW"] = dims.pop("pool_height"), dims.pop("pool_width")
    values = getattr(case, "values", "fine")
    bias = isinstance(case, ConvCase) and bool(np.any(case.b))
    return Shape(**dims, values=values, bias=bias, twin=getattr(case, "twin", None) is not None)


_MAKERS: dict[type[Case], Callable[[Shape, list[int]], Any]] = {
    SizeCase: lambda shape, _number: SizeCase(shape.H, shape.HH, shape.stride, shape.pad),
    ConvCase: lambda shape, number: conv_case(shape, number, number[-1] % 2),
    WindowCase: window_case,
    PoolCase: lambda shape, number: pool_case(shape, number, number[-1] % 2),
}
