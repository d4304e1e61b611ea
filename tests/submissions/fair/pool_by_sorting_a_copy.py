"""Max pooling by sorting copies of the windows; argsort finds the winners."""
import numpy as np


def _rows(x, ph, pw, s):
    N, C, H, W = x.shape
    Ho, Wo = (H - ph) // s + 1, (W - pw) // s + 1
    rows = np.empty((N, C, Ho, Wo, ph * pw))
    for i in range(Ho):
        for j in range(Wo):
            rows[:, :, i, j] = x[:, :, i * s:i * s + ph, j * s:j * s + pw].reshape(N, C, -1)
    return rows


def max_pool_forward_naive(x, pool_param):
    rows = _rows(x, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])
    rows.sort(axis=-1)
    return rows[..., -1], (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    winners = np.argsort(_rows(x, ph, pw, s), axis=-1)[..., -1]
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(dout.shape):
        p, q = np.unravel_index(winners[n, c, i, j], (ph, pw))
        dx[n, c, i * s + p, j * s + q] += dout[n, c, i, j]
    return dx


def avg_pool_forward_naive(x, pool_param):
    rows = _rows(x, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])
    rows.sort(axis=-1)  # small values first is the more accurate sum
    return rows.sum(axis=-1) / rows.shape[-1], (x, pool_param)
