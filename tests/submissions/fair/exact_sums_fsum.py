"""math.fsum adds up every window and every gradient with a single rounding."""
from math import fsum

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.zeros((N, F, (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1))
    for n, f, i, j in np.ndindex(out.shape):
        products = xp[n, :, i * s:i * s + HH, j * s:j * s + WW] * w[f]
        out[n, f, i, j] = fsum([*products.ravel(), b[f]])
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    Ho, Wo = dout.shape[2:]
    for n, c, r, k in np.ndindex(x.shape):
        terms = []
        for i in range(Ho):
            for j in range(Wo):
                u, v = r + p - i * s, k + p - j * s      # where pixel (r, k) sits in window (i, j)
                if 0 <= u < HH and 0 <= v < WW:
                    terms.extend(dout[n, :, i, j] * w[:, c, u, v])
        dx[n, c, r, k] = fsum(terms)
    for f, c, u, v in np.ndindex(w.shape):
        dw[f, c, u, v] = fsum((dout[:, f] * xp[:, c, u:u + s * Ho:s, v:v + s * Wo:s]).ravel())
    db = np.array([fsum(dout[:, f].ravel()) for f in range(F)])
    return dx, dw, db


def avg_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - ph) // s + 1, (W - pw) // s + 1))
    for n, c, i, j in np.ndindex(out.shape):
        out[n, c, i, j] = fsum(x[n, c, i * s:i * s + ph, j * s:j * s + pw].flat) / (ph * pw)
    return out, (x, pool_param)
