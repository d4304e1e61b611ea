"""The traits that are looked for in cases of each type, in words from the handout, the simplest first."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.case import Case, ConvCase, PoolCase, SizeCase, WindowCase
from grader.explain.seen.traits import Sizes, Trait
from grader.language import N_


def traits_of(kind: type[Case]) -> Sequence[Trait]:
    """What may matter in cases of this type."""
    return _TRAITS.get(kind, ())


def _formula(name: str, yes: str, no: str, holds: Callable[[Sizes, Any], bool]) -> Trait:
    return Trait(name, yes, no, holds, is_formula=True)


def _above(name: str, least: int = 0) -> Trait:
    """Whether a size is above its least value."""
    return _formula(name, f"{name} > {least}", f"{name} = {least}", lambda sizes, _case: sizes[name] > least)


def _beyond(name: str, bound: int) -> Trait:
    """Whether a size is above a value in its midst. That it is not above it is never the reason of anything."""
    return _formula(name, f"{name} > {bound}", "", lambda sizes, _case: sizes[name] > bound)


def _unequal(one: str, other: str, shown: str = "") -> Trait:
    text = shown or other
    return _formula("", f"{one} ≠ {text}", f"{one} = {text}", lambda sizes, _case: sizes[one] != sizes[other])


def _below(one: str, other: str) -> Trait:
    return _formula("", f"{one} < {other}", f"{one} ≥ {other}", lambda sizes, _case: sizes[one] < sizes[other])


def _overlap(sizes: Sizes, _case: Any) -> bool:
    """Whether some pixel is in several windows: that they share padding shows nowhere."""
    stride, pad = sizes["stride"], sizes["pad"]
    rows = _most_windows(sizes["H"], sizes["HH"], stride, pad, sizes["H'"])
    return rows * _most_windows(sizes["W"], sizes["WW"], stride, pad, sizes["W'"]) > 1


@cache
def _most_windows(side: int, window: int, stride: int, pad: int, count: int) -> int:
    """In how many windows that row (or column) is that is in most."""
    starts = [number * stride - pad for number in range(count)]
    return max(sum(start <= place < start + window for start in starts) for place in range(side))


_MANY = [_above("N", 1), _above("C", 1)]
_SIDES = [_unequal("HH", "WW"), _unequal("H", "W"), _unequal("H'", "W'")]
_LEFT_OVER = [
    Trait(
        "",
        N_("the stride doesn't divide (rows or columns are left over)"),
        N_("the stride divides (no rows or columns are left over)"),
        lambda sizes, _case: sizes["rest of H"] > 0 or sizes["rest of W"] > 0,
    ),
    Trait(
        "",
        N_("rows are left over (the stride doesn't divide)"),
        N_("no rows are left over"),
        lambda sizes, _case: sizes["rest of H"] > 0,
    ),
    Trait(
        "",
        N_("columns are left over (the stride doesn't divide)"),
        N_("no columns are left over"),
        lambda sizes, _case: sizes["rest of W"] > 0,
    ),
]
_WINDOWS = [
    Trait(
        "",
        N_("the window is larger than 1 x 1"),
        N_("the window is 1 x 1"),
        lambda sizes, _case: sizes["HH"] * sizes["WW"] > 1,
    ),
    _above("HH", 1),
    _above("WW", 1),
    Trait(
        "",
        N_("an image has more than one window"),
        N_("an image has one window only"),
        lambda sizes, _case: sizes["H'"] * sizes["W'"] > 1,
    ),
    replace(_above("H'", 1), name=""),
    replace(_above("W'", 1), name=""),
    Trait("", N_("windows overlap"), N_("no windows overlap"), _overlap),
    _below("stride", "HH"),
    _below("stride", "WW"),
    _below("HH", "stride"),
    _below("WW", "stride"),
    _unequal("stride", "HH"),
    _unequal("stride", "WW"),
]
_MORE = [_beyond("stride", 2), _unequal("N", "C")]
_NUMBERS = [
    Trait(
        "",
        N_("a window holds more than one number (C * HH * WW > 1)"),
        N_("a window holds one number (C * HH * WW = 1)"),
        lambda sizes, _case: sizes["C"] * sizes["HH"] * sizes["WW"] > 1,
    ),
    Trait(
        "",
        N_("there is more than one window in all (N * H' * W' > 1)"),
        N_("there is one window in all (N * H' * W' = 1)"),
        lambda sizes, _case: sizes["N"] * sizes["H'"] * sizes["W'"] > 1,
    ),
]  # fmt: skip
_BIAS = Trait("b", N_("b is not all zeros"), N_("b is all zeros"), lambda _sizes, case: bool(np.any(case.b)))
_SAME = _formula(
    "",
    "pad ≠ (HH - 1) // 2",
    "pad = (HH - 1) // 2",
    lambda sizes, _case: sizes["pad"] != (sizes["HH"] - 1) // 2,
)
_SAME_WIDTH = _formula(
    "",
    "pad ≠ (WW - 1) // 2",
    "pad = (WW - 1) // 2",
    lambda sizes, _case: sizes["pad"] != (sizes["WW"] - 1) // 2,
)
_PADS = [_SAME, _SAME_WIDTH, _beyond("pad", 1), _below("pad", "HH"), _below("pad", "WW")]

_WINDOW = [_above("pad"), _above("stride", 1), *_MANY, *_SIDES, *_LEFT_OVER, *_WINDOWS, *_PADS, *_NUMBERS, *_MORE]
_CONV = [
    _above("pad"), _above("stride", 1), *_MANY, _above("F", 1), _BIAS, *_SIDES, *_LEFT_OVER, *_WINDOWS, *_PADS,
    *_NUMBERS, *_MORE, _unequal("N", "F"), _unequal("C", "F"),
]  # fmt: skip

_POOL_WORDS = {"HH": "pool_height", "WW": "pool_width"}


def in_pool_words(text: str) -> str:
    """The same in the words of pooling."""
    for word, other in _POOL_WORDS.items():
        text = text.replace(word, other)
    return text


def _for_pools(trait: Trait) -> Trait:
    """The trait in the words of pooling."""
    return replace(trait, name=in_pool_words(trait.name), yes=in_pool_words(trait.yes), no=in_pool_words(trait.no))


def _windows(case: PoolCase) -> NDArray[Any]:
    """All windows of a pooling: (N, C, H', W', pool_height, pool_width)."""
    shape = (case.pool_height, case.pool_width)
    views = np.lib.stride_tricks.sliding_window_view(case.x, shape, axis=(2, 3))
    windows: NDArray[Any] = views[:, :, :: case.stride, :: case.stride]
    return windows


def _shares_a_maximum(sizes: Sizes, case: PoolCase) -> bool:
    """Whether a pixel is the largest of two windows."""
    if not _overlap(sizes, case):
        return False
    windows = _windows(case)
    N, C, rows, columns = windows.shape[:4]
    winner = windows.reshape(N, C, rows, columns, -1).argmax(axis=-1)
    row = winner // case.pool_width + case.stride * np.arange(rows)[:, None]
    column = winner % case.pool_width + case.stride * np.arange(columns)
    pixels = (row * case.x.shape[3] + column).reshape(N * C, -1)
    return any(len(np.unique(image)) < pixels.shape[1] for image in pixels)


_POOL = [
    _above("stride", 1),
    *_MANY,
    *(
        _for_pools(trait)
        for trait in (*_SIDES, *_LEFT_OVER, *_WINDOWS, *_NUMBERS, *_MORE)
        if trait is not _NUMBERS[0]
    ),
    Trait(
        "",
        N_("all of x is negative"),
        N_("x has numbers that are not negative"),
        lambda _sizes, case: bool(case.x.max() < 0),
    ),
    Trait(
        "",
        N_("all numbers of some window are negative"),
        N_("each window has a number that is not negative"),
        lambda _sizes, case: bool(_windows(case).max(axis=(4, 5)).min() < 0),
    ),
    Trait(
        "",
        N_("a pixel is the largest of several windows"),
        N_("no pixel is the largest of two windows"),
        _shares_a_maximum,
    ),
]  # fmt: skip

_SIZE = [
    _above("pad"),
    _above("stride", 1),
    Trait(
        "",
        N_("the stride doesn't divide size + 2 * pad - kernel"),
        N_("the stride divides size + 2 * pad - kernel"),
        lambda sizes, _case: sizes["rest"] > 0,
    ),
    _above("kernel", 1),
    _above("size", 1),
    Trait("", N_("the window fits more than once"), N_("the window fits once only"), lambda s, _: s["result"] > 1),
    _beyond("pad", 1),
    _beyond("stride", 2),
    _unequal("stride", "kernel"),
    _unequal("size", "kernel"),
    _below("stride", "kernel"),
    _below("kernel", "stride"),
    Trait("", N_("kernel is even"), N_("kernel is odd"), lambda sizes, _case: sizes["kernel"] % 2 == 0),
]  # fmt: skip

_TRAITS: dict[type[Case], Sequence[Trait]] = {
    SizeCase: _SIZE,
    ConvCase: _CONV,
    WindowCase: _WINDOW,
    PoolCase: _POOL,
}
