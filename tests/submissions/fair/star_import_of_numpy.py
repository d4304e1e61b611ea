"""`from numpy import *`, with NumPy's names in place of Python's."""
from numpy import *
from numpy import pad as zeropad
from numpy.lib.stride_tricks import *


def conv_output_size(size, kernel, stride, pad):
    return 1 + (size + 2 * pad - kernel) // stride


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    xp = zeropad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    views = sliding_window_view(xp, w.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
    out = einsum("nchvpq,fcpq->nfhv", views, w) + expand_dims(b, (0, 2, 3))
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    xp = zeropad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxp, dw, db = zeros_like(xp), zeros_like(w), zeros_like(b)
    for n, f, i, j in ndindex(dout.shape):
        g = dout[n, f, i, j]
        rows, cols = s_[i * s:i * s + w.shape[2]], s_[j * s:j * s + w.shape[3]]
        dxp[n, :, rows, cols] += multiply(w[f], g)
        dw[f] += multiply(xp[n, :, rows, cols], g)
        db[f] += g
    return dxp[..., p:p + x.shape[2], p:p + x.shape[3]], dw, db


def max_pool_forward_naive(x, pool_param):
    h, w, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    return amax(sliding_window_view(x, (h, w), axis=(2, 3))[:, :, ::s, ::s], axis=(-1, -2)), (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    h, w, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    return mean(sliding_window_view(x, (h, w), axis=(2, 3))[:, :, ::s, ::s], axis=(-1, -2)), (x, pool_param)
