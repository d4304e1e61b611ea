"""Decimals with 60 digits, and the caller's context left alone."""
import numpy as np
from decimal import Decimal, localcontext


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    (N, C, H, W), (F, _, HH, WW) = x.shape, w.shape
    Ho, Wo = (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))

    out = []
    with localcontext() as ctx:
        ctx.prec = 60
        for n in range(N):
            for f in range(F):
                for i in range(Ho):
                    for j in range(Wo):
                        acc = Decimal(float(b[f]))
                        win = xp[n, :, i * s:i * s + HH, j * s:j * s + WW]
                        for a, k in zip(win.flat, w[f].flat):
                            acc += Decimal(float(a)) * Decimal(float(k))
                        out.append(float(acc))
    return np.reshape(out, (N, F, Ho, Wo)), (x, w, b, conv_param)
