"""Convolution written out: the definition in loops, forward and backward.

A convolution layer slides F filters over each image and writes down, at every place, how well the filter
matches the window below it: one sum of products. Nothing here needs to be fast. Write the loops so that each
line says what the formula says; the quick versions in `im2col.py` must return the same numbers.

Names, everywhere in this assignment: N images of C channels, H rows and W columns; F filters of HH rows and
WW columns; `stride` is the step between two windows, `pad` the number of zeros put around the image on each
of its four sides. Arrays are float64 and channel first: x (N, C, H, W), w (F, C, HH, WW), b (F,).
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ConvCache = tuple[Array, Array, Array, dict[str, int]]


def conv_output_size(size: int, kernel: int, stride: int, pad: int) -> int:
    """Count the places where a window fits along one axis of the image.

    size: rows (or columns) of the image; kernel: rows (or columns) of the window, which fits at least once.
    stride: the step between two windows; pad: the zeros put on each of the two ends of the axis.

        1 + floor((size + 2 * pad - kernel) / stride)

    Returns an int. What is left over behind the last whole step is not covered by any window.
    """
    # BEGIN SOLUTION
    # The first window always fits; each further one costs `stride` of the room that remains. `//` is exact
    # on integers, while int(a / b) goes through a float.
    return 1 + (size + 2 * pad - kernel) // stride
    # END SOLUTION


def conv_forward_naive(x: Array, w: Array, b: Array, conv_param: dict[str, int]) -> tuple[Array, ConvCache]:
    """Slide every filter over every image.

    x: images (N, C, H, W); w: filters (F, C, HH, WW); b: one bias per filter (F,); all float64.
    conv_param: {"stride": int of at least 1, "pad": int of at least 0}.

        out[n, f, i, j] = b[f] + sum over c, p, q of x_pad[n, c, i * stride + p, j * stride + q] * w[f, c, p, q]

    where x_pad is x with `pad` zeros on each side of its rows and columns, and
    H' = 1 + floor((H + 2 * pad - HH) / stride), W' = 1 + floor((W + 2 * pad - WW) / stride).

    Returns out of shape (N, F, H', W'), float64, and the cache that the backward pass reads:
    (x, w, b, conv_param), with x as it came, not padded. The inputs stay as they were.
    """
    # BEGIN SOLUTION
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride

    # np.pad takes (before, after) for each axis: images and channels get nothing. With pad 0 it is a plain copy.
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    # Output pixel (i, j) sees the window whose corner is at (i * stride, j * stride). The window
                    # keeps all channels, so one product with the whole filter sums over c, p and q together.
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out, (x, w, b, conv_param)
    # END SOLUTION


def conv_backward_naive(dout: Array, cache: ConvCache) -> tuple[Array, Array, Array]:
    """Turn the gradient of the output into those of the image, the filters and the biases.

    dout: gradient of the loss with respect to out (N, F, H', W'), float64.
    cache: (x, w, b, conv_param) as `conv_forward_naive` returned it.

    By the chain rule, each input gets the sum, over all the outputs that it took part in, of
    (gradient of that output) * (derivative of that output with respect to the input):

        dx[m, c, k, l]  = sum over n, f, i, j of dout[n, f, i, j] * d out[n, f, i, j] / d x[m, c, k, l]

    and likewise for dw and db. The derivatives follow from the formula of the forward pass.

    Returns dx (N, C, H, W), dw (F, C, HH, WW), db (F,), float64. The inputs stay as they were.
    """
    # BEGIN SOLUTION
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    _, _, H, W = x.shape
    _, _, HH, WW = w.shape
    N, F, H_out, W_out = dout.shape

    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(b.shape)
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    # The same windows as in the forward pass. out = sum(window * w[f]) + b[f] has the derivatives
                    # w[f] by the window, the window by w[f], and 1 by b[f].
                    # Always +=: windows overlap, and every place of the image shares one filter.
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    dx_pad[n, :, top : top + HH, left : left + WW] += dout[n, f, i, j] * w[f]
                    dw[f] += dout[n, f, i, j] * window
                    db[f] += dout[n, f, i, j]
    # Zeros that we put there ourselves have no gradient to give back. The end is counted from the front,
    # because [pad:-pad] is empty when pad is 0.
    dx = dx_pad[:, :, pad : pad + H, pad : pad + W]
    return dx, dw, db
    # END SOLUTION
