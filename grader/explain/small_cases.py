"""Small cases with plain numbers, in the order in which a teacher would try them on the board.

A case is `Plain`: its shapes and parameters, and for each of its arrays which kind of numbers it holds. What comes
first in a list is plainer.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.case import CASE_TYPES, Array, Case, ConvCase, PoolCase, SizeCase, WindowCase

Dims = tuple[tuple[str, int], ...]

# Beyond these sizes nobody redoes a case by hand, and the exam's own case does as well.
_MOST = {"N": 2, "C": 2, "F": 2, "H": 6, "W": 6, "HH": 4, "WW": 4, "pool_height": 4, "pool_width": 4}
_MOST |= {"stride": 4, "pad": 2, "size": 12, "kernel": 6}
_FROM_ZERO = ("pad",)


def _up(size: int) -> Array:
    return np.arange(1.0, size + 1)


def _up_from_two(size: int) -> Array:
    return _up(size) + 1  # a weight of 1 would change nothing


def _down(size: int) -> Array:
    return _up(size)[::-1]


def _signs(size: int) -> Array:
    return _up(size) * np.where(np.arange(size) % 2, -1, 1)


def _shuffled(number: int) -> Callable[[int], Array]:
    return lambda size: np.random.default_rng([size, number]).permutation(size) + 1.0


def _mixed(number: int) -> Callable[[int], Array]:
    """Shuffled, some of them negative, and none equal to another one; other numbers, larger ones for a twin."""

    def numbers(size: int) -> Array:
        rng = np.random.default_rng([size, number, 1])
        shuffled: Array = (rng.permutation(size) + 2.0 + 9 * number) * rng.choice([-1.0, 1.0], size)
        return shuffled

    return numbers


# By name: how many numbers there are -> the numbers.
KINDS: dict[str, Callable[[int], Array]] = {
    "zero": np.zeros,
    "up": _up,
    "up from two": _up_from_two,
    "down": _down,
    "signs": _signs,
    "shuffled": _shuffled(0),
    "shuffled again": _shuffled(1),
    "mixed": _mixed(0),
    "other": _mixed(1),  # for twins
    "negative": lambda size: -_shuffled(0)(size),
    "very negative": lambda size: -1000 * _shuffled(0)(size),
    "tenths": lambda size: _mixed(0)(size) / 10,
    "with zeros": lambda size: _up(size) * (np.arange(size) % 2),
}

# For each array its kinds, the plainest first.
_LADDERS: dict[type[Case], dict[str, tuple[str, ...]]] = {
    SizeCase: {},
    ConvCase: {
        "x": ("up", "down", "signs", "mixed", "tenths"),
        "w": ("up from two", "down", "signs", "mixed", "tenths"),
        "b": ("zero", "up", "mixed", "tenths"),
        "dout": ("up", "up from two", "signs", "mixed", "tenths"),
    },
    WindowCase: {
        "x": ("up", "signs", "mixed", "tenths"),
        "cols": ("up", "signs", "mixed", "tenths"),
    },
    PoolCase: {
        "x": ("up", "down", "shuffled", "shuffled again", "mixed", "negative", "tenths", "very negative", "with zeros"),
        "dout": ("up", "up from two", "signs", "mixed", "tenths"),
    },
}

# Numbers in which a fault hardly hides, to find out which shapes it needs: for each array its kind.
_TELLING: dict[type[Case], tuple[tuple[str, ...], ...]] = {
    SizeCase: ((),),
    ConvCase: (
        ("mixed", "mixed", "zero", "mixed"),
        ("mixed", "mixed", "mixed", "mixed"),
        ("tenths", "tenths", "zero", "tenths"),
        ("tenths", "tenths", "tenths", "tenths"),
    ),
    WindowCase: (("mixed", "mixed"), ("tenths", "tenths")),
    PoolCase: (
        ("mixed", "mixed"),
        ("shuffled", "mixed"),
        ("negative", "mixed"),
        ("very negative", "mixed"),
        ("tenths", "tenths"),
        ("with zeros", "mixed"),
    ),
}


@dataclass(frozen=True)
class Plain:
    """A case to be: shapes and parameters, and the kinds of numbers of its arrays."""

    dims: Dims
    numbers: tuple[str, ...]


def is_drawn(case: Case) -> bool:
    """Whether there are small cases like this one."""
    return type(case) in _LADDERS


def ladders(like: Case) -> tuple[tuple[str, ...], ...]:
    """The kinds of numbers for each array of a case like this one, the plainest first."""
    return tuple(_LADDERS[type(like)].values())


def telling_numbers(like: Case) -> tuple[tuple[str, ...], ...]:
    """Kinds for all arrays together, to find out with whether a shape shows a fault."""
    return _TELLING[type(like)]


def shapes_within(like: Case) -> Iterator[Dims]:
    """The shapes of legal cases in no size larger than `like`, those with the fewest numbers first."""
    return iter(_shapes(tuple((name, min(size, _MOST[name])) for name, size in like.dims.items())))


@lru_cache(maxsize=64)
def _shapes(most: Dims) -> list[Dims]:
    names = [name for name, _size in most]
    ranges = [np.arange(0 if name in _FROM_ZERO else 1, size + 1) for name, size in most]
    sizes = dict(zip(names, (axis.ravel() for axis in np.meshgrid(*ranges, indexing="ij")), strict=True))
    count, legal = _numbers_and_fit(sizes)
    total = np.sum(list(sizes.values()), axis=0)
    order = np.lexsort((total, count))
    rows = np.stack(list(sizes.values()), axis=1)[order[legal[order]]]
    return [tuple(zip(names, row, strict=True)) for row in rows[:_MOST_SHAPES].tolist()]


_MOST_SHAPES = 4000


def _numbers_and_fit(sizes: Mapping[str, NDArray[np.intp]]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """How many numbers the arrays of each case hold, and whether a window fits at all."""
    if "size" in sizes:
        return sizes["size"], sizes["size"] + 2 * sizes["pad"] >= sizes["kernel"]
    HH, WW = (sizes.get(one, sizes.get(other)) for one, other in (("HH", "pool_height"), ("WW", "pool_width")))
    assert HH is not None
    assert WW is not None
    N, C, pad = sizes["N"], sizes["C"], sizes.get("pad", 0 * sizes["N"])
    H, W = sizes["H"] + 2 * pad, sizes["W"] + 2 * pad
    windows = N * (1 + (H - HH) // sizes["stride"]) * (1 + (W - WW) // sizes["stride"])
    numbers = N * C * sizes["H"] * sizes["W"]
    if "F" in sizes:
        numbers = numbers + sizes["F"] * (windows + C * HH * WW)
    elif "HH" in sizes:
        numbers = numbers + windows * C * HH * WW  # cols
    else:
        numbers = numbers + windows * C
    return numbers, (H >= HH) & (W >= WW)


def made(plain: Plain, like: Case) -> Case:
    """The case. What `like` has beside numbers (a twin, the order of a dict's keys) it has too."""
    others: dict[str, Any] = {}
    if isinstance(like, ConvCase | WindowCase | PoolCase):
        others["values"] = "full" if like.values == "full" else "zeros" if "with zeros" in plain.numbers else "plain"
        if isinstance(like, ConvCase | PoolCase):
            others["reversed_keys"] = like.reversed_keys
    is_twinned = isinstance(like, ConvCase | WindowCase | PoolCase) and like.twin is not None
    return _made(type(like).__name__, plain, is_twinned, tuple(others.items()))


@lru_cache(maxsize=10_000)
def _made(name: str, plain: Plain, is_twinned: bool, others: tuple[tuple[str, Any], ...]) -> Case:
    kind, fields = CASE_TYPES[name], dict(others)
    shapes = _array_shapes(kind, dict(plain.dims))
    for (array, shape), numbers in zip(shapes.items(), plain.numbers, strict=True):
        fields[array] = KINDS[numbers](int(np.prod(shape))).reshape(shape)
    if is_twinned:
        twins = tuple("zero" if numbers == "zero" else "other" for numbers in plain.numbers)
        fields["twin"] = _made(name, Plain(plain.dims, twins), False, others)
    parameters = {size: value for size, value in plain.dims if size not in "NCHWF" and (kind, size) not in _OF_W}
    case: Case = kind(**parameters, **fields)
    return case


_OF_W = ((ConvCase, "HH"), (ConvCase, "WW"))  # parameters that an array's shape says


def _array_shapes(kind: type[Case], dims: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    if kind is SizeCase:
        return {}
    N, C, H, W = (dims[name] for name in "NCHW")
    HH, WW = dims.get("HH", dims.get("pool_height", 0)), dims.get("WW", dims.get("pool_width", 0))
    pad, stride = dims.get("pad", 0), dims["stride"]
    rows, columns = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    x = {"x": (N, C, H, W)}
    if kind is WindowCase:
        return {**x, "cols": (N * rows * columns, C * HH * WW)}
    if kind is PoolCase:
        return {**x, "dout": (N, C, rows, columns)}
    F = dims["F"]
    return {**x, "w": (F, C, HH, WW), "b": (F,), "dout": (N, F, rows, columns)}
