"""The cache is bytes: everything saved with np.savez into a BytesIO."""
import numpy as np
import io
def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    v = np.lib.stride_tricks.sliding_window_view(xp, w.shape[2:], (2, 3))[:, :, ::s, ::s]
    file = io.BytesIO()
    np.savez(file, x=x, w=w, s=s, p=p)
    return np.einsum("ncijpq,fcpq->nfij", v, w) + b[:, None, None], file.getvalue()
def conv_backward_naive(dout, cache):
    with np.load(io.BytesIO(cache)) as f:
        x, w, s, p = f["x"], f["w"], int(f["s"]), int(f["p"])
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    for i, j in np.ndindex(dout.shape[2:]):
        at = np.s_[:, :, i * s:i * s + w.shape[2], j * s:j * s + w.shape[3]]
        dw += np.tensordot(dout[:, :, i, j], xp[at], (0, 0))
        dxp[at] += np.tensordot(dout[:, :, i, j], w, 1)
    return dxp[:, :, p:p + x.shape[2], p:p + x.shape[3]], dw, dout.sum((0, 2, 3))
