"""Pooling: windows and what is kept of each; which pixels the gradient of each window is sent to."""

from collections.abc import Iterator, Mapping

import numpy as np

from grader.case import Array, out_size
from grader.notebook.pictures.canvas import COLOURS, arrow, canvas, frame, show, table
from grader.notebook.pictures.drawable import array

_SQUARE = 0.4  # inches


def pooled(x: Array, out: object, pool_param: Mapping[str, int]) -> None:
    """Draw the windows of x (1, 1, H, W) beside what was kept of them; a pixel that was kept as it is, is filled.

    Raises:
        Undrawable: `out` is no array (1, 1, H', W').
    """
    shown = array("out", out, (1, 1, *_sizes(x, pool_param)))[0, 0]
    figure, before, after = _two(x[0, 0], shown)
    kept: dict[tuple[int, int], str] = {}
    for (i, j), colour, rows, columns in _windows(x, pool_param):
        if i < shown.shape[0] and j < shown.shape[1]:
            same = np.argwhere(x[0, 0][rows, columns] == shown[i, j])
            kept |= {(int(p) + rows.start, int(q) + columns.start): colour for p, q in same}
    table(before, x[0, 0], "x", kept)
    table(after, shown, "out", {place: colour for place, colour, _rows, _columns in _windows(x, pool_param)})
    _frames(before, x, pool_param)
    show(figure, "the windows of x, and beside them what was kept of each")


def routed(x: Array, dout: Array, dx: object, pool_param: Mapping[str, int]) -> None:
    """Draw dout (1, 1, H', W') and dx like x: arrows from each window's gradient to the pixels that have some.

    Raises:
        Undrawable: `dx` is no array like x.
    """
    shown = array("dx", dx, x.shape)[0, 0]
    figure, before, after = _two(dout[0, 0], shown)
    tints: dict[tuple[int, int], str] = {}
    arrows = []
    for (i, j), colour, rows, columns in _windows(x, pool_param):
        for p, q in np.argwhere(shown[rows, columns]):
            place = int(p) + rows.start, int(q) + columns.start
            tints[place] = colour
            arrows.append(((before, i, j), (after, *place), colour))
    table(before, dout[0, 0], "dout", {place: colour for place, colour, _rows, _columns in _windows(x, pool_param)})
    table(after, shown, "dx", tints)
    _frames(after, x, pool_param)
    for start, end, colour in arrows:
        arrow(figure, start, end, colour)
    show(figure, "the gradient of each window, with arrows to the pixels of dx that are not 0")


def _two(left: Array, right: Array) -> tuple[object, object, object]:
    """A figure with room for two tables side by side."""
    widths = [_SQUARE * len(one[0]) + 0.8 for one in (left, right)]
    figure, axes = canvas(widths, _SQUARE * max(len(left), len(right)) + 0.6)
    return figure, axes[0, 0], axes[0, 1]


def _sizes(x: Array, pool_param: Mapping[str, int]) -> tuple[int, int]:
    step = pool_param["stride"]
    return out_size(x.shape[2], pool_param["pool_height"], step), out_size(x.shape[3], pool_param["pool_width"], step)


def _windows(x: Array, pool_param: Mapping[str, int]) -> Iterator[tuple[tuple[int, int], str, slice, slice]]:
    """Each window's place in out, its colour, its rows and its columns."""
    step = pool_param["stride"]
    for number, (i, j) in enumerate(np.ndindex(_sizes(x, pool_param))):
        rows = slice(i * step, i * step + pool_param["pool_height"])
        columns = slice(j * step, j * step + pool_param["pool_width"])
        yield (i, j), COLOURS[number % len(COLOURS)], rows, columns


def _frames(axes: object, x: Array, pool_param: Mapping[str, int]) -> None:
    for _place, colour, rows, columns in _windows(x, pool_param):
        height, width = rows.stop - rows.start, columns.stop - columns.start
        frame(axes, rows.start + 0.06, columns.start + 0.06, height - 0.12, width - 0.12, colour)
