"""Masked arrays: all but the window is masked; the result is a masked array."""
import numpy as np
def params(pool_param):
    return pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]

def max_pool_forward_naive(x, pool_param):
    h, k, s = params(pool_param)
    N, C, H, W = x.shape
    Ho, Wo = (H - h) // s + 1, (W - k) // s + 1
    out = np.ma.zeros((N, C, Ho, Wo))
    for i, j in np.ndindex(Ho, Wo):
        mask = np.ones((H, W), bool)
        mask[i * s:i * s + h, j * s:j * s + k] = False
        out[:, :, i, j] = np.ma.array(x, mask=np.broadcast_to(mask, x.shape)).max((2, 3))
    return out, (x, pool_param)
