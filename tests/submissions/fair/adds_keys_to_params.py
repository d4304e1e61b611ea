"""Adds keys to conv_param and pool_param (and changes none) to remember sizes and winners."""
import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    conv_param["H_out"] = 1 + (H + 2 * p - HH) // s
    conv_param["W_out"] = 1 + (W + 2 * p - WW) // s
    conv_param.setdefault("dilation", 1)
    out = np.zeros((N, F, conv_param["H_out"], conv_param["W_out"]))
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    for i in range(conv_param["H_out"]):
        for j in range(conv_param["W_out"]):
            for f in range(F):
                out[:, f, i, j] = (xp[:, :, i * s:i * s + HH, j * s:j * s + WW] * w[f]).sum((1, 2, 3)) + b[f]
    conv_param["x_pad"] = xp
    return out, (x, w, b, dict(conv_param))


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    xp = conv_param["x_pad"]
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    for i in range(conv_param["H_out"]):
        for j in range(conv_param["W_out"]):
            at = np.s_[:, :, i * s:i * s + HH, j * s:j * s + WW]
            for f in range(len(w)):
                g = dout[:, f, i, j].reshape(-1, 1, 1, 1)
                dxp[at] += g * w[f]
                dw[f] += (g * xp[at]).sum(axis=0)
    return dxp[:, :, p:H + p, p:W + p], dw, dout.sum((0, 2, 3))


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    pool_param.update(out_height=(H - ph) // s + 1, out_width=(W - pw) // s + 1)
    out = np.zeros((N, C, pool_param["out_height"], pool_param["out_width"]))
    winners = np.zeros(out.shape, int)
    for n, c, i, j in np.ndindex(out.shape):
        win = x[n, c, i * s:i * s + ph, j * s:j * s + pw]
        winners[n, c, i, j] = win.argmax()
        out[n, c, i, j] = win.max()
    pool_param["winners"] = winners
    return out, (x, pool_param.copy())


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    pw, s = pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(dout.shape):
        p, q = divmod(pool_param["winners"][n, c, i, j], pw)
        dx[n, c, i * s + p, j * s + q] += dout[n, c, i, j]
    return dx


def avg_pool_forward_naive(x, pool_param):
    pool_param["area"] = area = pool_param["pool_height"] * pool_param["pool_width"]
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - ph) // s + 1, (W - pw) // s + 1))
    for p in range(ph):
        for q in range(pw):
            out += x[:, :, p:p + s * (out.shape[2] - 1) + 1:s, q:q + s * (out.shape[3] - 1) + 1:s]
    return out / area, (x, pool_param)
