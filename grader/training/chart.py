"""Curves made of letters: a loss in Braille dots, accuracies in blocks. Pure text, of a given size."""

import math
from collections.abc import Sequence

import numpy as np

_BLOCKS = "▁▂▃▄▅▆▇█"
_EMPTY = 0x2800  # the Braille cell without dots
# The bit of each dot in a Braille cell, by row and column: https://en.wikipedia.org/wiki/Braille_Patterns
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_DOWN, _ACROSS = len(_DOTS), len(_DOTS[0])
_LABEL = 5  # columns left of the axis: " 2.30"
LETTERS = _BLOCKS + chr(_EMPTY) + "┤│└─·"  # what a terminal must be able to show


def chart(losses: Sequence[float], steps: int, columns: int, rows: int) -> list[str]:
    """The losses up to now, of `steps` in all, in `rows` lines and one for the axis, each `columns` wide at most.

    Losses that fall into one dot's column are averaged, which also calms the curve.
    """
    across = max(1, columns - _LABEL - 1)
    heights = _means(losses, steps, across * _ACROSS)
    top = _top(heights)
    cells = np.zeros((rows, across), dtype=int)
    before: int | None = None
    for x, height in enumerate(heights):
        if math.isnan(height):  # fewer steps than dots: nothing lies in this column
            continue
        y = _dot(height / top, rows * _DOWN)
        reached = range(min(y, y if before is None else before), max(y, y if before is None else before) + 1)
        for dot in reached:  # up or down from the last one, so that the curve has no gaps
            cells[dot // _DOWN, x // _ACROSS] |= _DOTS[dot % _DOWN][x % _ACROSS]
        before = y
    lines = []
    for row, cell in enumerate(cells):
        label = f"{top:>{_LABEL}.2f}┤" if row == 0 else f"{0:>{_LABEL}}┤" if row == rows - 1 else " " * _LABEL + "│"
        lines.append(label + "".join(chr(_EMPTY + bits) if bits else " " for bits in cell).rstrip())
    return [*lines, " " * _LABEL + "└" + "─" * across]


def spark(shares: Sequence[float]) -> str:
    """Shares from 0 to 1, a block each."""
    return "".join(_BLOCKS[min(len(_BLOCKS) - 1, int(share * len(_BLOCKS)))] for share in shares)


def _means(losses: Sequence[float], steps: int, count: int) -> list[float]:
    """The mean loss in each of `count` equal parts of all steps, up to the last one made; NaN where there is none."""
    places = np.arange(len(losses)) * count // max(steps, 1)
    if not len(places):
        return []
    sums = np.bincount(places, weights=np.asarray(losses, dtype=float))
    numbers = np.bincount(places)
    return [
        total / number if number else math.nan for total, number in zip(sums.tolist(), numbers.tolist(), strict=True)
    ]


def _top(heights: Sequence[float]) -> float:
    known = [height for height in heights if not math.isnan(height)]
    return max(known, default=1.0) or 1.0


def _dot(share: float, dots: int) -> int:
    """The row, from above, of the dot that stands for a share from 0 to 1 of the height."""
    return min(dots - 1, max(0, round((1 - share) * (dots - 1))))
