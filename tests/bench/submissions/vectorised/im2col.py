"""im2col and col2im on the windows of conv.py."""

import numpy as np
from conv import conv_backward_naive, conv_forward_naive, give_back, padded, windows

conv_forward_im2col = conv_forward_naive
conv_backward_im2col = conv_backward_naive


def im2col(x, HH, WW, stride=1, pad=0):
    win = windows(padded(x, pad), HH, WW, stride)
    N, C, _, _, H_out, W_out = win.shape
    return win.transpose(0, 4, 5, 1, 2, 3).reshape(N * H_out * W_out, C * HH * WW)


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    N, C, H, W = x_shape
    H_out, W_out = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    dwin = cols.reshape(N, H_out, W_out, C, HH, WW).transpose(4, 5, 0, 3, 1, 2)
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    give_back(x_pad, dwin, stride)
    return x_pad[:, :, pad : pad + H, pad : pad + W]
