"""Pooling over the windows of conv.py."""

import numpy as np
from conv import give_back, windows


def sizes(pool_param):
    return pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]


def max_pool_forward_naive(x, pool_param):
    return windows(x, *sizes(pool_param)).max(axis=(2, 3)), (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    win = windows(x, *sizes(pool_param))
    largest = win == win.max(axis=(2, 3), keepdims=True)
    dx = np.zeros(x.shape)
    give_back(dx, (largest * dout[:, :, None, None]).transpose(2, 3, 0, 1, 4, 5), pool_param["stride"])
    return dx


def avg_pool_forward_naive(x, pool_param):
    return windows(x, *sizes(pool_param)).mean(axis=(2, 3)), (x, pool_param)


def avg_pool_backward_naive(dout, cache):
    x, pool_param = cache
    HH, WW, stride = sizes(pool_param)
    dx = np.zeros(x.shape)
    give_back(dx, np.broadcast_to(dout / (HH * WW), (HH, WW, *dout.shape)), stride)
    return dx
