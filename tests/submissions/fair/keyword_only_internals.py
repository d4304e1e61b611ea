"""Thin public functions over keyword-only (and positional-only) internals."""
import numpy as np


def _conv(x, w, /, *, bias, stride, pad):
    xp = np.pad(array=x, pad_width=[(0, 0), (0, 0), (pad, pad), (pad, pad)], mode="constant", constant_values=0)
    H_out = _size(n=xp.shape[2], k=w.shape[2], s=stride)
    W_out = _size(n=xp.shape[3], k=w.shape[3], s=stride)
    out = np.zeros(shape=(x.shape[0], w.shape[0], H_out, W_out), dtype=float)
    for i, j in np.ndindex(H_out, W_out):
        win = _window(xp, i=i, j=j, h=w.shape[2], w=w.shape[3], s=stride)
        out[:, :, i, j] = np.einsum("nchw,fchw->nf", win, w, optimize=True) + bias
    return out


def _conv_grad(dout, x, w, /, *, stride, pad):
    xp = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    for i, j in np.ndindex(dout.shape[2], dout.shape[3]):
        where = dict(i=i, j=j, h=w.shape[2], w=w.shape[3], s=stride)
        g = dout[:, :, i, j]
        _window(dxp, **where)[...] += np.einsum("nf,fchw->nchw", g, w)
        dw += np.einsum("nf,nchw->fchw", g, _window(xp, **where))
    H, W = x.shape[2:]
    return dict(dx=dxp[:, :, pad:pad + H, pad:pad + W], dw=dw, db=dout.sum(axis=(0, 2, 3)))


def _size(*, n, k, s):
    return (n - k) // s + 1


def _window(a, *, i, j, h, w, s):
    return a[:, :, i * s:i * s + h, j * s:j * s + w]


def conv_output_size(size, kernel, stride, pad):
    return _size(n=size + 2 * pad, k=kernel, s=stride)


def conv_forward_naive(x, w, b, conv_param):
    return _conv(x, w, bias=b, **conv_param), (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    *arrays, _, options = cache
    grads = _conv_grad(dout, *arrays, **options)
    return grads["dx"], grads["dw"], grads["db"]


def _pool(x, /, *, pool_height, pool_width, stride, how):
    out = np.empty((*x.shape[:2], _size(n=x.shape[2], k=pool_height, s=stride),
                    _size(n=x.shape[3], k=pool_width, s=stride)))
    for i, j in np.ndindex(*out.shape[2:]):
        out[:, :, i, j] = how(_window(x, i=i, j=j, h=pool_height, w=pool_width, s=stride), axis=(2, 3))
    return out


def max_pool_forward_naive(x, pool_param):
    return _pool(x, how=np.amax, **pool_param), (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    return _pool(x, how=np.average, **pool_param), (x, pool_param)
