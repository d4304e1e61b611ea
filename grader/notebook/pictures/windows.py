"""im2col and col2im: the padded windows as rows of a matrix; how many windows hold each pixel."""

import numpy as np

from grader.case import Array, out_size
from grader.notebook.pictures.canvas import COLOURS, GREY, SOFT, canvas, frame, pixels, show, table
from grader.notebook.pictures.drawable import array

_SQUARE = 0.36  # inches
_MOST_COLOURED = 6  # windows; more would hide one another


def windows_as_rows(x: Array, cols: object, HH: int, WW: int, stride: int, pad: int) -> None:
    """Draw x (1, 1, H, W) in its padding with some of its windows, and `cols` with their rows in the same colours.

    Raises:
        Undrawable: `cols` is no array (H' * W', HH * WW).
    """
    H, W = x.shape[2:]
    H_out, W_out = out_size(H, HH, stride, pad), out_size(W, WW, stride, pad)
    shown = array("cols", cols, (H_out * W_out, HH * WW))
    padded = np.zeros((H + 2 * pad, W + 2 * pad))
    padded[pad : pad + H, pad : pad + W] = x[0, 0]
    widths = [_SQUARE * padded.shape[1] + 0.8, _SQUARE * shown.shape[1] + 0.8]
    figure, axes = canvas(widths, _SQUARE * max(len(padded), len(shown)) + 0.6)
    inside = {(pad + i, pad + j): SOFT for i, j in np.ndindex(H, W)}
    table(axes[0, 0], padded, f"x, pad {pad}", inside)
    frame(axes[0, 0], pad, pad, H, W, GREY)
    step = max(1, -(-H_out * W_out // _MOST_COLOURED))
    chosen = range(0, H_out * W_out, step)
    coloured = {row: COLOURS[number] for number, row in enumerate(chosen)}
    for inset, (row, colour) in enumerate(coloured.items()):
        i, j = divmod(row, W_out)
        slack = 0.05 * (inset % 3 + 1)  # so that windows that lie on one another can be told apart
        frame(axes[0, 0], i * stride + slack, j * stride + slack, HH - 2 * slack, WW - 2 * slack, colour)
    tints = {(row, q): colour for row, colour in coloured.items() for q in range(shown.shape[1])}
    table(axes[0, 1], shown, f"cols {shown.shape}", tints)
    show(figure, f"windows of {HH} x {WW} on the padded image, and the rows of cols that hold them")


def how_many_windows(counts: object, H: int, W: int) -> None:
    """Draw `counts` (1, 1, H, W): a pixel is the brighter the more windows hold it.

    Raises:
        Undrawable: `counts` is no such array.
    """
    shown = array("counts", counts, (1, 1, H, W))[0, 0]
    figure, ((axes,),) = canvas([0.42 * W + 0.8], 0.42 * H + 0.6)
    pixels(axes, shown, "col2im of ones", (0.0, float(shown.max())))
    middle = shown.max() / 2
    for i, j in np.ndindex(*shown.shape):
        colour = "black" if shown[i, j] > middle else "white"
        axes.text(j, i, f"{shown[i, j]:.3g}", ha="center", va="center", fontsize=9, color=colour)
    show(figure, f"how many windows hold each pixel, from {shown.min():g} to {shown.max():g}")
