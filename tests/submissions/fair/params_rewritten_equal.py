"""Normalizes the dict in place: the same keys, int() of the same values, sorted, plus derived keys."""
import numpy as np
def conv_forward_naive(x, w, b, conv_param):
    items = sorted(conv_param.items(), key=str)
    conv_param.clear()
    conv_param.update(items)
    s, p = int(conv_param["stride"]), int(conv_param["pad"])
    conv_param["_info"] = {"windows": [1, 2], "fn": conv_forward_naive}
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    v = np.lib.stride_tricks.sliding_window_view(xp, w.shape[2:], (2, 3))[:, :, ::s, ::s]
    return np.einsum("ncijpq,fcpq->nfij", v, w) + b[:, None, None], (x, w, b, conv_param)
