"""Every cache is a dict with the student's own keys."""
import numpy as np


def im2col(x, HH, WW, stride=1, pad=0):
    N, C, H, W = x.shape
    OH = (H + 2 * pad - HH) // stride + 1
    OW = (W + 2 * pad - WW) // stride + 1
    img = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    col = np.zeros((N, C, HH, WW, OH, OW))
    for y in range(HH):
        for z in range(WW):
            col[:, :, y, z] = img[:, :, y:y + stride * OH:stride, z:z + stride * OW:stride]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * OH * OW, -1)


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    N, C, H, W = x_shape
    OH = (H + 2 * pad - HH) // stride + 1
    OW = (W + 2 * pad - WW) // stride + 1
    col = cols.reshape(N, OH, OW, C, HH, WW).transpose(0, 3, 4, 5, 1, 2)
    img = np.zeros((N, C, H + 2 * pad + stride, W + 2 * pad + stride))   # a little too large, never too small
    for y in range(HH):
        for z in range(WW):
            img[:, :, y:y + stride * OH:stride, z:z + stride * OW:stride] += col[:, :, y, z]
    return img[:, :, pad:pad + H, pad:pad + W]


def conv_forward_im2col(x, w, b, conv_param):
    F, C, HH, WW = w.shape
    N, _, H, W = x.shape
    stride, pad = conv_param['stride'], conv_param['pad']
    cols = im2col(x, HH, WW, stride, pad)
    W_col = w.reshape(F, -1).T
    out = cols @ W_col + b
    OH, OW = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    out = out.reshape(N, OH, OW, F).transpose(0, 3, 1, 2)
    return out, {'cols': cols, 'W_col': W_col, 'x_shape': x.shape, 'w_shape': w.shape, 'how': (stride, pad)}


def conv_backward_im2col(dout, cache):
    F, C, HH, WW = cache['w_shape']
    d = dout.transpose(0, 2, 3, 1).reshape(-1, F)
    dw = (cache['cols'].T @ d).T.reshape(F, C, HH, WW)
    dx = col2im(d @ cache['W_col'].T, cache['x_shape'], HH, WW, *cache['how'])
    return dx, dw, d.sum(0)


def conv_forward_naive(x, w, b, conv_param):
    out, cache = conv_forward_im2col(x, w, b, conv_param)
    return out, dict(cache, naive=True)


def conv_backward_naive(dout, cache):
    assert cache['naive']
    return conv_backward_im2col(dout, cache)


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    N, C, H, W = x.shape
    OH, OW = (H - ph) // s + 1, (W - pw) // s + 1
    rows = im2col(x, ph, pw, s, 0).reshape(-1, ph * pw)
    arg_max = rows.argmax(axis=1)
    out = rows.max(axis=1).reshape(N, OH, OW, C).transpose(0, 3, 1, 2)
    return out, {'arg_max': arg_max, 'x_shape': x.shape, **pool_param}


def max_pool_backward_naive(dout, cache):
    ph, pw = cache['pool_height'], cache['pool_width']
    N, C, OH, OW = dout.shape
    dmax = np.zeros((dout.size, ph * pw))
    dmax[np.arange(dout.size), cache['arg_max']] = dout.transpose(0, 2, 3, 1).ravel()
    return col2im(dmax.reshape(N * OH * OW, -1), cache['x_shape'], ph, pw, cache['stride'])
