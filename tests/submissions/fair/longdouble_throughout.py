"""np.longdouble inside and in the results, for the sake of accuracy."""
import numpy as np

LONG = np.longdouble


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x.astype(LONG), ((0, 0), (0, 0), (p, p), (p, p)))
    wl = w.astype(LONG)
    out = np.zeros((N, F, 1 + (H + 2 * p - HH) // s, 1 + (W + 2 * p - WW) // s), LONG)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            win = xp[:, None, :, i * s:i * s + HH, j * s:j * s + WW]
            out[:, :, i, j] = (win * wl).sum(axis=(2, 3, 4)) + b
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    xp = np.pad(x.astype(LONG), ((0, 0), (0, 0), (p, p), (p, p)))
    wl, d = w.astype(LONG), dout.astype(LONG)
    dxp, dw = np.zeros_like(xp), np.zeros_like(wl)
    for i in range(d.shape[2]):
        for j in range(d.shape[3]):
            here = np.s_[:, :, i * s:i * s + HH, j * s:j * s + WW]
            g = d[:, :, i, j][..., None, None, None]
            dxp[here] += (g * wl).sum(axis=1)
            dw += (g * xp[here][:, None]).sum(axis=0)
    return dxp[:, :, p:p + H, p:p + W], dw, d.sum(axis=(0, 2, 3))


def avg_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, 1 + (H - ph) // s, 1 + (W - pw) // s), LONG)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = x[:, :, i * s:i * s + ph, j * s:j * s + pw].mean(axis=(2, 3), dtype=LONG)
    return out, (x, pool_param)


def avg_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape, LONG)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            dx[:, :, i * s:i * s + ph, j * s:j * s + pw] += dout[:, :, i:i + 1, j:j + 1] / LONG(ph * pw)
    return dx


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.full((N, C, 1 + (H - ph) // s, 1 + (W - pw) // s), -np.inf, LONG)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            for p in range(ph):
                for q in range(pw):
                    out[:, :, i, j] = np.maximum(out[:, :, i, j], x[:, :, i * s + p, j * s + q])
    return out, (x, pool_param)
