"""Two images in one complex array: one is the real part, the other the imaginary one."""
import numpy as np
def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    (N, C, H, W), (F, _, HH, WW) = x.shape, w.shape
    Ho, Wo = (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))

    if N % 2:
        xp = np.concatenate((xp, np.zeros_like(xp[:1])))
    z = xp[0::2] + 1j * xp[1::2]
    acc = np.zeros((len(z), F, Ho, Wo), complex)
    for u, v in np.ndindex(HH, WW):
        acc += np.einsum("ncij,fc->nfij", z[:, :, u:u + s * Ho:s, v:v + s * Wo:s], w[:, :, u, v])
    out = np.stack((acc.real, acc.imag), 1).reshape(-1, F, Ho, Wo)[:N] + b[:, None, None]
    return out, (x, w, b, conv_param)
