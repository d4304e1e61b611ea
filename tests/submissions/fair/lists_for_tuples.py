"""Functions return lists, [out, cache] and [dx, dw, db], and the caches are lists as well."""
import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    padded = np.pad(x, [[0, 0], [0, 0], [pad, pad], [pad, pad]])
    out = []
    for n in range(N):
        for f in range(F):
            for i in range((H + 2 * pad - HH) // stride + 1):
                for j in range((W + 2 * pad - WW) // stride + 1):
                    part = padded[n, :, i * stride:i * stride + HH, j * stride:j * stride + WW]
                    out.append(np.sum(part * w[f]) + b[f])
    out = np.array(out).reshape([N, F, (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1])
    return [out, [x, w, b, conv_param, padded]]


def conv_backward_naive(dout, cache):
    [x, w, b, conv_param, padded] = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    [N, C, H, W] = x.shape
    [F, C, HH, WW] = w.shape
    grads = [np.zeros(padded.shape), np.zeros(w.shape), np.zeros(b.shape)]
    for n in range(N):
        for f in range(F):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    rows = slice(i * stride, i * stride + HH)
                    cols = slice(j * stride, j * stride + WW)
                    grads[0][n, :, rows, cols] += dout[n, f, i, j] * w[f]
                    grads[1][f] += dout[n, f, i, j] * padded[n, :, rows, cols]
                    grads[2][f] += dout[n, f, i, j]
    grads[0] = grads[0][:, :, pad:pad + H, pad:pad + W]
    return grads


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = [pool_param[k] for k in ["pool_height", "pool_width", "stride"]]
    [N, C, H, W] = x.shape
    out = [[[[x[n, c, i:i + ph, j:j + pw].max() for j in range(0, W - pw + 1, s)]
             for i in range(0, H - ph + 1, s)] for c in range(C)] for n in range(N)]
    return [np.array(out), [x, pool_param]]


def avg_pool_forward_naive(x, pool_param):
    ph, pw, s = [pool_param[k] for k in ["pool_height", "pool_width", "stride"]]
    [N, C, H, W] = x.shape
    out = [[[[x[n, c, i:i + ph, j:j + pw].mean() for j in range(0, W - pw + 1, s)]
             for i in range(0, H - ph + 1, s)] for c in range(C)] for n in range(N)]
    return [np.array(out), [x, pool_param]]


def max_pool_backward_naive(dout, cache):
    [x, pool_param] = cache
    ph, pw, s = [pool_param[k] for k in ["pool_height", "pool_width", "stride"]]
    dx = np.zeros_like(x)
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    spots = [(x[n, c, p, q], p, q) for p in range(i * s, i * s + ph) for q in range(j * s, j * s + pw)]
                    _, p, q = max(spots)
                    dx[n, c, p, q] += dout[n, c, i, j]
    return dx
