"""The cache is an object whose repr, bool, len, eq, hash, copy and pickle all raise."""
import numpy as np


class Secret:
    """Only backward may look inside."""

    __slots__ = ("_inside",)

    def __init__(self, inside):
        self._inside = inside

    def _refuse(self, *args, **kwargs):
        raise TypeError("hands off my cache")

    __repr__ = __str__ = __bool__ = __len__ = __iter__ = __eq__ = __ne__ = _refuse
    __hash__ = __copy__ = __deepcopy__ = __reduce_ex__ = __getitem__ = __array__ = _refuse
    __getattr__ = _refuse


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.zeros((N, F, (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1))
    for n, i, j in np.ndindex(N, *out.shape[2:]):
        window = xp[n, :, i * s:i * s + HH, j * s:j * s + WW]
        out[n, :, i, j] = [np.sum(window * kernel) + bias for kernel, bias in zip(w, b)]
    return out, Secret((x, w, s, p))


def conv_backward_naive(dout, cache):
    x, w, s, p = cache._inside
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxp, dw, db = np.zeros(xp.shape), np.zeros(w.shape), np.zeros(F)
    for n, i, j in np.ndindex(N, *dout.shape[2:]):
        h, v = slice(i * s, i * s + HH), slice(j * s, j * s + WW)
        for f in range(F):
            dxp[n, :, h, v] += w[f] * dout[n, f, i, j]
            dw[f] += xp[n, :, h, v] * dout[n, f, i, j]
        db += dout[n, :, i, j]
    return dxp[:, :, p:p + H, p:p + W], dw, db


def avg_pool_forward_naive(x, pool_param):
    h, w, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - h) // s + 1, (W - w) // s + 1))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = x[:, :, i * s:i * s + h, j * s:j * s + w].sum(axis=(2, 3)) / (h * w)
    return out, Secret((x.shape, h, w, s))


def avg_pool_backward_naive(dout, cache):
    shape, h, w, s = cache._inside
    dx = np.zeros(shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            dx[:, :, i * s:i * s + h, j * s:j * s + w] += (dout[:, :, i, j] / (h * w))[..., None, None]
    return dx
