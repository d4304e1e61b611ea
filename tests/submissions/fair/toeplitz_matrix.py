"""Convolution as one big matrix, doubly blocked Toeplitz, built by hand; backward is its transpose."""
import numpy as np


def conv_matrix(w, H, W, stride, pad):
    """(F * H_out * W_out, C * H * W)"""
    F, C, HH, WW = w.shape
    Ho = (H + 2 * pad - HH) // stride + 1
    Wo = (W + 2 * pad - WW) // stride + 1
    M = np.zeros((F, Ho, Wo, C, H + 2 * pad, W + 2 * pad))
    for i in range(Ho):
        for j in range(Wo):
            M[:, i, j, :, i * stride:i * stride + HH, j * stride:j * stride + WW] = w
    M = M[..., pad:pad + H, pad:pad + W]   # the padding is zero, so its columns can go
    return M.reshape(F * Ho * Wo, C * H * W), (F, Ho, Wo)


def conv_forward_naive(x, w, b, conv_param):
    M, out_shape = conv_matrix(w, x.shape[2], x.shape[3], conv_param["stride"], conv_param["pad"])
    out = (M @ x.reshape(len(x), -1).T).T.reshape(len(x), *out_shape)
    out = out + b[:, np.newaxis, np.newaxis]
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    M, (F, Ho, Wo) = conv_matrix(w, H, W, stride, pad)
    d = dout.reshape(N, -1)
    dx = (M.T @ d.T).T.reshape(N, C, H, W)
    # gradient of the whole matrix, then of the entries that share one weight
    dM = np.zeros((F, Ho, Wo, C, H + 2 * pad, W + 2 * pad))
    dM[..., pad:pad + H, pad:pad + W] = (d.T @ x.reshape(N, -1)).reshape(F, Ho, Wo, C, H, W)
    dw = np.zeros(w.shape)
    for i in range(Ho):
        for j in range(Wo):
            dw += dM[:, i, j, :, i * stride:i * stride + HH, j * stride:j * stride + WW]
    db = np.ones(N * Ho * Wo) @ dout.transpose(0, 2, 3, 1).reshape(-1, F)
    return dx, dw, db


def im2col(x, HH, WW, stride=1, pad=0):
    # a kernel for each pixel of the window: the matrix of these one-hot kernels picks the patches
    N, C, H, W = x.shape
    one_hot = np.eye(C * HH * WW).reshape(C * HH * WW, C, HH, WW)
    M, (K, Ho, Wo) = conv_matrix(one_hot, H, W, stride, pad)
    picked = (M @ x.reshape(N, -1).T).reshape(K, Ho * Wo, N)
    return picked.transpose(2, 1, 0).reshape(N * Ho * Wo, K)


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    N, C, H, W = x_shape
    one_hot = np.eye(C * HH * WW).reshape(C * HH * WW, C, HH, WW)
    M, (K, Ho, Wo) = conv_matrix(one_hot, H, W, stride, pad)
    d = cols.reshape(N, Ho * Wo, K).transpose(2, 1, 0).reshape(K * Ho * Wo, N)
    return (M.T @ d).T.reshape(x_shape)
