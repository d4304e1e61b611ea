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
    # YOUR CODE HERE, in place of the next line.
    raise NotImplementedError("conv_output_size is not written yet: replace this line in conv.py with your code, then run 'make test'.")


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
    # YOUR CODE HERE, in place of the next line.
    raise NotImplementedError("conv_forward_naive is not written yet: replace this line in conv.py with your code, then run 'make test'.")


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
    # YOUR CODE HERE, in place of the next line.
    raise NotImplementedError("conv_backward_naive is not written yet: replace this line in conv.py with your code, then run 'make test'.")
