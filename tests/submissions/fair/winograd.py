"""Winograd F(2, 3) along rows where the window is three wide and the stride is 1; loops elsewhere."""
import numpy as np

def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    (N, C, H, W), (F, _, HH, WW) = x.shape, w.shape
    Ho, Wo = (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))

    if WW == 3 and s == 1 and Wo % 2 == 0:
        d = np.lib.stride_tricks.sliding_window_view(xp, 4, 3)[:, :, :, ::2]
        g = np.stack((w[..., 0], w.sum(-1) / 2, (w[..., 0] - w[..., 1] + w[..., 2]) / 2, w[..., 2]), -1)
        t = np.stack((d[..., 0] - d[..., 2], d[..., 1] + d[..., 2], d[..., 2] - d[..., 1], d[..., 1] - d[..., 3]), -1)
        m = sum(np.einsum("ncijk,fck->nfijk", t[:, :, u:u + Ho], g[:, :, u]) for u in range(HH))
        out = np.stack((m[..., 0] + m[..., 1] + m[..., 2], m[..., 1] - m[..., 2] - m[..., 3]), -1)
        out = out.reshape(N, F, Ho, Wo) + b[:, None, None]
    else:
        v = np.lib.stride_tricks.sliding_window_view(xp, (HH, WW), (2, 3))[:, :, ::s, ::s]
        out = np.einsum("ncijpq,fcpq->nfij", v, w) + b[:, None, None]
    return out, (x, w, b, conv_param)
