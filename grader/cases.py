"""Where cases come from: Hypothesis draws the shapes, a seeded generator the numbers, and corners are added by hand.

This is the only module that needs Hypothesis, and it is needed only to draw an exam.

Numbers are dyadic: multiples of a power of two, few bits each. A product of two and a sum of thousands of them
fit in float64's 53 bits, so every correct formulation gives the same bits, while float32's 24 are too few.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from grader.case import Array, Case, ConvCase, LayerCase, PoolCase, SizeCase, SpeedCase, WindowCase

T = TypeVar("T")

VERY_NEGATIVE = -1e6
_FINE_BITS = {"x": 13, "w": 11, "dout": 8}  # binary digits behind the point; products keep below 53 in all


@dataclass(frozen=True)
class Shape:
    """The shapes of a convolution or of a pooling (F and pad not used there), and which numbers to fill in."""

    N: int = 1
    C: int = 1
    H: int = 3
    W: int = 3
    F: int = 1
    HH: int = 2
    WW: int = 2
    stride: int = 1
    pad: int = 0
    values: str = "fine"  # fine, plain (small whole numbers), negative, very_negative, zeros
    bias: bool = False
    twin: bool = False

    def out(self) -> tuple[int, int]:
        """H', W'."""
        return (
            1 + (self.H + 2 * self.pad - self.HH) // self.stride,
            1 + (self.W + 2 * self.pad - self.WW) // self.stride,
        )


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


def conv_shapes(number: int, mixed: int = 36) -> Iterator[Shape]:
    """The shapes of all convolution cases: each feature alone, then any of them together, then corners."""
    small = ("plain", "fine")
    kinds = ("fine", "fine", "plain", "negative", "zeros")
    strata: list[tuple[int, st.SearchStrategy[Shape]]] = [
        (6, window_shapes(windows=(1, 3), values=small)),
        (4, window_shapes(values=small, bias=True)),
        (6, window_shapes(pads=(1, 3), values=small)),
        (6, window_shapes(strides=(2, 4), windows=(1, 4), values=small)),
        (5, window_shapes(strides=(2, 4), windows=(1, 4), uneven=True, values=small)),
        (6, window_shapes(windows=(1, 4), rectangular=True, values=small)),
        (6, window_shapes(most=3, values=small)),
        (8, window_shapes((1, 3), (0, 2), (1, 3), most=3, values=kinds, bias=True)),
        (
            mixed,
            window_shapes((1, 4), (0, 3), (1, 4), most=3, uneven=True, rectangular=True, values=kinds, bias=True),
        ),
    ]
    for index, (count, strategy) in enumerate(strata):
        yield from drawn(strategy, count, number + index)
    yield from _CONV_CORNERS


_CONV_CORNERS = (
    Shape(H=1, W=2, HH=1, WW=1, values="plain"),
    Shape(H=2, W=2, HH=1, WW=2, values="plain"),
    Shape(H=2, W=3, HH=2, WW=3, values="plain"),  # the window as large as the image: one output
    Shape(H=1, W=1, HH=1, WW=1, pad=1, values="plain"),
    Shape(H=3, W=3, HH=3, WW=3, pad=1, values="plain"),
    Shape(H=2, W=2, HH=1, WW=1, pad=2),  # windows that see nothing but padding
    Shape(H=3, W=2, HH=2, WW=2, pad=3, stride=2, bias=True),
    Shape(H=4, W=4, HH=1, WW=1, stride=3),  # stride larger than the window: pixels in no window
    Shape(H=5, W=4, HH=2, WW=1, stride=3, N=2, C=2, F=2),
    Shape(H=2, W=3, HH=2, WW=2, stride=5, N=2, F=2, bias=True),  # stride larger than the image
    Shape(H=5, W=6, HH=5, WW=6, stride=7, pad=0, N=2, C=3, F=2, bias=True),
    Shape(N=2, values="plain"),
    Shape(C=2, values="plain"),
    Shape(F=2, values="plain"),
    Shape(N=3, C=1, F=1, H=4, W=3, bias=True),
    Shape(N=1, C=3, F=1, H=3, W=4, pad=1, bias=True),
    Shape(N=1, C=1, F=4, H=4, W=4, stride=2, bias=True),
    Shape(N=2, C=3, F=4, H=5, W=7, HH=3, WW=2, bias=True, values="negative"),
    Shape(N=2, C=2, F=3, H=4, W=5, HH=2, WW=3, pad=1, bias=True, values="very_negative"),
    Shape(N=2, C=2, F=2, H=4, W=4, HH=3, WW=3, pad=1, stride=2, bias=True, values="zeros"),
    Shape(N=3, C=3, F=3, H=5, W=5, HH=3, WW=3, bias=True),  # every size the same: only the values tell axes apart
    Shape(N=2, C=2, F=2, H=3, W=3, HH=2, WW=2, bias=True),  # out has the shape (2, 2, 2, 2)
    Shape(N=4, C=2, F=4, H=5, W=5, HH=2, WW=2, bias=True),  # F == H' == W' == N
    Shape(N=1, C=42, F=2, H=6, W=6, HH=5, WW=5, pad=1, bias=True),  # a wide sum: C * HH * WW = 1,050 products
    Shape(N=2, C=3, F=2, H=7, W=5, HH=3, WW=3, pad=1, stride=2, bias=True),
    Shape(H=3, W=3, HH=2, WW=2, values="plain", twin=True),
    Shape(N=2, C=2, F=3, H=5, W=4, HH=3, WW=2, pad=1, stride=2, bias=True, twin=True),
    Shape(N=2, C=3, F=2, H=4, W=4, HH=2, WW=2, pad=1, bias=True, twin=True),
    Shape(N=2, C=2, F=3, H=6, W=5, HH=3, WW=3, pad=1, stride=2, bias=True, twin=True),  # square, as Conv2d needs it
)


def pool_shapes(number: int) -> Iterator[Shape]:
    """The shapes of all pooling cases; HH and WW are the pool's sides."""
    small = ("plain", "fine")
    kinds = ("fine", "fine", "plain", "negative")
    strata: list[tuple[int, st.SearchStrategy[Shape]]] = [
        (6, window_shapes(windows=(1, 3), values=small).map(_tiled)),
        (6, window_shapes(windows=(2, 4), values=small)),
        (5, window_shapes(strides=(2, 3), windows=(3, 4), values=small)),
        (4, window_shapes(strides=(3, 4), windows=(1, 2), values=small)),
        (5, window_shapes(strides=(2, 4), windows=(2, 3), uneven=True, values=small)),
        (5, window_shapes(strides=(2, 2), windows=(1, 4), rectangular=True, values=small)),
        (5, window_shapes(windows=(1, 3), most=3, values=small).map(_tiled)),
        (24, window_shapes((1, 4), (0, 0), (1, 4), most=3, uneven=True, rectangular=True, values=kinds)),
    ]
    for index, (count, strategy) in enumerate(strata):
        yield from drawn(strategy, count, number + 100 + index)
    yield from _POOL_CORNERS


def _tiled(shape: Shape) -> Shape:
    """The same number of windows side by side: stride equal to the pool."""
    rows, columns = shape.out()
    return replace(shape, stride=shape.HH, H=rows * shape.HH, W=columns * shape.HH)


_POOL_CORNERS = (
    Shape(H=1, W=2, HH=1, WW=1, values="plain"),
    Shape(H=2, W=2, HH=2, WW=2, stride=2, values="plain"),
    Shape(H=2, W=4, HH=2, WW=2, stride=2, values="plain"),
    Shape(H=4, W=4, HH=2, WW=2, stride=2, values="plain"),
    Shape(H=2, W=3, HH=2, WW=3, stride=1, values="plain"),  # the pool as large as the image
    Shape(H=3, W=3, HH=3, WW=3, stride=5),  # stride larger than the image
    Shape(H=6, W=6, HH=2, WW=3, stride=2),
    Shape(H=6, W=4, HH=3, WW=2, stride=3),
    Shape(H=5, W=5, HH=1, WW=1, stride=2),  # gaps
    Shape(H=4, W=4, HH=1, WW=1, stride=4, values="plain"),
    Shape(H=4, W=4, HH=2, WW=2, stride=2, values="negative"),
    Shape(H=4, W=4, HH=2, WW=2, stride=2, values="very_negative"),
    Shape(N=2, C=3, H=5, W=4, HH=3, WW=2, stride=1, values="very_negative"),
    Shape(N=2, C=2, H=4, W=4, HH=2, WW=2, stride=2, values="negative"),
    Shape(N=2, H=2, W=2, HH=2, WW=2, stride=2, values="plain"),
    Shape(C=2, H=2, W=2, HH=2, WW=2, stride=2, values="plain"),
    Shape(N=3, C=2, H=4, W=4, HH=2, WW=2, stride=2),
    Shape(N=2, C=2, H=5, W=5, HH=3, WW=3, stride=1),  # every pixel in up to nine windows
    Shape(N=1, C=2, H=6, W=7, HH=3, WW=3, stride=2),
    Shape(N=2, C=2, H=4, W=4, HH=2, WW=2, stride=2, values="zeros"),
    Shape(N=1, C=2, H=5, W=4, HH=3, WW=2, stride=1, values="zeros"),
    Shape(H=4, W=4, HH=2, WW=2, stride=2, values="plain", twin=True),
    Shape(N=2, C=2, H=5, W=6, HH=3, WW=2, stride=1, twin=True),
    Shape(N=2, C=3, H=5, W=5, HH=2, WW=2, stride=2, twin=True),
)


def size_cases(number: int) -> list[SizeCase]:
    """The cases of conv_output_size."""
    shapes = [
        *drawn(window_shapes(windows=(1, 5)), 6, number + 200),
        *drawn(window_shapes(pads=(1, 4), windows=(1, 5)), 8, number + 201),
        *drawn(window_shapes(strides=(2, 5), windows=(1, 5)), 8, number + 202),
        *drawn(window_shapes((2, 5), (0, 4), (1, 5), uneven=True), 20, number + 203),
        Shape(H=5, HH=3),
        Shape(H=4, HH=4),
        Shape(H=1, HH=1, pad=3),
        Shape(H=3, HH=2, stride=9),
        Shape(H=224, HH=7, stride=2, pad=3),
        Shape(H=227, HH=11, stride=4),
        Shape(H=64, HH=5, stride=1, pad=2),
    ]
    return _distinct(SizeCase(shape.H, shape.HH, shape.stride, shape.pad) for shape in shapes)


def conv_cases(number: int) -> list[ConvCase]:
    """The cases of everything that convolves."""
    return [_conv_case(shape, [number, index]) for index, shape in enumerate(_distinct(conv_shapes(number)))]


def window_cases(number: int) -> list[WindowCase]:
    """The cases of im2col and col2im: the shapes of the convolution, one filter each."""
    shapes = _distinct(replace(shape, F=1, bias=False) for shape in conv_shapes(number + 300, mixed=24) if shape.C < 10)
    return [_window_case(shape, [number, 1000 + index]) for index, shape in enumerate(shapes)]


def pool_cases(number: int) -> list[PoolCase]:
    """The cases of all pooling."""
    shapes = _distinct(pool_shapes(number))
    return [_pool_case(shape, [number, 2000 + index], index % 2) for index, shape in enumerate(shapes)]


def layer_cases(_number: int) -> list[LayerCase]:
    """The layers that Conv2d is asked for: small ones, and one large enough for statistics of its weights."""
    return [LayerCase(1, 1, 1), LayerCase(2, 3, 2), LayerCase(3, 2, 3), LayerCase(16, 40, 5)]


def speed_cases(_number: int) -> list[SpeedCase]:
    """One convolution that four loops need some tens of milliseconds for."""
    return [SpeedCase(N=2, C=3, H=10, W=10, F=16, HH=3, WW=3, pad=1)]


DRAWERS: dict[type[Case], Callable[[int], list[Any]]] = {
    SizeCase: size_cases,
    ConvCase: conv_cases,
    WindowCase: window_cases,
    PoolCase: pool_cases,
    LayerCase: layer_cases,
    SpeedCase: speed_cases,
}


def _distinct(items: Iterator[T]) -> list[T]:
    return list(dict.fromkeys(items))


def _conv_case(shape: Shape, number: list[int], twin: bool = True) -> ConvCase:
    rng = np.random.default_rng(number)
    H_out, W_out = shape.out()
    b = _numbers(rng, (shape.F,), shape.values, "w") if shape.bias else np.zeros(shape.F)
    return ConvCase(
        x=_numbers(rng, (shape.N, shape.C, shape.H, shape.W), shape.values, "x"),
        w=_numbers(rng, (shape.F, shape.C, shape.HH, shape.WW), "plain" if shape.values == "plain" else "fine", "w"),
        b=b,
        dout=_numbers(rng, (shape.N, shape.F, H_out, W_out), "plain" if shape.values == "plain" else "fine", "dout"),
        stride=shape.stride,
        pad=shape.pad,
        values=shape.values,
        twin=_conv_case(shape, [*number, 1], twin=False) if shape.twin and twin else None,
    )


def _window_case(shape: Shape, number: list[int], twin: bool = True) -> WindowCase:
    rng = np.random.default_rng(number)
    H_out, W_out = shape.out()
    rows, columns = shape.N * H_out * W_out, shape.C * shape.HH * shape.WW
    return WindowCase(
        x=_numbers(rng, (shape.N, shape.C, shape.H, shape.W), shape.values, "x"),
        cols=_numbers(rng, (rows, columns), shape.values, "dout"),
        HH=shape.HH,
        WW=shape.WW,
        stride=shape.stride,
        pad=shape.pad,
        values=shape.values,
        twin=_window_case(shape, [*number, 1], twin=False) if shape.twin and twin else None,
    )


def _pool_case(shape: Shape, number: list[int], reversed_keys: int, twin: bool = True) -> PoolCase:
    rng = np.random.default_rng(number)
    return PoolCase(
        x=_separated(rng, (shape.N, shape.C, shape.H, shape.W), shape.values),
        dout=_numbers(rng, (shape.N, shape.C, *shape.out()), "plain" if shape.values == "plain" else "fine", "dout"),
        pool_height=shape.HH,
        pool_width=shape.WW,
        stride=shape.stride,
        values=shape.values,
        reversed_keys=reversed_keys,
        twin=_pool_case(shape, [*number, 1], reversed_keys, twin=False) if shape.twin and twin else None,
    )


def _numbers(rng: np.random.Generator, shape: tuple[int, ...], values: str, role: str) -> Array:
    """Random numbers: never zero but for "zeros", where half of them are."""
    if values == "plain":
        return rng.choice([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0, 4.0, 5.0], shape)
    if values == "very_negative" and role == "x":
        return VERY_NEGATIVE + rng.integers(-64, 64, shape) / 16
    unit = 2 ** _FINE_BITS[role]
    fine: Array = rng.integers(1, 4 * unit, shape) * rng.choice([-1.0, 1.0], shape) / unit
    if values == "negative" and role == "x":
        return -np.abs(fine)
    if values == "zeros":
        return fine * rng.integers(0, 2, shape)
    return fine


def _separated(rng: np.random.Generator, shape: tuple[int, ...], values: str) -> Array:
    """Shuffled numbers at least 1/2 apart, so that no window has a tie and none comes near one."""
    size = int(np.prod(shape))
    apart = rng.permutation(size) - size // 2 + 0.0
    if values == "plain":
        return apart.reshape(shape)
    fine: Array = (apart + rng.integers(0, 2**12, size) / 2**13).reshape(shape)
    if values == "negative":
        return fine - size
    if values == "very_negative":
        return fine + VERY_NEGATIVE
    if values == "zeros":  # only for averages: zeros are ties
        return fine * rng.integers(0, 2, shape)
    return fine
