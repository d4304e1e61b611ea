"""Loops run backwards, kernel first, or in a shuffled order: sums in another order are the same sums."""
import random

import numpy as np


def _shuffled(*sizes):
    cells = list(np.ndindex(*sizes))
    random.Random(7).shuffle(cells)
    return cells


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    out = np.zeros((N, F, Ho, Wo))
    # the kernel outside, the image inside
    for q in reversed(range(WW)):
        for c in range(C):
            for p in reversed(range(HH)):
                pixels = xp[:, c, p:p + stride * Ho:stride, q:q + stride * Wo:stride]
                for f in range(F - 1, -1, -1):
                    out[:, f] += w[f, c, p, q] * pixels
    for f in range(F):
        out[:, f] += b[f]
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dxp, dw, db = np.zeros_like(xp), np.zeros_like(w), np.zeros_like(b)
    for n, f, i, j in _shuffled(*dout.shape):
        g = dout[n, f, i, j]
        at = np.s_[n, :, i * stride:i * stride + HH, j * stride:j * stride + WW]
        dxp[at] += g * w[f]
        dw[f] += g * xp[at]
        db[f] += g
    return dxp[:, :, pad:pad + H, pad:pad + W], dw, db


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    N, C, H, W = x_shape
    Ho, Wo = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    dx = np.zeros(x_shape)
    for row, col in _shuffled(*cols.shape):
        c, rest = divmod(col, HH * WW)
        p, q = divmod(rest, WW)
        n, rest = divmod(row, Ho * Wo)
        i, j = divmod(rest, Wo)
        r, s = i * stride + p - pad, j * stride + q - pad
        if 0 <= r < H and 0 <= s < W:
            dx[n, c, r, s] += cols[row, col]
    return dx


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for n, c, i, j in _shuffled(*dout.shape):
        pixels = [(r, k) for r in range(i * s + ph - 1, i * s - 1, -1) for k in range(j * s, j * s + pw)]
        best = max(pixels, key=lambda rk: x[n, c, rk[0], rk[1]])
        dx[(n, c, *best)] += dout[n, c, i, j]
    return dx
