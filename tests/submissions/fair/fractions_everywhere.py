"""Every product and sum is an exact Fraction; floats only at the end."""
import numpy as np
from fractions import Fraction

exact = np.vectorize(Fraction, otypes=[object])

def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    (N, C, H, W), (F, _, HH, WW) = x.shape, w.shape
    Ho, Wo = (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))

    xe, we, be = exact(xp), exact(w), exact(b)
    out = np.empty((N, F, Ho, Wo))
    for n, f, i, j in np.ndindex(out.shape):
        window = xe[n, :, i * s:i * s + HH, j * s:j * s + WW]
        out[n, f, i, j] = float((window * we[f]).sum() + be[f])
    return out, (x, w, b, conv_param)
