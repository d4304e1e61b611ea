"""Max-pool gradient would be shared evenly between tied maxima."""
import numpy as np


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros_like(x)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            h, v = i * stride, j * stride
            window = x[:, :, h:h + ph, v:v + pw]
            mask = (window == np.amax(window, axis=(2, 3), keepdims=True)).astype(float)
            mask /= mask.sum(axis=(2, 3), keepdims=True)
            dx[:, :, h:h + ph, v:v + pw] += mask * dout[:, :, i:i + 1, j:j + 1]
    return dx
