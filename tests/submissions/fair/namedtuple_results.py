"""Results and caches are namedtuples."""
from collections import namedtuple
from typing import NamedTuple

import numpy as np

Forward = namedtuple("Forward", "out cache")
ConvCache = namedtuple("ConvCache", ["x", "w", "b", "conv_param"])
PoolCache = namedtuple("PoolCache", ["x", "pool_param", "winners"])


class Gradients(NamedTuple):
    dx: np.ndarray
    dw: np.ndarray
    db: np.ndarray


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    (N, C, H, W), (F, _, HH, WW) = x.shape, w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride))
    for n, f, i, j in np.ndindex(out.shape):
        h, v = i * stride, j * stride
        out[n, f, i, j] = np.vdot(x_pad[n, :, h:h + HH, v:v + WW].copy(), w[f]) + b[f]
    return Forward(out=out, cache=ConvCache(x, w, b, conv_param))


def conv_backward_naive(dout, cache):
    stride, pad = cache.conv_param["stride"], cache.conv_param["pad"]
    H, W = cache.x.shape[2:]
    HH, WW = cache.w.shape[2:]
    x_pad = np.pad(cache.x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    g = Gradients(np.zeros_like(x_pad), np.zeros_like(cache.w), np.zeros_like(cache.b))
    for n, f, i, j in np.ndindex(dout.shape):
        h, v = i * stride, j * stride
        g.dx[n, :, h:h + HH, v:v + WW] += cache.w[f] * dout[n, f, i, j]
        g.dw[f] += x_pad[n, :, h:h + HH, v:v + WW] * dout[n, f, i, j]
        g.db[f] += dout[n, f, i, j]
    return g._replace(dx=g.dx[:, :, pad:pad + H, pad:pad + W])


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, 1 + (H - ph) // s, 1 + (W - pw) // s))
    winners = {}
    for index in np.ndindex(out.shape):
        n, c, i, j = index
        window = x[n, c, i * s:i * s + ph, j * s:j * s + pw]
        p, q = divmod(int(window.argmax()), pw)
        winners[index] = (n, c, i * s + p, j * s + q)
        out[index] = x[winners[index]]
    return Forward(out, PoolCache(x, pool_param, winners))


def max_pool_backward_naive(dout, cache):
    dx = np.zeros(cache.x.shape)
    for index, pixel in cache.winners.items():
        dx[pixel] += dout[index]
    return dx
