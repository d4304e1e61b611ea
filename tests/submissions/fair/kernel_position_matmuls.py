"""One matrix product for each kernel position, channels last inside; im2col and naive names share it."""
import numpy as np


def _slices(p, q, Ho, Wo, s):
    return slice(p, p + (Ho - 1) * s + 1, s), slice(q, q + (Wo - 1) * s + 1, s)


def conv_forward_im2col(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    Ho, Wo = (H + 2 * pad - HH) // s + 1, (W + 2 * pad - WW) // s + 1
    xp = np.zeros((N, H + 2 * pad, W + 2 * pad, C))
    xp[:, pad:pad + H, pad:pad + W] = x.transpose(0, 2, 3, 1)
    out = np.zeros((N, Ho, Wo, F)) + b
    for p in range(HH):
        for q in range(WW):
            rows, cols = _slices(p, q, Ho, Wo, s)
            out += xp[:, rows, cols] @ w[:, :, p, q].T
    return out.transpose(0, 3, 1, 2), (x, w, b, conv_param)


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    Ho, Wo = dout.shape[2:]
    xp = np.zeros((N, H + 2 * pad, W + 2 * pad, C))
    xp[:, pad:pad + H, pad:pad + W] = x.transpose(0, 2, 3, 1)
    d = np.ascontiguousarray(dout.transpose(0, 2, 3, 1))
    dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
    for p in range(HH):
        for q in range(WW):
            rows, cols = _slices(p, q, Ho, Wo, s)
            dw[:, :, p, q] = d.reshape(-1, F).T @ xp[:, rows, cols].reshape(-1, C)
            dxp[:, rows, cols] += d @ w[:, :, p, q]
    return dxp[:, pad:pad + H, pad:pad + W].transpose(0, 3, 1, 2), dw, d.sum((0, 1, 2))


conv_forward_naive = conv_forward_im2col
conv_backward_naive = conv_backward_im2col


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    Ho, Wo = (x.shape[2] - ph) // s + 1, (x.shape[3] - pw) // s + 1
    out = None
    for p in range(ph):
        for q in range(pw):
            rows, cols = _slices(p, q, Ho, Wo, s)
            here = x[:, :, rows, cols]
            out = here.copy() if out is None else np.maximum(out, here, out=out)
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    out, _ = max_pool_forward_naive(x, pool_param)
    left, dx = np.ones(out.shape, bool), np.zeros(x.shape)
    for p in range(ph):
        for q in range(pw):
            rows, cols = _slices(p, q, *out.shape[2:], s)
            winner = left & (x[:, :, rows, cols] == out)   # the first to match takes it
            left &= ~winner
            dx[:, :, rows, cols] += np.where(winner, dout, 0)
    return dx
