"""The cache is a function: lambdas and inner functions remember what backward needs."""
import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.zeros((N, F, (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1))
    windows = [(i, j, np.s_[:, :, i * s:i * s + HH, j * s:j * s + WW])
               for i in range(out.shape[2]) for j in range(out.shape[3])]
    for i, j, at in windows:
        out[:, :, i, j] = np.tensordot(xp[at], w, ([1, 2, 3], [1, 2, 3])) + b

    def backward(dout):
        dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
        for i, j, at in windows:
            dxp[at] += np.tensordot(dout[:, :, i, j], w, 1)
            dw[...] += np.tensordot(dout[:, :, i, j].T, xp[at], 1)
        return dxp[:, :, p:p + H, p:p + W], dw, dout.sum((0, 2, 3))

    return out, backward


def conv_backward_naive(dout, cache):
    return cache(dout)


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - ph) // s + 1, (W - pw) // s + 1))
    routes = []
    for n, c, i, j in np.ndindex(out.shape):
        win = x[n, c, i * s:i * s + ph, j * s:j * s + pw]
        out[n, c, i, j] = win.max()
        p, q = np.argwhere(win == win.max())[0]
        routes.append(lambda dx, dout, n=n, c=c, i=i, j=j, p=p, q=q: np.add.at(
            dx, (n, c, i * s + p, j * s + q), dout[n, c, i, j]))
    return out, lambda: (routes, x.shape)


def max_pool_backward_naive(dout, cache):
    routes, shape = cache()
    dx = np.zeros(shape)
    for send in routes:
        send(dx, dout)
    return dx


def avg_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - ph) // s + 1, (W - pw) // s + 1))
    back = []
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            at = np.s_[:, :, i * s:i * s + ph, j * s:j * s + pw]
            out[:, :, i, j] = x[at].mean(axis=(2, 3))
            back.append((at, lambda d, i=i, j=j: d[:, :, i, j, None, None] / (ph * pw)))
    return out, (lambda: x.shape, back)


def avg_pool_backward_naive(dout, cache):
    shape, back = cache
    dx = np.zeros(shape())
    for at, share in back:
        dx[at] += share(dout)
    return dx
