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

# BEGIN SOLUTION
Block = tuple[slice, slice]

# So many numbers (512 KiB) stay in the processor's cache while we go over them several times. Measured on images
# of 28 to 56 rows: half of it was a tenth slower, twice as much a twentieth.
BLOCK_SIZE = 1 << 16


def _blocks(x: Array) -> list[Block]:
    """Cut x (N, C, H, W) into runs of images, or of channels of one image, that fit in the cache."""
    N, C, H, W = x.shape
    images = max(1, BLOCK_SIZE // (C * H * W))
    channels = min(C, max(1, BLOCK_SIZE // (H * W)))
    return [np.s_[n : n + images, c : c + channels] for n in range(0, N, images) for c in range(0, C, channels)]


def _output_size(x: Array, pool_param: dict[str, int]) -> tuple[int, int]:
    """How many windows fit into x (N, C, H, W): H' and W', floored."""
    stride = pool_param["stride"]
    H_out = 1 + (x.shape[2] - pool_param["pool_height"]) // stride
    W_out = 1 + (x.shape[3] - pool_param["pool_width"]) // stride
    return H_out, W_out


def _places(x: Array, pool_param: dict[str, int]) -> list[Array]:
    """For each place (p, q) of the window, row by row: the view (N, C, H', W') of its pixel in every window."""
    stride = pool_param["stride"]
    H_out, W_out = _output_size(x, pool_param)
    # Up to the last window's pixel and no further: rows that no window covers must not get in.
    height, width = stride * (H_out - 1) + 1, stride * (W_out - 1) + 1
    return [
        x[:, :, p : p + height : stride, q : q + width : stride]
        for p in range(pool_param["pool_height"])
        for q in range(pool_param["pool_width"])
    ]


def _give_back(gradients: list[Array], dx: Array, pool_param: dict[str, int]) -> None:
    """Fill dx (N, C, H, W): each pixel gets the sum of the gradients (N, C, H', W') of the places that it took."""
    dx[...] = 0
    stride, pool_width = pool_param["stride"], pool_param["pool_width"]
    for place, (pixels, gradient) in enumerate(zip(_places(dx, pool_param), gradients, strict=True)):
        p, q = divmod(place, pool_width)
        if p < stride and q < stride:
            # No earlier place reaches these pixels, in whichever window, and copying is quicker than adding.
            pixels[...] = gradient
        else:
            np.add(pixels, gradient, out=pixels)


# END SOLUTION


def max_pool_forward_naive(x: Array, pool_param: dict[str, int]) -> tuple[Array, PoolCache]:
    """Keep the largest pixel of each window.

    x: images (N, C, H, W), float64; pool_param: see the top of this file.

        out[n, c, i, j] = max over p, q of x[n, c, i * stride + p, j * stride + q]

    with p below pool_height and q below pool_width, H' = 1 + floor((H - pool_height) / stride) and
    W' = 1 + floor((W - pool_width) / stride).

    Returns out of shape (N, C, H', W'), float64, and the cache (x, pool_param). The inputs stay as they were.
    """
    # BEGIN SOLUTION
    out = np.empty((*x.shape[:2], *_output_size(x, pool_param)))
    for block in _blocks(x):
        # The largest so far, in all windows at once. It starts from a pixel, so that no number has to be made up
        # that is smaller than any other.
        largest = out[block]
        first, *others = _places(x[block], pool_param)
        largest[...] = first
        for pixels in others:
            np.maximum(largest, pixels, out=largest)
    return out, (x, pool_param)
    # END SOLUTION


def max_pool_backward_naive(dout: Array, cache: PoolCache) -> Array:
    """Send each window's gradient to the pixel that was its largest.

    dout: gradient of the loss with respect to out (N, C, H', W'), float64.
    cache: (x, pool_param) as `max_pool_forward_naive` returned it.

    The gradient of a pixel is the sum of dout over all the windows that it was the largest of; 0 without any.
    Where several pixels of a window are equally large, the choice is yours.

    Returns dx of shape (N, C, H, W), float64. The inputs stay as they were.
    """
    # BEGIN SOLUTION
    x, pool_param = cache
    dx = np.empty(x.shape)
    for block in _blocks(x):
        places = np.stack(_places(x[block], pool_param))
        largest = places.max(axis=0)
        # A window hands its gradient to the first pixel that equals its maximum, and has none left then. Where no
        # earlier pixel took it, the last one must be the maximum.
        left = dout[block]
        gradients = []
        for pixels in places[:-1]:
            taken = left * (pixels == largest)
            gradients.append(taken)
            left = left - taken
        gradients.append(left)
        _give_back(gradients, dx[block], pool_param)
    return dx
    # END SOLUTION


def avg_pool_forward_naive(x: Array, pool_param: dict[str, int]) -> tuple[Array, PoolCache]:
    """Keep the mean of each window.

    x: images (N, C, H, W), float64; pool_param: see the top of this file.

        out[n, c, i, j] = mean over p, q of x[n, c, i * stride + p, j * stride + q]

    with p below pool_height and q below pool_width, H' and W' as in `max_pool_forward_naive`.

    Returns out of shape (N, C, H', W'), float64, and the cache (x, pool_param). The inputs stay as they were.
    """
    # BEGIN SOLUTION
    count = pool_param["pool_height"] * pool_param["pool_width"]
    out = np.empty((*x.shape[:2], *_output_size(x, pool_param)))
    for block in _blocks(x):
        total = out[block]
        places = _places(x[block], pool_param)
        # The first two at once, where there are two: quicker than to copy one and add the other.
        np.add(places[0], places[1] if len(places) > 1 else 0, out=total)
        for pixels in places[2:]:
            total += pixels
        total /= count
    return out, (x, pool_param)
    # END SOLUTION


def avg_pool_backward_naive(dout: Array, cache: PoolCache) -> Array:
    """Share each window's gradient among its pixels.

    dout: gradient of the loss with respect to out (N, C, H', W'), float64.
    cache: (x, pool_param) as `avg_pool_forward_naive` returned it.

    The gradient of a pixel is the sum, over all the windows that hold it, of the window's dout times the
    derivative of the window's mean with respect to the pixel; 0 without any.

    Returns dx of shape (N, C, H, W), float64. The inputs stay as they were.
    """
    # BEGIN SOLUTION
    x, pool_param = cache
    places = pool_param["pool_height"] * pool_param["pool_width"]
    dx = np.empty(x.shape)
    for block in _blocks(x):
        # The mean weighs all its pixels alike, wherever they lie.
        share = dout[block] / places
        _give_back([share] * places, dx[block], pool_param)
    return dx
    # END SOLUTION
