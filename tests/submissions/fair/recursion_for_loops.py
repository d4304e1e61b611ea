"""No for and no while: recursion halves the ranges instead."""
import numpy as np


def each(lo, hi, do):
    if hi - lo == 1:
        do(lo)
    elif hi > lo:
        mid = (lo + hi) // 2
        each(lo, mid, do)
        each(mid, hi, do)


def dot(u, v):
    if len(u) == 1:
        return u[0] * v[0]
    m = len(u) // 2
    return dot(u[:m], v[:m]) + dot(u[m:], v[m:])


def biggest(values):
    if len(values) == 1:
        return values[0]
    m = len(values) // 2
    a, b = biggest(values[:m]), biggest(values[m:])
    return a if a > b else b


def conv_output_size(size, kernel, stride, pad):
    def fits(room):
        return 0 if room < 0 else 1 + fits(room - stride)

    return fits(size + 2 * pad - kernel)


def conv_forward_naive(x, w, b, conv_param):
    S, P = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (P, P), (P, P)), "constant")
    out = np.zeros((N, F, conv_output_size(H, HH, S, P), conv_output_size(W, WW, S, P)))
    count = out.size

    def one(k):
        n, f, i, j = np.unravel_index(k, out.shape)
        window = xp[n, :, i * S:i * S + HH, j * S:j * S + WW]
        out[n, f, i, j] = dot(window.ravel(), w[f].ravel()) + b[f]

    each(0, count, one)
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    S, P = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (P, P), (P, P)), "constant")
    dxp, dw, db = np.zeros(xp.shape), np.zeros(w.shape), np.zeros(F)

    def one(k):
        n, f, i, j = np.unravel_index(k, dout.shape)
        g = dout[n, f, i, j]
        rows, cols = slice(i * S, i * S + HH), slice(j * S, j * S + WW)
        dxp[n, :, rows, cols] += g * w[f]
        dw[f] += g * xp[n, :, rows, cols]
        db[f] += g

    each(0, dout.size, one)
    return dxp[:, :, P:H + P, P:W + P], dw, db


def max_pool_forward_naive(x, pool_param):
    ph, pw, S = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, conv_output_size(H, ph, S, 0), conv_output_size(W, pw, S, 0)))

    def one(k):
        n, c, i, j = np.unravel_index(k, out.shape)
        out[n, c, i, j] = biggest(x[n, c, i * S:i * S + ph, j * S:j * S + pw].ravel())

    each(0, out.size, one)
    return out, (x, pool_param)
