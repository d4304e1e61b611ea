"""Where cases come from: shapes are drawn by `grader.shapes`, and filled with numbers by `grader.filling`."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import product
from typing import Any, TypeVar

import numpy as np

from grader.case import Case, ConvCase, LayerCase, PoolCase, SizeCase, SpeedCase, WindowCase
from grader.filling import conv_case, pool_case, window_case
from grader.shapes import conv_shapes, pool_shapes

T = TypeVar("T")


def size_cases(_number: int) -> list[SizeCase]:
    """Small sides, of which each value of one meets each value of another, and some that networks are made of."""
    grid = product(range(1, 7), range(1, 5), range(1, 5), range(3))
    fifth = [sizes for sizes in grid if sum(sizes) % 5 == 0]
    fitting = [SizeCase(*sizes) for sizes in fifth if sizes[0] + 2 * sizes[3] >= sizes[1]]
    return [
        *fitting,
        SizeCase(3, 2, 9, 0),
        SizeCase(224, 7, 2, 3),
        SizeCase(227, 11, 4, 0),
        SizeCase(64, 5, 1, 2),
        SizeCase(50, 1, 49, 0),
        SizeCase(60, 1, 59, 0),  # the last window misses by a pixel
        SizeCase(1, 2, 5, 1),
        SizeCase(1, 6, 3, 4),  # divided part by part, thirds don't add up to 1
        SizeCase(1, 10, 5, 7),  # nor do fifths: one such case could have another reason
        SizeCase(800, 3, 1, 1),
    ]


def conv_cases(number: int) -> list[ConvCase]:
    """The cases of everything that convolves."""
    shapes = _distinct(conv_shapes(number))
    return [conv_case(shape, [number, index], index % 2) for index, shape in enumerate(shapes)]


def window_cases(number: int) -> list[WindowCase]:
    """The cases of im2col and col2im: the shapes of the convolution, one filter each."""
    shapes = _distinct(replace(shape, F=1, bias=False) for shape in conv_shapes(number + 300, mixed=12) if shape.C < 10)
    return [window_case(shape, [number, 1000 + index]) for index, shape in enumerate(shapes)]


def pool_cases(number: int) -> list[PoolCase]:
    """The cases of all pooling."""
    shapes = _distinct(pool_shapes(number))
    return [pool_case(shape, [number, 2000 + index], index % 2) for index, shape in enumerate(shapes)]


def layer_cases(_number: int) -> list[LayerCase]:
    """The layers that Conv2d is asked for: small ones, and some large enough for statistics of their weights."""
    return [LayerCase(1, 1, 1), LayerCase(2, 3, 2), LayerCase(3, 2, 3), LayerCase(16, 40, 5), LayerCase(3, 400, 3)]


def speed_cases(number: int) -> list[SpeedCase]:
    """One convolution that four loops need some milliseconds for. Its seed is in the exam, and isn't `number`."""
    seed = int(np.random.default_rng([number, 3000]).integers(2**31))
    return [SpeedCase(N=2, C=3, H=10, W=10, F=16, HH=3, WW=3, pad=1, seed=seed)]


DRAWERS: dict[type[Case], Callable[[int], list[Any]]] = {
    SizeCase: size_cases,
    ConvCase: conv_cases,
    WindowCase: window_cases,
    PoolCase: pool_cases,
    LayerCase: layer_cases,
    SpeedCase: speed_cases,
}


def _distinct(items: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(items))
