"""np.bincount with weights does the scattering: each pixel is a bin."""
import numpy as np


def _bins(C, H, W, h, w, stride):
    """Pixel number inside one (C, H, W) image for each (i, j, c, p, q)."""
    top = np.arange(0, H - h + 1, stride)
    left = np.arange(0, W - w + 1, stride)
    r = top[:, None, None, None, None] + np.arange(h)[:, None]
    q = left[:, None, None, None] + np.arange(w)
    return (np.arange(C)[:, None, None] * H + r) * W + q


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    N, C, H, W = x_shape
    Hp, Wp = H + 2 * pad, W + 2 * pad
    bins = _bins(C, Hp, Wp, HH, WW, stride).ravel()
    per_image = cols.reshape(N, -1)
    images = [np.bincount(bins, weights=row, minlength=C * Hp * Wp) for row in per_image]
    return np.stack(images).reshape(N, C, Hp, Wp)[:, :, pad:Hp - pad, pad:Wp - pad]


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    bins = _bins(C, H, W, ph, pw, s)
    H_out, W_out = bins.shape[:2]
    candidates = x.reshape(N, -1)[:, bins.reshape(H_out, W_out, C, -1)]
    winners = candidates.argmax(axis=-1)
    out = np.take_along_axis(candidates, winners[..., None], -1)[..., 0]
    return out.transpose(0, 3, 1, 2), (x, pool_param, bins, winners)


def max_pool_backward_naive(dout, cache):
    x, pool_param, bins, winners = cache
    H_out, W_out, C = bins.shape[:3]
    flat_bins = bins.reshape(1, H_out, W_out, C, -1)
    hit = np.take_along_axis(flat_bins, winners[..., None], -1)[..., 0]
    grads = dout.transpose(0, 2, 3, 1)
    dx = np.empty(x.shape)
    for n in range(len(x)):
        dx[n] = np.bincount(hit[n].ravel(), grads[n].ravel(), x[n].size).reshape(x[n].shape)
    return dx


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    bins = _bins(C, H + 2 * pad, W + 2 * pad, HH, WW, stride)
    cols = xp.reshape(N, -1)[:, bins].reshape(-1, C * HH * WW)
    g = dout.transpose(0, 2, 3, 1).reshape(-1, F)
    filters = np.repeat(np.arange(F)[None], len(g), axis=0)
    db = np.bincount(filters.ravel(), weights=g.ravel(), minlength=F)
    return col2im(g @ w.reshape(F, -1), x.shape, HH, WW, stride, pad), (g.T @ cols).reshape(w.shape), db
