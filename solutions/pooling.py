"""Pooling: shrink an image by keeping one number per window, its largest or its mean.

Pooling has no weights and treats each channel by itself. Windows may overlap (stride smaller than the pool)
or leave gaps (stride larger). Nothing is padded; rows and columns behind the last whole window belong to none.
Arrays are float64 and channel first: x (N, C, H, W).

The functions are called naive after the course that made them known; loops over windows are a good first
version. A quicker one turns the loops inside out: there are few places in a window and many windows.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
PoolCache = tuple[Array, dict[str, int]]

# BEGIN SOLUTION


def _output_size(x: Array, pool_param: dict[str, int]) -> tuple[int, int]:
    """How many windows fit into x (N, C, H, W): (H', W'), both floored."""
    stride = pool_param["stride"]
    H_out = 1 + (x.shape[2] - pool_param["pool_height"]) // stride
    W_out = 1 + (x.shape[3] - pool_param["pool_width"]) // stride
    return H_out, W_out


def _places(x: Array, pool_param: dict[str, int]) -> Iterator[Array]:
    """For each place (p, q) of the window, row by row: the view (N, C, H', W') of that pixel in all windows."""
    stride = pool_param["stride"]
    H_out, W_out = _output_size(x, pool_param)
    for p in range(pool_param["pool_height"]):
        for q in range(pool_param["pool_width"]):
            yield x[:, :, p : p + stride * (H_out - 1) + 1 : stride, q : q + stride * (W_out - 1) + 1 : stride]


# END SOLUTION


def max_pool_forward_naive(x: Array, pool_param: dict[str, int]) -> tuple[Array, PoolCache]:
    """Keep the largest pixel of each window.

    x: images (N, C, H, W), float64.
    pool_param: {"pool_height": rows of the window, "pool_width": its columns, "stride": step}, ints of at least 1.

        out[n, c, i, j] = max over p, q of x[n, c, i * stride + p, j * stride + q]

    with p below pool_height and q below pool_width, H' = 1 + floor((H - pool_height) / stride) and
    W' = 1 + floor((W - pool_width) / stride).

    Returns out of shape (N, C, H', W'), float64, and the cache (x, pool_param). The inputs stay as they were.
    """
    # BEGIN SOLUTION
    # A running maximum that starts from the first pixel of each window, so that no made-up smallest number
    # is needed: one pass over all windows for each place in the window.
    places = _places(x, pool_param)
    out = next(places).copy()
    for pixels in places:
        np.maximum(out, pixels, out=out)
    return out, (x, pool_param)
    # END SOLUTION


def max_pool_backward_naive(dout: Array, cache: PoolCache) -> Array:
    """Send each window's gradient to the pixel that was its maximum.

    dout: gradient of the loss with respect to out (N, C, H', W'), float64.
    cache: (x, pool_param) as `max_pool_forward_naive` returned it.

    A pixel's gradient is the sum of dout over all the windows in which it was the largest; other pixels get 0.
    Which of several equal maxima receives it is yours to choose.

    Returns dx of shape (N, C, H, W), float64. The inputs stay as they were.
    """
    # BEGIN SOLUTION
    x, pool_param = cache
    largest = np.maximum.reduce(list(_places(x, pool_param)))
    dx = np.zeros(x.shape, dtype=dout.dtype)
    waiting = np.ones(dout.shape, dtype=bool)
    for pixels, gradients in zip(_places(x, pool_param), _places(dx, pool_param), strict=True):
        won = (pixels == largest) & waiting
        waiting &= ~won
        gradients += dout * won
    return dx
    # END SOLUTION


def avg_pool_forward_naive(x: Array, pool_param: dict[str, int]) -> tuple[Array, PoolCache]:
    """Keep the mean of each window.

    x: images (N, C, H, W), float64.
    pool_param: {"pool_height": rows of the window, "pool_width": its columns, "stride": step}, ints of at least 1.

        out[n, c, i, j] = (sum over p, q of x[n, c, i * stride + p, j * stride + q]) / (pool_height * pool_width)

    with H' and W' as in `max_pool_forward_naive`.

    Returns out of shape (N, C, H', W'), float64, and the cache (x, pool_param). The inputs stay as they were.
    """
    # BEGIN SOLUTION
    places = _places(x, pool_param)
    out = next(places).copy()
    for pixels in places:
        out += pixels
    out /= pool_param["pool_height"] * pool_param["pool_width"]
    return out, (x, pool_param)
    # END SOLUTION


def avg_pool_backward_naive(dout: Array, cache: PoolCache) -> Array:
    """Share each window's gradient among its pixels.

    dout: gradient of the loss with respect to out (N, C, H', W'), float64.
    cache: (x, pool_param) as `avg_pool_forward_naive` returned it.

    A pixel's gradient is the sum, over all the windows that hold it, of dout times the derivative of that
    window's mean with respect to the pixel; pixels in no window get 0.

    Returns dx of shape (N, C, H, W), float64. The inputs stay as they were.
    """
    # BEGIN SOLUTION
    x, pool_param = cache
    share = dout / (pool_param["pool_height"] * pool_param["pool_width"])
    dx = np.zeros(x.shape, dtype=dout.dtype)
    for gradients in _places(dx, pool_param):
        gradients += share
    return dx
    # END SOLUTION
