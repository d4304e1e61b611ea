"""np.nditer with multi_index, np.ndindex and np.ndenumerate walk over the outputs."""
import numpy as np


def _pad(x, pad):
    big = np.zeros((x.shape[0], x.shape[1], x.shape[2] + 2 * pad, x.shape[3] + 2 * pad))
    big[:, :, pad:pad + x.shape[2], pad:pad + x.shape[3]] = x
    return big


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param['stride'], conv_param['pad']
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    xp = _pad(x, pad)
    out = np.zeros((N, F, (H + 2 * pad - HH) // s + 1, (W + 2 * pad - WW) // s + 1))
    it = np.nditer(out, flags=['multi_index'], op_flags=[['readwrite']])
    while not it.finished:
        n, f, i, j = it.multi_index
        it[0] = (xp[n, :, i * s:i * s + HH, j * s:j * s + WW] * w[f]).sum() + b[f]
        it.iternext()
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param['stride'], conv_param['pad']
    HH, WW = w.shape[2:]
    xp = _pad(x, pad)
    dxp = np.zeros_like(xp)
    dw = np.zeros_like(w)
    db = np.zeros_like(b)
    for (n, f, i, j), g in np.ndenumerate(dout):
        dxp[n, :, i * s:i * s + HH, j * s:j * s + WW] += g * w[f]
        dw[f] += g * xp[n, :, i * s:i * s + HH, j * s:j * s + WW]
        db[f] += g
    dx = dxp[:, :, pad:xp.shape[2] - pad, pad:xp.shape[3] - pad]
    return dx, dw, db


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    N, C, H, W = x.shape
    out = np.full((N, C, (H - ph) // s + 1, (W - pw) // s + 1), -np.inf)
    for n, c, i, j in np.ndindex(*out.shape):
        for value in np.nditer(x[n, c, i * s:i * s + ph, j * s:j * s + pw]):
            if value > out[n, c, i, j]:
                out[n, c, i, j] = value
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    dx = np.zeros(x.shape)
    for (n, c, i, j), g in np.ndenumerate(dout):
        best, where = None, None
        for (p, q), value in np.ndenumerate(x[n, c, i * s:i * s + ph, j * s:j * s + pw]):
            if best is None or value > best:
                best, where = value, (p, q)
        dx[n, c, i * s + where[0], j * s + where[1]] += g
    return dx


def avg_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - ph) // s + 1, (W - pw) // s + 1))
    with np.nditer(out, flags=['multi_index'], op_flags=['writeonly']) as it:
        for cell in it:
            n, c, i, j = it.multi_index
            cell[...] = np.mean(x[n, c, i * s:i * s + ph, j * s:j * s + pw])
    return out, (x, pool_param)
