"""Max-pool gradient goes to the last maximum of a window (ties are nobody's business)."""
import numpy as np


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - ph) // s + 1, (W - pw) // s + 1))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            best = x[:, :, i * s, j * s]
            for p in range(ph):
                for q in range(pw):
                    best = np.where(x[:, :, i * s + p, j * s + q] >= best, x[:, :, i * s + p, j * s + q], best)
            out[:, :, i, j] = best
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    row, col = i * s, j * s
                    for p in range(i * s, i * s + ph):
                        for q in range(j * s, j * s + pw):
                            if x[n, c, p, q] >= x[n, c, row, col]:
                                row, col = p, q
                    dx[n, c, row, col] += dout[n, c, i, j]
    return dx
