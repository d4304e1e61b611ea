"""Pooling: shrink an image by keeping one number per window, its largest or its mean.

Pooling has no weights and treats each channel by itself. Windows may overlap (stride smaller than the pool) or
leave gaps (stride larger). Nothing is padded, and what lies behind the last whole window belongs to none.
Arrays are float64 and channel first: x (N, C, H, W). pool_param is {"pool_height": rows of the window,
"pool_width": its columns, "stride": the step between two windows}, all of them ints of at least 1.

The functions are called naive because loops over all windows are a good first version. A quick one turns the
loops inside out: a window has few places, while there are many windows.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
PoolCache = tuple[Array, dict[str, int]]


def max_pool_forward_naive(x: Array, pool_param: dict[str, int]) -> tuple[Array, PoolCache]:
    """Keep the largest pixel of each window.

    x: images (N, C, H, W), float64; pool_param: see the top of this file.

        out[n, c, i, j] = max over p, q of x[n, c, i * stride + p, j * stride + q]

    with p below pool_height and q below pool_width, H' = 1 + floor((H - pool_height) / stride) and
    W' = 1 + floor((W - pool_width) / stride).

    Returns out of shape (N, C, H', W'), float64, and the cache (x, pool_param). The inputs stay as they were.
    """
    # YOUR CODE HERE, in place of the next line.
    raise NotImplementedError("max_pool_forward_naive is not written yet: replace this line in pooling.py with your code, then run 'make test'.")


def max_pool_backward_naive(dout: Array, cache: PoolCache) -> Array:
    """Send each window's gradient to the pixel that was its largest.

    dout: gradient of the loss with respect to out (N, C, H', W'), float64.
    cache: (x, pool_param) as `max_pool_forward_naive` returned it.

    The gradient of a pixel is the sum of dout over all the windows that it was the largest of; 0 without any.
    Where several pixels of a window are equally large, the choice is yours.

    Returns dx of shape (N, C, H, W), float64. The inputs stay as they were.
    """
    # YOUR CODE HERE, in place of the next line.
    raise NotImplementedError("max_pool_backward_naive is not written yet: replace this line in pooling.py with your code, then run 'make test'.")


def avg_pool_forward_naive(x: Array, pool_param: dict[str, int]) -> tuple[Array, PoolCache]:
    """Keep the mean of each window.

    x: images (N, C, H, W), float64; pool_param: see the top of this file.

        out[n, c, i, j] = mean over p, q of x[n, c, i * stride + p, j * stride + q]

    with p below pool_height and q below pool_width, H' and W' as in `max_pool_forward_naive`.

    Returns out of shape (N, C, H', W'), float64, and the cache (x, pool_param). The inputs stay as they were.
    """
    # YOUR CODE HERE, in place of the next line.
    raise NotImplementedError("avg_pool_forward_naive is not written yet: replace this line in pooling.py with your code, then run 'make test'.")


def avg_pool_backward_naive(dout: Array, cache: PoolCache) -> Array:
    """Share each window's gradient among its pixels.

    dout: gradient of the loss with respect to out (N, C, H', W'), float64.
    cache: (x, pool_param) as `avg_pool_forward_naive` returned it.

    The gradient of a pixel is the sum, over all the windows that hold it, of the window's dout times the
    derivative of the window's mean with respect to the pixel; 0 without any.

    Returns dx of shape (N, C, H, W), float64. The inputs stay as they were.
    """
    # YOUR CODE HERE, in place of the next line.
    raise NotImplementedError("avg_pool_backward_naive is not written yet: replace this line in pooling.py with your code, then run 'make test'.")
