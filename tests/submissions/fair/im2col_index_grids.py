"""im2col by fancy indexing with precomputed k, i, j grids; columns are built transposed and turned round."""
import numpy as np


def grids(x_shape, HH, WW, stride, pad):
    _, C, H, W = x_shape
    out_h = (H + 2 * pad - HH) // stride + 1
    out_w = (W + 2 * pad - WW) // stride + 1
    inside_i = np.tile(np.repeat(np.arange(HH), WW), C)
    inside_j = np.tile(np.arange(WW), HH * C)
    start_i = stride * np.repeat(np.arange(out_h), out_w)
    start_j = stride * np.tile(np.arange(out_w), out_h)
    k = np.repeat(np.arange(C), HH * WW)[:, None]
    return k, inside_i[:, None] + start_i, inside_j[:, None] + start_j


def im2col(x, HH, WW, stride=1, pad=0):
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    picked = xp[(slice(None), *grids(x.shape, HH, WW, stride, pad))]   # (N, C * HH * WW, H' * W')
    return picked.transpose(0, 2, 1).reshape(-1, picked.shape[1])


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    N, C, H, W = x_shape
    k, i, j = grids(x_shape, HH, WW, stride, pad)
    xp = np.zeros((N, C, H + 2 * pad, W + 2 * pad), cols.dtype)
    per_image = cols.reshape(N, -1, cols.shape[1]).transpose(0, 2, 1)
    np.add.at(xp, (slice(None), k, i, j), per_image)
    return xp if pad == 0 else xp[:, :, pad:-pad, pad:-pad]


def conv_forward_im2col(x, w, b, conv_param):
    F, _, HH, WW = w.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    cols = im2col(x, HH, WW, stride, pad)
    out = (cols @ w.reshape(F, -1).T + b).reshape(x.shape[0], -1, F).transpose(0, 2, 1)
    out_h = (x.shape[2] + 2 * pad - HH) // stride + 1
    return out.reshape(x.shape[0], F, out_h, -1), (x, w, b, conv_param, cols)


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param, cols = cache
    F, C, HH, WW = w.shape
    d = dout.transpose(0, 2, 3, 1).reshape(-1, F)
    dw = d.T.dot(cols).reshape(F, C, HH, WW)
    dcols = d.dot(w.reshape(F, -1))
    # np.add.at is slow for large images: bincount of the same grids
    N, C, H, W = x.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    Hp, Wp = H + 2 * pad, W + 2 * pad
    k, i, j = grids(x.shape, HH, WW, stride, pad)
    bins = ((k * Hp + i) * Wp + j).T.ravel()
    dxp = [np.bincount(bins, image, C * Hp * Wp) for image in dcols.reshape(N, -1)]
    dx = np.reshape(dxp, (N, C, Hp, Wp))[:, :, pad:pad + H, pad:pad + W]
    return dx, dw, d.sum(axis=0)
