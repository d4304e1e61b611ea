"""Pooling by four loops."""

import numpy as np


def forward(x, pool_param, reduce):
    HH, WW, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - HH) // stride + 1, (W - WW) // stride + 1))
    for n in range(N):
        for c in range(C):
            for i in range(out.shape[2]):
                for j in range(out.shape[3]):
                    out[n, c, i, j] = reduce(x[n, c, i * stride : i * stride + HH, j * stride : j * stride + WW])
    return out, (x, pool_param)


def backward(dout, cache, share):
    x, pool_param = cache
    HH, WW, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros_like(x)
    for n in range(dout.shape[0]):
        for c in range(dout.shape[1]):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dx[n, c, rows, columns] += dout[n, c, i, j] * share(x[n, c, rows, columns])
    return dx


def max_pool_forward_naive(x, pool_param):
    return forward(x, pool_param, np.max)


def max_pool_backward_naive(dout, cache):
    return backward(dout, cache, lambda window: window == np.max(window))


def avg_pool_forward_naive(x, pool_param):
    return forward(x, pool_param, np.mean)


def avg_pool_backward_naive(dout, cache):
    return backward(dout, cache, lambda window: 1 / window.size)
