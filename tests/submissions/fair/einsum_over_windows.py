"""Everything is one einsum over numpy's sliding_window_view; the gradient goes back kernel position by position."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def get_windows(x, HH, WW, stride, pad):
    x_padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    return sliding_window_view(x_padded, (HH, WW), axis=(2, 3))[:, :, ::stride, ::stride]


def conv_forward_naive(x, w, b, conv_param):
    windows = get_windows(x, w.shape[2], w.shape[3], conv_param["stride"], conv_param["pad"])
    out = np.einsum("ncijpq,fcpq->nfij", windows, w, optimize=True)
    out += b[None, :, None, None]
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    HH, WW = w.shape[2:]
    windows = get_windows(x, HH, WW, stride, pad)
    H_out, W_out = dout.shape[2:]
    db = np.einsum("nfij->f", dout)
    dw = np.einsum("nfij,ncijpq->fcpq", dout, windows, optimize=True)
    dwindows = np.einsum("nfij,fcpq->ncpqij", dout, w, optimize=True)
    N, C, H, W = x.shape
    dx_padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    for p in range(HH):
        for q in range(WW):
            rows = slice(p, p + stride * H_out, stride)
            cols = slice(q, q + stride * W_out, stride)
            dx_padded[:, :, rows, cols] += dwindows[:, :, p, q]
    return dx_padded[:, :, pad : pad + H, pad : pad + W], dw, db


def max_pool_forward_naive(x, pool_param):
    windows = get_windows(x, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"], 0)
    return windows.max(axis=(-2, -1)), (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    ph, pw = pool_param["pool_height"], pool_param["pool_width"]
    windows = get_windows(x, ph, pw, pool_param["stride"], 0)
    return np.einsum("ncijpq->ncij", windows) / (ph * pw), (x, pool_param)


def conv_forward_im2col(x, w, b, conv_param):
    return conv_forward_naive(x, w, b, conv_param)


def conv_backward_im2col(dout, cache):
    return conv_backward_naive(dout, cache)


def im2col(x, HH, WW, stride=1, pad=0):
    windows = get_windows(x, HH, WW, stride, pad)
    N, C, H_out, W_out = windows.shape[:4]
    return np.einsum("ncijpq->nijcpq", windows).reshape(N * H_out * W_out, C * HH * WW)
