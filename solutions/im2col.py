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


def _windows(images: Array, HH: int, WW: int, stride: int) -> Array:
    """All windows of images (N, C, H, W) without copying them: a read-only view (N, C, HH, WW, H', W').

    The place in the window comes first: all pixels that meet the same weight then lie in one row.
    """
    N, C, H, W = images.shape
    image, channel, row, column = images.strides
    # One step to the next place in a window is one pixel; one step to the next window is `stride` pixels.
    return np.lib.stride_tricks.as_strided(
        images,
        (N, C, HH, WW, 1 + (H - HH) // stride, 1 + (W - WW) // stride),
        (image, channel, row, column, stride * row, stride * column),
        writeable=False,
    )


class _Columns:
    """The windows of one image at a time, in a matrix with one column per window.

    matrix: (C * HH * WW + 1, H' * W'). Its last row holds ones, so that the bias is one more weight.
    entries: the other rows, seen as (C, HH, WW, H', W').

    One padded image and one matrix serve for all images: they stay in the processor's cache, where the windows of
    all images would not fit.
    """

    def __init__(self, x: Array, w: Array, conv_param: dict[str, int]) -> None:
        _, C, H, W = x.shape
        _, _, HH, WW = w.shape
        pad = conv_param["pad"]
        self.image = np.zeros((C, H + 2 * pad, W + 2 * pad))
        self.inside = self.image[:, pad : pad + H, pad : pad + W]
        self.windows = _windows(self.image[np.newaxis], HH, WW, conv_param["stride"])[0]
        self.matrix = np.empty((C * HH * WW + 1, self.windows[0, 0, 0].size))
        self.matrix[-1] = 1
        self.entries = self.matrix[:-1].reshape(self.windows.shape)

    def unfold(self, image: Array) -> None:
        """Write the windows of image (C, H, W) into the matrix."""
        self.inside[...] = image
        self.entries[...] = self.windows


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
    stride, pad = conv_param["stride"], conv_param["pad"]
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride

    # A row per filter, its bias behind its weights, where it meets the row of ones.
    w_rows = np.column_stack((w.reshape(F, -1), b))
    out = np.empty((N, F, H_out * W_out))
    columns = _Columns(x, w, conv_param)
    for n in range(N):
        columns.unfold(x[n])
        np.matmul(w_rows, columns.matrix, out=out[n])
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
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    w_rows, dout_rows = w.reshape(F, -1), dout.reshape(N, F, -1)
    columns = _Columns(x, w, conv_param)
    # Number the pixels of a padded channel and unfold the numbers: they say which pixel each entry came from.
    # Counting the numbers, every one with its entry as weight, adds up the entries of the same pixel.
    H_pad, W_pad = H + 2 * pad, W + 2 * pad
    numbers = np.arange(H_pad * W_pad, dtype=np.float64).reshape(1, 1, H_pad, W_pad)
    origin = _windows(numbers, HH, WW, stride).astype(np.intp).ravel()

    dx = np.empty(x.shape)
    dw_db = np.zeros((F, len(columns.matrix)))
    for n in range(N):
        columns.unfold(x[n])
        dw_db += dout_rows[n] @ columns.matrix.T
        # The windows have done their work; their memory, which is in the cache, takes their gradient.
        np.matmul(w_rows.T, dout_rows[n], out=columns.matrix[:-1])
        for c in range(C):
            total = np.bincount(origin, columns.entries[c].ravel(), numbers.size).reshape(H_pad, W_pad)
            dx[n, c] = total[pad : pad + H, pad : pad + W]
    return dx, dw_db[:, :-1].reshape(w.shape), dw_db[:, -1].copy()
    # END SOLUTION
