"""np.maximum.reduceat along both axes, on the rows and columns of all windows."""
import numpy as np
def params(pool_param):
    return pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]

def max_pool_forward_naive(x, pool_param):
    h, k, s = params(pool_param)
    N, C, H, W = x.shape
    rows = np.arange(0, H - h + 1, s)[:, None] + np.arange(h)
    cols = np.arange(0, W - k + 1, s)[:, None] + np.arange(k)
    tall = np.maximum.reduceat(x[:, :, rows.ravel()], np.arange(0, rows.size, h), axis=2)
    return np.maximum.reduceat(tall[..., cols.ravel()], np.arange(0, cols.size, k), axis=3), (x, pool_param)

def avg_pool_forward_naive(x, pool_param):
    h, k, s = params(pool_param)
    N, C, H, W = x.shape
    rows = np.arange(0, H - h + 1, s)[:, None] + np.arange(h)
    cols = np.arange(0, W - k + 1, s)[:, None] + np.arange(k)
    tall = np.add.reduceat(x[:, :, rows.ravel()], np.arange(0, rows.size, h), axis=2)
    return np.add.reduceat(tall[..., cols.ravel()], np.arange(0, cols.size, k), axis=3) / (h * k), (x, pool_param)
