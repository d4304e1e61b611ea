"""Stride and pad travel in a ContextVar, set and reset in each call."""
import numpy as np
from contextvars import ContextVar, copy_context
PARAM = ContextVar("PARAM")
def windows(x, HH, WW):
    s, p = PARAM.get()
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    return np.lib.stride_tricks.sliding_window_view(xp, (HH, WW), (2, 3))[:, :, ::s, ::s]
def run(x, w, b, conv_param):
    PARAM.set((conv_param["stride"], conv_param["pad"]))
    return np.einsum("fcpq,ncijpq->nfij", w, windows(x, *w.shape[2:])) + b.reshape(-1, 1, 1)
def conv_forward_naive(x, w, b, conv_param):
    return copy_context().run(run, x, w, b, conv_param), (x, w, b, conv_param)
