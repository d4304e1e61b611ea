"""Every result is in Fortran (column-major) order, as MATLAB users like it."""
import numpy as np


def F_order(a):
    return np.asfortranarray(a)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param['stride'], conv_param['pad']
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    xp = np.zeros((N, C, H + 2 * pad, W + 2 * pad), order='F')
    xp[:, :, pad:pad + H, pad:pad + W] = x
    out = np.zeros((N, F, H_out, W_out), order='F')
    for j in range(W_out):
        for i in range(H_out):
            block = xp[:, :, i * stride:i * stride + HH, j * stride:j * stride + WW]
            for f in range(F):
                out[:, f, i, j] = (block * w[f]).sum(axis=(1, 2, 3)) + b[f]
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param['stride'], conv_param['pad']
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dxp = np.zeros(xp.shape, order='F')
    dw = np.zeros(w.shape, order='F')
    for j in range(dout.shape[3]):
        for i in range(dout.shape[2]):
            for f in range(F):
                g = dout[:, f, i, j].reshape(N, 1, 1, 1)
                dxp[:, :, i * stride:i * stride + HH, j * stride:j * stride + WW] += g * w[f]
                dw[f] += (g * xp[:, :, i * stride:i * stride + HH, j * stride:j * stride + WW]).sum(axis=0)
    dx = F_order(dxp[:, :, pad:pad + H, pad:pad + W])
    return dx, dw, F_order(dout.sum(axis=(0, 2, 3)))


def im2col(x, HH, WW, stride=1, pad=0):
    N, C, H, W = x.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = np.empty((N * H_out * W_out, C * HH * WW), order='F')
    k = 0
    for c in range(C):
        for p in range(HH):
            for q in range(WW):
                pixels = xp[:, c, p:p + stride * H_out:stride, q:q + stride * W_out:stride]
                cols[:, k] = pixels.ravel()
                k += 1
    return cols


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    H_out, W_out = (x.shape[2] - ph) // s + 1, (x.shape[3] - pw) // s + 1
    out = np.empty((x.shape[0], x.shape[1], H_out, W_out), order='F')
    for i in range(H_out):
        for j in range(W_out):
            out[:, :, i, j] = x[:, :, i * s:i * s + ph, j * s:j * s + pw].max(axis=(2, 3))
    return out, (F_order(x), pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    dx = np.zeros(x.shape, order='F')
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            window = x[:, :, i * s:i * s + ph, j * s:j * s + pw]
            mask = window == window.max(axis=(2, 3), keepdims=True)
            dx[:, :, i * s:i * s + ph, j * s:j * s + pw] += mask * dout[:, :, i:i + 1, j:j + 1]
    return dx
