"""Output sizes through float division: int(a / b), math.floor, np.floor(...).astype(int), divmod."""
import math

import numpy as np


def conv_output_size(size, kernel, stride, pad):
    return int((size + 2 * pad - kernel) / stride + 1)


def conv_forward_naive(x, w, b, conv_param):
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    stride, pad = conv_param['stride'], conv_param['pad']
    H_out = int(1 + (H + 2 * pad - HH) / stride)
    W_out = math.floor(1 + (W + 2 * pad - WW) / stride)
    out = np.zeros((N, F, H_out, W_out))
    x_pad = np.pad(x, ((0,), (0,), (pad,), (pad,)), mode='constant')
    for n in range(N):
        for f in range(F):
            for h in range(H_out):
                for v in range(W_out):
                    out[n, f, h, v] = (x_pad[n, :, h*stride:h*stride+HH, v*stride:v*stride+WW] * w[f]).sum() + b[f]
    return out, (x, w, b, conv_param)


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    N, C, H, W = x.shape
    H_out, _ = divmod(H - ph + s, s)
    W_out = int(np.floor((W - pw) / s)) + 1
    out = np.zeros((N, C, H_out, W_out))
    for h in range(H_out):
        for v in range(W_out):
            out[:, :, h, v] = np.max(x[:, :, h*s:h*s+ph, v*s:v*s+pw], axis=(2, 3))
    return out, (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    sizes = (np.floor((np.array(x.shape[2:]) - [ph, pw]) / s) + 1).astype(int)
    out = np.zeros(x.shape[:2] + tuple(sizes))
    for h in range(sizes[0]):
        for v in range(sizes[1]):
            out[:, :, h, v] = np.mean(x[:, :, h*s:h*s+ph, v*s:v*s+pw], axis=(2, 3))
    return out, (x, pool_param)


def avg_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    N, C, H, W = x.shape
    dx = np.zeros((N, C, H, W))
    for h in range(int((H - ph) / s + 1)):
        for v in range(int((W - pw) / s + 1)):
            dx[:, :, h*s:h*s+ph, v*s:v*s+pw] += np.expand_dims(dout[:, :, h, v], (2, 3)) / (ph * pw)
    return dx
