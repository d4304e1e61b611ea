"""The convolution over a strided view of all windows."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def conv_output_size(size, kernel, stride, pad):
    return (size + 2 * pad - kernel) // stride + 1


def padded(x, pad):
    if pad == 0:
        return x
    N, C, H, W = x.shape
    out = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    out[:, :, pad : pad + H, pad : pad + W] = x
    return out


def windows(x, HH, WW, stride):
    """(N, C, HH, WW, H', W'), without a copy."""
    N, C, H, W = x.shape
    n, c, h, w = x.strides
    shape = (N, C, HH, WW, (H - HH) // stride + 1, (W - WW) // stride + 1)
    return as_strided(x, shape, (n, c, h, w, h * stride, w * stride), writeable=False)


def give_back(dx_pad, dwin, stride):
    """Add dwin (HH, WW, N, C, H', W') to the pixels it came from."""
    HH, WW, _, _, H_out, W_out = dwin.shape
    for i in range(HH):
        for j in range(WW):
            dx_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride] += dwin[i, j]


def conv_forward_naive(x, w, b, conv_param):
    win = windows(padded(x, conv_param["pad"]), w.shape[2], w.shape[3], conv_param["stride"])
    out = np.tensordot(w, win, axes=((1, 2, 3), (1, 2, 3)))
    out = out.transpose(1, 0, 2, 3) + b[:, None, None]
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    x_pad = padded(x, pad)
    win = windows(x_pad, w.shape[2], w.shape[3], stride)
    dw = np.tensordot(dout, win, axes=((0, 2, 3), (0, 4, 5)))
    dx_pad = np.zeros(x_pad.shape)
    dwin = np.tensordot(w, dout, axes=((0,), (1,)))  # (C, HH, WW, N, H', W')
    give_back(dx_pad, dwin.transpose(1, 2, 3, 0, 4, 5), stride)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
