"""A tiny reverse-mode tape: every product records its own backward."""
import numpy as np
def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    (N, C, H, W), (F, _, HH, WW) = x.shape, w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    Ho, Wo = (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1
    tape, out = [], np.zeros((N, F, Ho, Wo)) + b[:, None, None]
    for u, v in np.ndindex(HH, WW):
        at = np.s_[:, :, u:u + s * (Ho - 1) + 1:s, v:v + s * (Wo - 1) + 1:s]
        out += np.einsum("ncij,fc->nfij", xp[at], w[:, :, u, v])
        def back(dout, dxp, dw, at=at, u=u, v=v, seen=xp[at].copy(), kernel=w[:, :, u, v].copy()):
            dxp[at] += np.einsum("nfij,fc->ncij", dout, kernel)
            dw[:, :, u, v] += np.einsum("nfij,ncij->fc", dout, seen)
        tape.append(back)
    return out, (tape, x.shape, w.shape, p)

def conv_backward_naive(dout, cache):
    tape, xs, ws, p = cache
    dxp, dw = np.zeros((*xs[:2], xs[2] + 2 * p, xs[3] + 2 * p)), np.zeros(ws)
    for back in reversed(tape):
        back(dout, dxp, dw)
    return dxp[:, :, p:p + xs[2], p:p + xs[3]], dw, dout.sum(-1).sum(-1).sum(0)
