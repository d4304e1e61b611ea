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
from collections.abc import Iterator  # noqa: E402  # only these private functions need it
from typing import Any  # noqa: E402  # the same


def _windows(planes: NDArray[Any], HH: int, WW: int, stride: int) -> NDArray[Any]:
    """All windows of planes (..., H, W) without copying them: a read-only view (..., HH, WW, H', W').

    The place in the window comes first: all pixels that meet the same weight then lie in one row.
    """
    windows = np.lib.stride_tricks.sliding_window_view(planes, (HH, WW), axis=(-2, -1))
    return np.moveaxis(windows[..., ::stride, ::stride, :, :], (-2, -1), (-4, -3))


def _columns(x: Array, HH: int, WW: int, conv_param: dict[str, int]) -> Iterator[Array]:
    """Unfold image after image of x (N, C, H, W) into a matrix (C * HH * WW + 1, H' * W'), a column per window.

    The last row holds ones: with it the bias is one more weight, and its gradient one more weight's gradient.
    All images share one padded image and one matrix, which stay in the processor's cache that way. The caller may
    write over the matrix's other rows, and is done with them when it asks for the next image.
    """
    stride, pad = conv_param["stride"], conv_param["pad"]
    _, C, H, W = x.shape
    image = np.zeros((C, H + 2 * pad, W + 2 * pad))
    inside = image[:, pad : pad + H, pad : pad + W]
    windows = _windows(image, HH, WW, stride)
    matrix = np.ones((C * HH * WW + 1, windows[0, 0, 0].size))
    entries = matrix[:-1].reshape(windows.shape)
    for inside[...] in x:
        entries[...] = windows
        yield matrix


class _Fold:
    """Adds up what windows (C, HH, WW, H', W') say about the pixels of one padded image (C, H, W).

    Adding to strided pixels is slow, copying to them is not, and neither is adding whole images. Two places of
    the window that lie in the same stride by stride square never meet in a pixel. So each such square gets a sheet
    of its own, as large as the image: copy its places there, then add the sheets up.
    """

    def __init__(self, windows: Array, shape: tuple[int, int, int], stride: int) -> None:
        _, HH, WW, H_out, W_out = windows.shape
        across = -(-WW // stride)
        self.sheets = np.zeros((-(-HH // stride) * across, *shape))
        height, width = stride * (H_out - 1) + 1, stride * (W_out - 1) + 1
        self.moves = [
            (
                self.sheets[p // stride * across + q // stride, :, p : p + height : stride, q : q + width : stride],
                windows[:, p, q],
            )
            for p in range(HH)
            for q in range(WW)
        ]

    def sum(self) -> Array:
        """The sums for what the windows hold now."""
        for pixels, entries in self.moves:
            pixels[...] = entries
        return self.sheets.sum(axis=0)


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
    H_out, W_out = windows.shape[4:]
    # From (n, c, p, q, i, j) to (n, i, j, c, p, q). reshape alone would not do: it never changes the order of the
    # numbers, so the axes must already follow the order of the rows and columns.
    windows = windows.transpose(0, 4, 5, 1, 2, 3)
    return windows.reshape(N * H_out * W_out, C * HH * WW)
    # END SOLUTION


def col2im(cols: Array, x_shape: tuple[int, int, int, int], HH: int, WW: int, stride: int = 1, pad: int = 0) -> Array:
    """Fold the rows of cols back into images, each number to the pixel that im2col would take it from.

    cols: (N * H' * W', C * HH * WW), float64, ordered as im2col orders them. x_shape: (N, C, H, W).
    HH, WW, stride, pad: as for im2col.

        x[n, c, k, l] = sum of all the entries of cols where im2col puts a copy of pixel (n, c, k, l)

    so that a pixel of several windows gets the sum, one of no window gets 0, and what belongs to the padding is
    dropped. This is the adjoint of im2col, not its inverse: sum(im2col(x) * cols) = sum(x * col2im(cols)).

    Returns x of shape (N, C, H, W), float64. cols stays as it was.
    """
    # BEGIN SOLUTION
    N, C, H, W = x_shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    windows = cols.reshape(N, H_out, W_out, C, HH, WW).transpose(0, 3, 4, 5, 1, 2)

    # One place of the window at a time: there its pixels, one from each window, are all different, so that +=
    # adds each of them. What overlaps is added in different turns.
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    height, width = stride * (H_out - 1) + 1, stride * (W_out - 1) + 1
    for p in range(HH):
        for q in range(WW):
            x_pad[:, :, p : p + height : stride, q : q + width : stride] += windows[:, :, p, q]
    return x_pad[:, :, pad : pad + H, pad : pad + W]
    # END SOLUTION


def conv_forward_im2col(x: Array, w: Array, b: Array, conv_param: dict[str, int]) -> tuple[Array, ConvCache]:
    """Convolve as `conv_forward_naive` does, by matrix products.

    x: images (N, C, H, W); w: filters (F, C, HH, WW); b: one bias per filter (F,); all float64.
    conv_param: {"stride": int of at least 1, "pad": int of at least 0}.

        out[n, f, i, j] = b[f] + sum over c, p, q of
            x_pad[n, c, i * stride + p, j * stride + q] * w[f, c, p, q]

    Returns out of shape (N, F, H', W'), float64, and the cache (x, w, b, conv_param). The inputs stay as they were.
    """
    # BEGIN SOLUTION
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * conv_param["pad"] - HH) // conv_param["stride"]
    W_out = 1 + (W + 2 * conv_param["pad"] - WW) // conv_param["stride"]
    # A row per filter, its bias behind its weights: the bias meets the row of ones.
    w_rows = np.column_stack((w.reshape(F, -1), b))
    out = np.empty((N, F, H_out * W_out))
    for n, columns in enumerate(_columns(x, HH, WW, conv_param)):
        np.matmul(w_rows, columns, out=out[n])
    return out.reshape(N, F, H_out, W_out), (x, w, b, conv_param)
    # END SOLUTION


def conv_backward_im2col(dout: Array, cache: ConvCache) -> tuple[Array, Array, Array]:
    """Find the gradients as `conv_backward_naive` does, by matrix products.

    dout: gradient of the loss with respect to out (N, F, H', W'), float64.
    cache: (x, w, b, conv_param) as `conv_forward_im2col` returned it.

    With the windows in a matrix, out = weights @ windows + b. The gradient of each factor of a matrix product is
    again a matrix product, of dout and the other factor; what it says about the windows goes back to the pixels.

    Returns dx (N, C, H, W), dw (F, C, HH, WW), db (F,), float64. The inputs stay as they were.
    """
    # BEGIN SOLUTION
    x, w, _, conv_param = cache
    pad = conv_param["pad"]
    _, C, H, W = x.shape
    F, _, HH, WW = w.shape
    N, _, H_out, W_out = dout.shape
    w_rows, dout_rows = w.reshape(F, -1), dout.reshape(N, F, -1)
    dcolumns = np.empty((C * HH * WW, H_out * W_out))
    fold = _Fold(dcolumns.reshape(C, HH, WW, H_out, W_out), (C, H + 2 * pad, W + 2 * pad), conv_param["stride"])

    dx = np.empty(x.shape)
    dw_db = np.zeros((F, C * HH * WW + 1))
    for n, columns in enumerate(_columns(x, HH, WW, conv_param)):
        dw_db += dout_rows[n] @ columns.T
        np.matmul(w_rows.T, dout_rows[n], out=dcolumns)
        dx[n] = fold.sum()[:, pad : pad + H, pad : pad + W]
    return dx, dw_db[:, :-1].reshape(w.shape), dw_db[:, -1].copy()
    # END SOLUTION
