"""np.lib.stride_tricks.as_strided with strides worked out by hand; the backward adds through a strided view too."""
import numpy as np
from numpy.lib.stride_tricks import as_strided


def _view(xp, HH, WW, s):
    """(N, C, H_out, W_out, HH, WW), no copy."""
    N, C, Hp, Wp = xp.shape
    sn, sc, sh, sw = xp.strides
    H_out = (Hp - HH) // s + 1
    W_out = (Wp - WW) // s + 1
    return as_strided(xp, (N, C, H_out, W_out, HH, WW), (sn, sc, sh * s, sw * s, sh, sw), writeable=False)


def _pad(x, p):
    return np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)], mode="constant")


def im2col(x, HH, WW, stride=1, pad=0):
    v = _view(_pad(x, pad), HH, WW, stride)
    N, C, H_out, W_out = v.shape[:4]
    return v.transpose(0, 2, 3, 1, 4, 5).reshape(N * H_out * W_out, -1)


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    N, C, H, W = x_shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    blocks = cols.reshape(N, H_out, W_out, C, HH, WW)
    xp = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    sn, sc, sh, sw = xp.strides
    for p in range(HH):
        for q in range(WW):
            # all pixels that kernel position (p, q) touches: they never overlap each other
            target = as_strided(xp[:, :, p:, q:], (N, C, H_out, W_out), (sn, sc, sh * stride, sw * stride))
            target += blocks[:, :, :, :, p, q].transpose(0, 3, 1, 2)
    return xp[:, :, pad:pad + H, pad:pad + W].copy()


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, C, HH, WW = w.shape
    N = x.shape[0]
    v = _view(_pad(x, pad), HH, WW, stride)
    H_out, W_out = v.shape[2:4]
    # (N, C*HH*WW, H_out*W_out): one matrix product per image
    cols = v.transpose(0, 1, 4, 5, 2, 3).reshape(N, C * HH * WW, H_out * W_out)
    out = np.matmul(w.reshape(F, -1), cols) + b[:, None]
    return out.reshape(N, F, H_out, W_out), (x, w, b, conv_param)


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, C, HH, WW = w.shape
    cols = im2col(x, HH, WW, stride, pad)
    d = dout.transpose(0, 2, 3, 1).reshape(-1, F)
    dw = (d.T @ cols).reshape(w.shape)
    dx = col2im(d @ w.reshape(F, -1), x.shape, HH, WW, stride, pad)
    return dx, dw, d.sum(axis=0)


def max_pool_forward_naive(x, pool_param):
    v = _view(x, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])
    return np.amax(v, axis=(4, 5)), (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    v = _view(x, ph, pw, s)
    winner = v.reshape(v.shape[:4] + (ph * pw,)).argmax(axis=-1)
    dx = np.zeros(x.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            mask = np.arange(ph * pw) == winner[:, :, i, j, None]
            piece = (mask * dout[:, :, i, j, None]).reshape(x.shape[0], x.shape[1], ph, pw)
            dx[:, :, i * s:i * s + ph, j * s:j * s + pw] += piece
    return dx
