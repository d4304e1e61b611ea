"""Results are views: transposed, cut out of a larger buffer, every second element, read backwards."""
import numpy as np


def spaced_out(a):
    """The same values as every second element of an array twice as large."""
    big = np.full(tuple(2 * n for n in a.shape), np.nan)
    view = big[tuple(slice(None, None, 2) for _ in a.shape)]
    view[...] = a
    return view


def backwards(a):
    """The same values with negative strides."""
    flip = (slice(None, None, -1),) * a.ndim
    return a[flip].copy()[flip]


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    H_out, W_out = (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1
    out = np.zeros((H_out, W_out, N, F))  # channels last, positions first
    for i in range(H_out):
        for j in range(W_out):
            out[i, j] = xp[:, :, i * s:i * s + HH, j * s:j * s + WW].reshape(N, -1) @ w.reshape(F, -1).T + b
    return out.transpose(2, 3, 0, 1), (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxp = np.zeros(xp.shape)
    dwT = np.zeros((C * HH * WW, F))
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows, cols = slice(i * s, i * s + HH), slice(j * s, j * s + WW)
            g = dout[:, :, i, j]
            dxp[:, :, rows, cols] += (g @ w.reshape(F, -1)).reshape(N, C, HH, WW)
            dwT += xp[:, :, rows, cols].reshape(N, -1).T @ g
    dx = dxp[:, :, p:p + H, p:p + W]
    dw = dwT.T.reshape(F, C, HH, WW)
    return backwards(dx), backwards(dw), spaced_out(dout.sum(axis=(0, 2, 3)))


def im2col(x, HH, WW, stride=1, pad=0):
    N, C, H, W = x.shape
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    tops = range(0, H + 2 * pad - HH + 1, stride)
    lefts = range(0, W + 2 * pad - WW + 1, stride)
    columns = [xp[n, :, t:t + HH, le:le + WW].ravel() for n in range(N) for t in tops for le in lefts]
    return np.stack(columns, axis=1).T


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    N, C, H, W = x_shape
    xp = np.zeros((C, H + 2 * pad, W + 2 * pad, N))
    tops = range(0, H + 2 * pad - HH + 1, stride)
    lefts = range(0, W + 2 * pad - WW + 1, stride)
    rows = iter(cols)
    for n in range(N):
        for t in tops:
            for le in lefts:
                xp[:, t:t + HH, le:le + WW, n] += next(rows).reshape(C, HH, WW)
    return xp.transpose(3, 0, 1, 2)[:, :, pad:pad + H, pad:pad + W]


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = [[x[:, :, t:t + ph, le:le + pw].max((2, 3)) for le in range(0, W - pw + 1, s)]
           for t in range(0, H - ph + 1, s)]
    return np.array(out).transpose(2, 3, 0, 1), (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    # averages at stride 1, of which only every s-th is wanted
    every = np.zeros((N, C, H - ph + 1, W - pw + 1))
    for p in range(ph):
        for q in range(pw):
            every += x[:, :, p:p + H - ph + 1, q:q + W - pw + 1] / (ph * pw)
    return every[:, :, ::s, ::s], (x, pool_param)
