"""The convolution theorem: products in np.fft's frequency domain, forward and backward."""
import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    size = xp.shape[2:]
    HH, WW = w.shape[2:]
    X = np.fft.rfft2(xp)[:, None]                   # (N, 1, C, Hp, Wf)
    K = np.fft.rfft2(w, s=size)[None]               # (1, F, C, Hp, Wf)
    full = np.fft.irfft2((X * np.conj(K)).sum(axis=2), s=size)
    # circular correlation: only these shifts don't wrap round
    valid = full[:, :, : size[0] - HH + 1, : size[1] - WW + 1]
    return valid[:, :, ::s, ::s] + b[None, :, None, None], (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    size = xp.shape[2:]
    spread = np.zeros(dout.shape[:2] + size)
    spread[:, :, : size[0] - HH + 1 : s, : size[1] - WW + 1 : s] = dout
    D = np.fft.rfft2(spread)
    X = np.fft.rfft2(xp)
    K = np.fft.rfft2(w, s=size)
    dxp = np.fft.irfft2((D[:, :, None] * K[None]).sum(axis=1), s=size)
    dw = np.fft.irfft2((np.conj(D)[:, :, None] * X[:, None]).sum(axis=0), s=size)[:, :, :HH, :WW]
    return dxp[:, :, p : p + H, p : p + W], dw, dout.sum(axis=(0, 2, 3))
