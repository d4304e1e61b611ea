"""np.tensordot and np.outer-like products for each output position, the filters never flattened."""
import numpy as np


def conv_output_size(size, kernel, stride, pad):
    return len(range(0, size + 2 * pad - kernel + 1, stride))


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0,), (0,), (p,), (p,)))
    out = np.empty((N, F, conv_output_size(H, HH, s, p), conv_output_size(W, WW, s, p)))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            window = xp[..., i * s : i * s + HH, j * s : j * s + WW]
            out[..., i, j] = np.tensordot(window, w, axes=([1, 2, 3], [1, 2, 3])) + b
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[-2:]
    HH, WW = w.shape[-2:]
    xp = np.pad(x, ((0,), (0,), (p,), (p,)))
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            here = np.s_[..., i * s : i * s + HH, j * s : j * s + WW]
            g = dout[..., i, j]  # (N, F)
            dxp[here] += np.tensordot(g, w, axes=1)
            dw += np.tensordot(g, xp[here], axes=(0, 0))
    return dxp[..., p : H + p, p : W + p], dw, dout.sum((0, 2, 3))


def avg_pool_forward_naive(x, pool_param):
    h, w, s = (pool_param[k] for k in ("pool_height", "pool_width", "stride"))
    H_out = len(range(0, x.shape[2] - h + 1, s))
    W_out = len(range(0, x.shape[3] - w + 1, s))
    ones = np.ones((h, w)) / (h * w)
    out = np.empty(x.shape[:2] + (H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            out[..., i, j] = np.tensordot(x[..., i * s : i * s + h, j * s : j * s + w], ones, 2)
    return out, (x, pool_param)


def avg_pool_backward_naive(dout, cache):
    x, pool_param = cache
    h, w, s = (pool_param[k] for k in ("pool_height", "pool_width", "stride"))
    ones = np.ones((h, w)) / (h * w)
    dx = np.zeros(x.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            dx[..., i * s : i * s + h, j * s : j * s + w] += np.multiply.outer(dout[..., i, j], ones)
    return dx
