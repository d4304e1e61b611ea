"""The window behind one number of an answer: which numbers of which array it is made of.

Every pixel of the padded image has a number of its own; `_Windows.reads` says which of them each window reads.
Whatever an exercise asks for is read off from that: an output or a row of cols reads a window, a weight meets the
same place of every window, a pixel's gradient comes from each window that read it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.case import Array, Case, ConvCase, PoolCase, WindowCase
from grader.report.result import Window

Index = tuple[int, ...]


def window(case: Case, name: str, index: Index) -> Window | None:
    """What element `index` of the array `name` in the answer to `case` is made of; None where nobody can say."""
    if isinstance(case, ConvCase):
        return _of_convolution(case, name, index)
    if isinstance(case, PoolCase):
        return _of_pooling(case, name, index)
    if isinstance(case, WindowCase):
        return _of_matrix(case, name, index)
    return None


@dataclass(frozen=True)
class _Windows:
    """Every window over an image: `reads` has shape (N, H', W', C, HH, WW) and counts the pixels of `padded`."""

    padded: Array
    pad: int
    reads: NDArray[np.intp]

    def over(self, read: NDArray[np.intp]) -> Window:
        """These pixels of the image."""
        met = np.zeros(self.padded.size, bool)
        met[read.ravel()] = True
        return Window("x", self.padded, met.reshape(self.padded.shape), self.pad)

    def readers(self, n: int, c: int, i: int, j: int) -> NDArray[np.bool_]:
        """Where in `reads` the pixel (i, j) of the image without its padding stands."""
        pixel = np.ravel_multi_index((n, c, i + self.pad, j + self.pad), self.padded.shape)
        where: NDArray[np.bool_] = np.equal(self.reads, pixel)
        return where


def _windows(x: Array, HH: int, WW: int, stride: int, pad: int) -> _Windows:
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    numbers = np.arange(padded.size).reshape(padded.shape)
    views: NDArray[Any] = np.lib.stride_tricks.sliding_window_view(numbers, (HH, WW), axis=(2, 3))
    return _Windows(padded, pad, views[:, :, ::stride, ::stride].transpose(0, 2, 3, 1, 4, 5))


def _of_convolution(case: ConvCase, name: str, index: Index) -> Window | None:
    HH, WW = case.w.shape[2:]
    windows = _windows(case.x, HH, WW, case.stride, case.pad)
    met = np.zeros(case.dout.shape, bool)
    match name, index:
        case "out", (n, _f, i, j):
            return windows.over(windows.reads[n, i, j])
        case "dw" | "weight_grad", (_f, c, p, q):
            return windows.over(windows.reads[:, :, :, c, p, q])
        case "dx", (n, c, i, j):
            met[n] = np.any(windows.readers(n, c, i, j)[n], axis=(2, 3, 4))
        case "db" | "bias_grad", (f,):
            met[:, f] = True
        case _:
            return None
    return Window("dout", case.dout, met)


def _of_pooling(case: PoolCase, name: str, index: Index) -> Window | None:
    windows = _windows(case.x, case.pool_height, case.pool_width, case.stride, 0)
    match name, index:
        case "out", (n, c, i, j):
            return windows.over(windows.reads[n, i, j, c])
        case "dx", (n, c, i, j):
            met = np.zeros(case.dout.shape, bool)
            met[n, c] = np.any(windows.readers(n, c, i, j)[n], axis=(2, 3, 4))
            return Window("dout", case.dout, met)
    return None


def _of_matrix(case: WindowCase, name: str, index: Index) -> Window | None:
    windows = _windows(case.x, case.HH, case.WW, case.stride, case.pad)
    match name, index:
        case "cols", (row, _column):
            return windows.over(windows.reads.reshape(case.cols.shape)[row])
        case "x", (n, c, i, j):
            return Window("cols", case.cols, windows.readers(n, c, i, j).reshape(case.cols.shape))
    return None
