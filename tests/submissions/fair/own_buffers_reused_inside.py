"""Module-level work buffers are reused between calls, but everything handed out is a fresh copy."""
import numpy as np

_buffers = {}


def _buffer(name, shape):
    if name not in _buffers or _buffers[name].shape != shape:
        _buffers[name] = np.empty(shape)
    _buffers[name].fill(0)
    return _buffers[name]


def _padded(x, p):
    big = _buffer("x", (*x.shape[:2], x.shape[2] + 2 * p, x.shape[3] + 2 * p))
    big[:, :, p:p + x.shape[2], p:p + x.shape[3]] = x
    return big


def conv_forward_im2col(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    F, C, HH, WW = w.shape
    xp = _padded(x, p)
    Ho, Wo = (xp.shape[2] - HH) // s + 1, (xp.shape[3] - WW) // s + 1
    cols = _buffer("cols", (C, HH, WW, Ho, Wo))
    out = np.empty((len(x), F, Ho, Wo))
    for n, image in enumerate(xp):
        for r in range(HH):
            for c in range(WW):
                cols[:, r, c] = image[:, r:r + s * Ho:s, c:c + s * Wo:s]
        np.matmul(w.reshape(F, -1), cols.reshape(C * HH * WW, -1), out=out[n].reshape(F, -1))
    out += b[:, None, None]
    return out, (x, w, b, conv_param)


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    F, C, HH, WW = w.shape
    xp = _padded(x, p)
    Ho, Wo = dout.shape[2:]
    cols = _buffer("cols", (C, HH, WW, Ho, Wo))
    dxp = _buffer("dx", xp.shape)
    dw = np.zeros((F, C * HH * WW))
    wT = w.reshape(F, -1).T
    for n in range(len(x)):
        d = dout[n].reshape(F, -1)
        for r in range(HH):
            for c in range(WW):
                cols[:, r, c] = xp[n, :, r:r + s * Ho:s, c:c + s * Wo:s]
        dw += d @ cols.reshape(C * HH * WW, -1).T
        dcols = (wT @ d).reshape(cols.shape)
        for r in range(HH):
            for c in range(WW):
                dxp[n, :, r:r + s * Ho:s, c:c + s * Wo:s] += dcols[:, r, c]
    dx = dxp[:, :, p:p + x.shape[2], p:p + x.shape[3]].copy()
    return dx, dw.reshape(w.shape), dout.sum((0, 2, 3))


def avg_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    out = _buffer("avg", (*x.shape[:2], (x.shape[2] - ph) // s + 1, (x.shape[3] - pw) // s + 1))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = x[:, :, i * s:i * s + ph, j * s:j * s + pw].mean(axis=(2, 3))
    return out.copy(), (x, pool_param)
