"""Convolution as a matrix product: unfold the windows, then let NumPy's fastest routine do the rest.

Every output pixel is the product of one window with one filter. Write each window as a row of a matrix and each
filter as a column of another, and the whole layer is one matrix product. `im2col` (image to columns; the name
stayed, whatever the layout) unfolds, and `col2im` is its adjoint: the way back that gradients take.

The two convolutions here return what those of `conv.py` return, many times faster. They need not call `im2col`
and `col2im`: any arrangement of the products will do.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ConvCache = tuple[Array, Array, Array, dict[str, int]]

# BEGIN SOLUTION


def _windows(planes: NDArray[np.generic], HH: int, WW: int, stride: int) -> NDArray[np.generic]:
    """All windows of planes (..., H, W), without a copy: a read-only view (..., HH, WW, H', W').

    The place in the window comes before the place in the image, so that what one weight meets lies side by side.
    """
    every = np.lib.stride_tricks.sliding_window_view(planes, (HH, WW), axis=(-2, -1))
    return np.moveaxis(every[..., ::stride, ::stride, :, :], (-2, -1), (-4, -3))


# END SOLUTION


def im2col(x: Array, HH: int, WW: int, stride: int = 1, pad: int = 0) -> Array:
    """Unfold the windows of every image into the rows of a matrix.

    x: images (N, C, H, W), float64. HH, WW: rows and columns of the window, which fits at least once.
    stride: the step between two windows; pad: the zeros put around the image on each side.

        cols[row of (n, i, j), column of (c, p, q)] = x_pad[n, c, i * stride + p, j * stride + q]

    A row is a window. Rows are ordered by image n, then output row i, then output column j; columns by channel c,
    then window row p, then window column q. H' = 1 + floor((H + 2 * pad - HH) / stride), W' likewise.

    Returns cols of shape (N * H' * W', C * HH * WW), float64. x stays as it was.
    """
    # BEGIN SOLUTION
    N, C, _, _ = x.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = _windows(x_pad, HH, WW, stride)
    # From (n, c, p, q, i, j) to (n, i, j, c, p, q). reshape alone would not do: it never changes the order of the
    # numbers, so the axes must already be in the order of the rows and columns.
    rows = windows.transpose(0, 4, 5, 1, 2, 3)
    return rows.reshape(-1, C * HH * WW)
    # END SOLUTION
