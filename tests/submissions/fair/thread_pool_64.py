"""A ThreadPoolExecutor with 64 workers, one task per output pixel."""
import numpy as np
from concurrent.futures import ThreadPoolExecutor
from itertools import product

def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    (N, C, H, W), (F, _, HH, WW) = x.shape, w.shape
    Ho, Wo = (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))

    out = np.empty((N, F, Ho, Wo))
    def task(nfij):
        n, f, i, j = nfij
        out[n, f, i, j] = np.vdot(xp[n, :, i * s:i * s + HH, j * s:j * s + WW], w[f]) + b[f]
    with ThreadPoolExecutor(64) as pool:
        list(pool.map(task, product(range(N), range(F), range(Ho), range(Wo))))
    return out, (x, w, b, conv_param)
