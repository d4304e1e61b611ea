"""All gradients are scattered with one np.add.at over index arrays, repeated indices and all."""
import numpy as np


def pixel_numbers(x_shape, HH, WW, stride, pad):
    """Number of the padded image's pixel under every (n, i, j, c, p, q)."""
    N, C, H, W = x_shape
    Hp, Wp = H + 2 * pad, W + 2 * pad
    n, i, j, c, p, q = np.ogrid[:N, :(Hp - HH) // stride + 1, :(Wp - WW) // stride + 1, :C, :HH, :WW]
    return np.ravel_multi_index((n, c, i * stride + p, j * stride + q), (N, C, Hp, Wp))


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    N, C, H, W = x_shape
    where = pixel_numbers(x_shape, HH, WW, stride, pad)
    flat = np.zeros(N * C * (H + 2 * pad) * (W + 2 * pad))
    np.add.at(flat, where.reshape(cols.shape), cols)
    return flat.reshape(N, C, H + 2 * pad, W + 2 * pad)[:, :, pad:pad + H, pad:pad + W]


def im2col(x, HH, WW, stride=1, pad=0):
    where = pixel_numbers(x.shape, HH, WW, stride, pad)
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    rows = where.shape[0] * where.shape[1] * where.shape[2]
    return xp.ravel()[where].reshape(rows, -1)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param['stride'], conv_param['pad']
    F, C, HH, WW = w.shape
    g = np.moveaxis(dout, 1, -1).reshape(-1, F)
    dx = col2im(g.dot(w.reshape(F, -1)), x.shape, HH, WW, stride, pad)
    dw = g.T.dot(im2col(x, HH, WW, stride, pad)).reshape(w.shape)
    db = np.zeros(F)
    np.add.at(db, np.broadcast_to(np.arange(F), g.shape), g)
    return dx, dw, db


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    where = np.moveaxis(pixel_numbers(x.shape, ph, pw, s, 0), 3, 1)  # (N, C, i, j, p, q)
    where = where.reshape(dout.shape + (ph * pw,))
    best = x.ravel()[where].argmax(axis=-1)
    target = np.take_along_axis(where, best[..., np.newaxis], axis=-1)[..., 0]
    dx = np.zeros(x.size)
    np.add.at(dx, target, dout)
    return dx.reshape(x.shape)


def avg_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    where = np.moveaxis(pixel_numbers(x.shape, ph, pw, s, 0), 3, 1)
    dx = np.zeros(x.size)
    np.add.at(dx, where, dout[..., None, None] / (ph * pw))
    return dx.reshape(x.shape)
