"""Two-dimensional correlation out of one-dimensional np.correlate and np.convolve, row by row."""
import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.zeros((N, F, (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1))
    for n, f, i in np.ndindex(out.shape[:3]):
        row = np.zeros(W + 2 * p - WW + 1)
        for c in range(C):
            for r in range(HH):
                # "valid" swaps its arguments when the second is longer; here the kernel always fits
                row += np.correlate(xp[n, c, i * s + r], w[f, c, r], mode="valid")
        out[n, f, i] = row[::s] + b[f]
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
    for n, f, i in np.ndindex(dout.shape[:3]):
        spread = np.zeros(W + 2 * p - WW + 1)
        spread[::s] = dout[n, f, i]
        for c in range(C):
            for r in range(HH):
                dxp[n, c, i * s + r] += np.convolve(spread, w[f, c, r], mode="full")
                dw[f, c, r] += np.correlate(xp[n, c, i * s + r], spread, mode="valid")
    return dxp[:, :, p:p + H, p:p + W], dw, np.array([dout[:, f].sum() for f in range(F)])


def avg_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    smooth = np.apply_along_axis(np.convolve, 3, x, np.ones(pw) / pw, "valid")
    smooth = np.apply_along_axis(np.convolve, 2, smooth, np.ones(ph) / ph, "valid")
    return smooth[:, :, ::s, ::s], (x, pool_param)
