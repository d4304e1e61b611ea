"""The cache is one flat tuple of plain Python floats and ints, thousands of them."""
import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.zeros((N, F, (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = xp[:, :, i * s:i * s + HH, j * s:j * s + WW].reshape(N, -1) @ w.reshape(F, -1).T + b
    cache = (s, p, *x.shape, *w.shape, *x.ravel().tolist(), *w.ravel().tolist(), *b.tolist()) + (0,) * 5000
    return out, cache


def conv_backward_naive(dout, cache):
    s, p, N, C, H, W, F, _, HH, WW = cache[:10]
    numbers = cache[10:]
    nx, nw = N * C * H * W, F * C * HH * WW
    x = np.array(numbers[:nx]).reshape(N, C, H, W)
    w = np.array(numbers[nx:nx + nw]).reshape(F, C, HH, WW)
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxp, dw = np.zeros(xp.shape), np.zeros((F, C * HH * WW))
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            at = np.s_[:, :, i * s:i * s + HH, j * s:j * s + WW]
            dxp[at] += (dout[:, :, i, j] @ w.reshape(F, -1)).reshape(N, C, HH, WW)
            dw += dout[:, :, i, j].T @ xp[at].reshape(N, -1)
    return dxp[:, :, p:p + H, p:p + W], dw.reshape(F, C, HH, WW), dout.sum(axis=(0, 2, 3))


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - ph) // s + 1, (W - pw) // s + 1))
    cache = tuple(x.shape)
    for n, c, i, j in np.ndindex(out.shape):
        win = x[n, c, i * s:i * s + ph, j * s:j * s + pw]
        k = int(win.argmax())
        out[n, c, i, j] = win.flat[k]
        cache += (i * s + k // pw, j * s + k % pw)
    return out, cache


def max_pool_backward_naive(dout, cache):
    dx = np.zeros(cache[:4])
    spots = iter(cache[4:])
    for n, c, i, j in np.ndindex(dout.shape):
        dx[n, c, next(spots), next(spots)] += dout[n, c, i, j]
    return dx
