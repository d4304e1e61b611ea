"""dx by the textbook: dout spread out by the stride, padded all round, correlated with the rotated kernels."""
import numpy as np


def correlate(image, kernel):
    """image (N, A, H, W), kernel (B, A, h, w) -> (N, B, H - h + 1, W - w + 1), stride 1, no padding."""
    N, A, H, W = image.shape
    B, A, h, w = kernel.shape
    result = np.zeros((N, B, H - h + 1, W - w + 1))
    for r in range(H - h + 1):
        for c in range(W - w + 1):
            patch = image[:, :, r:r + h, c:c + w].reshape(N, -1)
            result[:, :, r, c] = patch @ kernel.reshape(B, -1).T
    return result


def conv_forward_naive(x, w, b, conv_param):
    pad, stride = conv_param["pad"], conv_param["stride"]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = correlate(x_pad, w)[:, :, ::stride, ::stride] + b.reshape(1, -1, 1, 1)
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    pad, stride = conv_param["pad"], conv_param["stride"]
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape

    # dout as stride 1 would have given it: zeros between the entries and after the last one
    spread = np.zeros((N, F, H + 2 * pad - HH + 1, W + 2 * pad - WW + 1))
    spread[:, :, ::stride, ::stride] = dout

    around = np.pad(spread, ((0, 0), (0, 0), (HH - 1, HH - 1), (WW - 1, WW - 1)))
    rotated = np.rot90(w, 2, axes=(2, 3)).transpose(1, 0, 2, 3)  # (C, F, HH, WW)
    dx = correlate(around, rotated)[:, :, pad:pad + H, pad:pad + W]

    # dw is a correlation as well: the image with dout, the batch playing the part of the channels
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dw = correlate(x_pad.transpose(1, 0, 2, 3), spread.transpose(1, 0, 2, 3)).transpose(1, 0, 2, 3)

    db = dout.sum(axis=(0, 2, 3))
    return dx, dw, db
