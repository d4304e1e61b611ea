"""Pooling by reshape where the pools tile the image exactly, four-deep loops everywhere else."""
import numpy as np


def _tiles(x, ph, pw, s):
    return ph == pw == s and x.shape[2] % s == 0 and x.shape[3] % s == 0


def _pool(x, pool_param, reduce):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    if _tiles(x, ph, pw, s):
        return reduce(reduce(x.reshape(N, C, H // s, s, W // s, s), 5), 3)
    out = np.zeros((N, C, 1 + (H - ph) // s, 1 + (W - pw) // s))
    for n in range(N):
        for c in range(C):
            for i in range(out.shape[2]):
                for j in range(out.shape[3]):
                    out[n, c, i, j] = reduce(x[n, c, i * s:i * s + ph, j * s:j * s + pw].ravel(), 0)
    return out


def max_pool_forward_naive(x, pool_param):
    out = _pool(x, pool_param, np.max)
    return out, (x, pool_param, out.copy())


def max_pool_backward_naive(dout, cache):
    x, pool_param, out = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    if _tiles(x, ph, pw, s):
        blocks = x.reshape(N, C, H // s, s, W // s, s)
        mask = blocks == out[:, :, :, None, :, None]
        return (mask * dout[:, :, :, None, :, None]).reshape(x.shape)
    dx = np.zeros_like(x)
    for n, c, i, j in np.ndindex(dout.shape):
        window = x[n, c, i * s:i * s + ph, j * s:j * s + pw]
        dx[n, c, i * s:i * s + ph, j * s:j * s + pw] += dout[n, c, i, j] * (window == out[n, c, i, j])
    return dx


def avg_pool_forward_naive(x, pool_param):
    return _pool(x, pool_param, np.mean), (x, pool_param)


def avg_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    if _tiles(x, ph, pw, s):
        return np.repeat(np.repeat(dout, s, axis=2), s, axis=3) / (s * s)
    dx = np.zeros_like(x)
    for n, c, i, j in np.ndindex(dout.shape):
        dx[n, c, i * s:i * s + ph, j * s:j * s + pw] += dout[n, c, i, j] / (ph * pw)
    return dx
