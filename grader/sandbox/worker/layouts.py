"""Layouts of the matrix of windows, by the courses that use them, and an array that lies at a desk in another one.

The numbers of N images' windows, L of each and K in every one, lie
    "windows"     in (N * L, K): a row for each window, by image (the assignment's)
    "positions"   in (K, L * N): a column for each window, by position, then image (CS231n's)
    "images"      in (N, K, L): for each image a column for each window (PyTorch's unfold)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import returned
from .returned import BadReturn

Array = np.ndarray[Any, Any]

LAYOUTS = ("windows", "positions", "images")


@dataclass(frozen=True)
class Sizes:
    """The number of images, of windows in each, and of numbers in each window."""

    N: int
    L: int
    K: int

    @classmethod
    def of(cls, x_shape: tuple[int, ...], roles: Mapping[str, Any]) -> "Sizes":
        """The sizes for an image batch of this shape, and roles HH, WW, stride, pad."""
        N, C, H, W = x_shape
        HH, WW, stride, pad = (roles[key] for key in ("HH", "WW", "stride", "pad"))
        rows, columns = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
        return cls(N, rows * columns, C * HH * WW)

    def shape(self, layout: str) -> tuple[int, ...]:
        """The shape of the matrix in this layout."""
        N, L, K = self.N, self.L, self.K
        return {"windows": (N * L, K), "positions": (K, L * N), "images": (N, K, L)}[layout]


def from_windows(cols: Array, layout: str, sizes: Sizes) -> Array:
    """The matrix (N * L, K) in another layout: an array of its own."""
    parts = cols.reshape(sizes.N, sizes.L, sizes.K)
    axes = {"windows": (0, 1, 2), "positions": (2, 1, 0), "images": (0, 2, 1)}[layout]
    return parts.transpose(axes).reshape(sizes.shape(layout)).copy()


def to_windows(array: Array, layout: str, sizes: Sizes) -> Array:
    """The other way: from a layout, of whose shape the `array` is, to (N * L, K)."""
    N, L, K = sizes.N, sizes.L, sizes.K
    parts, axes = {
        "windows": ((N, L, K), (0, 1, 2)),
        "positions": ((K, L, N), (2, 1, 0)),
        "images": ((N, K, L), (0, 2, 1)),
    }[layout]
    return np.ascontiguousarray(array.reshape(parts).transpose(axes).reshape(N * L, K))


@dataclass(frozen=True, eq=False)
class Laid:
    """Something of the submission's that should be a matrix of windows in its own layout. Looked at, it is (N * L, K).

    It is read when somebody looks, not before: what happens to it in between is seen.
    """

    held: Any
    layout: str
    sizes: Sizes

    def windows(self) -> Array:
        """Its numbers as (N * L, K). Raises BadReturn where it is no such matrix."""
        array = returned.as_array(self.held)
        assert isinstance(array, np.ndarray)
        fits = self.sizes.shape(self.layout)
        if array.shape != fits:
            raise BadReturn("layout", shape=array.shape[:16], fits=fits)
        return to_windows(array, self.layout, self.sizes)

    def write(self, numbers: Array) -> None:
        """Write the numbers of another matrix (N * L, K) into it."""
        self.held.flags.writeable = True
        self.held[...] = from_windows(numbers, self.layout, self.sizes)
