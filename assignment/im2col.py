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


def im2col(x: Array, HH: int, WW: int, stride: int = 1, pad: int = 0) -> Array:
    """Unfold the windows of every image into the rows of a matrix.

    x: images (N, C, H, W), float64. HH, WW: rows and columns of the window, which fits at least once.
    stride: the step between two windows; pad: the zeros put around the image on each side.

        cols[row of (n, i, j), column of (c, p, q)] = x_pad[n, c, i * stride + p, j * stride + q]

    A row is a window. Rows are ordered by image n, then output row i, then output column j; columns by channel c,
    then window row p, then window column q. H' = 1 + floor((H + 2 * pad - HH) / stride), W' likewise.

    Returns cols of shape (N * H' * W', C * HH * WW), float64. x stays as it was.
    """
    # YOUR CODE HERE, in place of the next line.
    raise NotImplementedError("im2col is not written yet: replace this line in im2col.py with your code, then run 'make test'.")


def col2im(cols: Array, x_shape: tuple[int, int, int, int], HH: int, WW: int, stride: int = 1, pad: int = 0) -> Array:
    """Fold the rows of cols back into images, each number to the pixel that im2col would take it from.

    cols: (N * H' * W', C * HH * WW), float64, ordered as im2col orders them. x_shape: (N, C, H, W).
    HH, WW, stride, pad: as for im2col.

        x[n, c, k, l] = sum of all the entries of cols where im2col puts a copy of pixel (n, c, k, l)

    so that a pixel of several windows gets the sum, one of no window gets 0, and what belongs to the padding is
    dropped. This is the adjoint of im2col, not its inverse: sum(im2col(x) * cols) = sum(x * col2im(cols)).

    Returns x of shape (N, C, H, W), float64. cols stays as it was.
    """
    # YOUR CODE HERE, in place of the next line.
    raise NotImplementedError("col2im is not written yet: replace this line in im2col.py with your code, then run 'make test'.")


def conv_forward_im2col(x: Array, w: Array, b: Array, conv_param: dict[str, int]) -> tuple[Array, ConvCache]:
    """Convolve as `conv_forward_naive` does, by matrix products.

    x: images (N, C, H, W); w: filters (F, C, HH, WW); b: one bias per filter (F,); all float64.
    conv_param: {"stride": int of at least 1, "pad": int of at least 0}.

        out[n, f, i, j] = b[f] + sum over c, p, q of
            x_pad[n, c, i * stride + p, j * stride + q] * w[f, c, p, q]

    Returns out of shape (N, F, H', W'), float64, and the cache (x, w, b, conv_param). The inputs stay as they were.
    """
    # YOUR CODE HERE, in place of the next line.
    raise NotImplementedError("conv_forward_im2col is not written yet: replace this line in im2col.py with your code, then run 'make test'.")


def conv_backward_im2col(dout: Array, cache: ConvCache) -> tuple[Array, Array, Array]:
    """Find the gradients as `conv_backward_naive` does, by matrix products.

    dout: gradient of the loss with respect to out (N, F, H', W'), float64.
    cache: (x, w, b, conv_param) as `conv_forward_im2col` returned it.

    With the windows in a matrix, out = weights @ windows + b. The gradient of each factor of a matrix product is
    again a matrix product, of dout and the other factor; what it says about the windows goes back to the pixels.

    Returns dx (N, C, H, W), dw (F, C, HH, WW), db (F,), float64. The inputs stay as they were.
    """
    # YOUR CODE HERE, in place of the next line.
    raise NotImplementedError("conv_backward_im2col is not written yet: replace this line in im2col.py with your code, then run 'make test'.")
