"""im2col and col2im by two loops over the window, and the convolution as one matrix product: it is asked to be fast."""

import numpy as np


def im2col(x, HH, WW, stride=1, pad=0):
    N, C, H, W = x.shape
    H_out, W_out = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = np.zeros((N, H_out, W_out, C, HH, WW))
    for p in range(HH):
        for q in range(WW):
            seen = x_pad[:, :, p : p + stride * H_out : stride, q : q + stride * W_out : stride]
            cols[:, :, :, :, p, q] = seen.transpose(0, 2, 3, 1)
    return cols.reshape(N * H_out * W_out, C * HH * WW)


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    N, C, H, W = x_shape
    H_out, W_out = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    cols = cols.reshape(N, H_out, W_out, C, HH, WW).transpose(0, 3, 4, 5, 1, 2)
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    for p in range(HH):
        for q in range(WW):
            x_pad[:, :, p : p + stride * H_out : stride, q : q + stride * W_out : stride] += cols[:, :, p, q]
    return x_pad[:, :, pad : pad + H, pad : pad + W]


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    H_out, W_out = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    cols = im2col(x, HH, WW, stride, pad)
    out = cols @ w.reshape(F, -1).T + b
    return out.reshape(N, H_out, W_out, F).transpose(0, 3, 1, 2), (x, w, b, conv_param, cols)


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param, *known = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, C, HH, WW = w.shape
    cols = known[0] if known else im2col(x, HH, WW, stride, pad)
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, F)
    dw = (rows.T @ cols).reshape(w.shape)
    dx = col2im(rows @ w.reshape(F, -1), x.shape, HH, WW, stride, pad)
    return dx, dw, rows.sum(axis=0)
