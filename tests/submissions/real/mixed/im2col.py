"""All four functions are right, whatever the other files of the folder are like."""
import numpy as np


def im2col(x, HH, WW, stride=1, pad=0):
    N, C, H, W = x.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = np.zeros((N, C, HH, WW, H_out, W_out), dtype=x.dtype)
    for p in range(HH):
        for q in range(WW):
            cols[:, :, p, q] = x_pad[:, :, p:p + stride * H_out:stride, q:q + stride * W_out:stride]
    return cols.transpose(0, 4, 5, 1, 2, 3).reshape(N * H_out * W_out, C * HH * WW)


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    N, C, H, W = x_shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    cols = cols.reshape(N, H_out, W_out, C, HH, WW).transpose(0, 3, 4, 5, 1, 2)
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    for p in range(HH):
        for q in range(WW):
            x_pad[:, :, p:p + stride * H_out:stride, q:q + stride * W_out:stride] += cols[:, :, p, q]
    return x_pad[:, :, pad:H + pad, pad:W + pad]


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    cols = im2col(x, HH, WW, stride, pad)
    out = cols @ w.reshape(F, -1).T + b
    out = out.reshape(N, H_out, W_out, F).transpose(0, 3, 1, 2)
    return out, (x, w, b, conv_param)


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, C, HH, WW = w.shape
    dout_rows = dout.transpose(0, 2, 3, 1).reshape(-1, F)
    dw = (dout_rows.T @ im2col(x, HH, WW, stride, pad)).reshape(w.shape)
    dx = col2im(dout_rows @ w.reshape(F, -1), x.shape, HH, WW, stride, pad)
    return dx, dw, dout_rows.sum(axis=0)
