"""No padding anywhere: masks, clipped indices and partial windows do the work at the borders."""
import numpy as np


def _overlap(i, stride, pad, size, kernel):
    """Rows of the image and of the kernel that meet in window i; both may be empty."""
    start = i * stride - pad
    lo, hi = max(start, 0), min(start + kernel, size)
    hi = max(lo, hi)
    return slice(lo, hi), slice(lo - start, hi - start)


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    out = np.tile(b[None, :, None, None], (N, 1, 1 + (H + 2 * p - HH) // s, 1 + (W + 2 * p - WW) // s))
    for i in range(out.shape[2]):
        xr, wr = _overlap(i, s, p, H, HH)
        for j in range(out.shape[3]):
            xc, wc = _overlap(j, s, p, W, WW)
            out[:, :, i, j] += np.einsum("nchw,fchw->nf", x[:, :, xr, xc], w[:, :, wr, wc])
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    dx, dw = np.zeros_like(x), np.zeros_like(w)
    for i in range(dout.shape[2]):
        xr, wr = _overlap(i, s, p, H, HH)
        for j in range(dout.shape[3]):
            xc, wc = _overlap(j, s, p, W, WW)
            dx[:, :, xr, xc] += np.einsum("nf,fchw->nchw", dout[:, :, i, j], w[:, :, wr, wc])
            dw[:, :, wr, wc] += np.einsum("nf,nchw->fchw", dout[:, :, i, j], x[:, :, xr, xc])
    return dx, dw, np.einsum("nfij->f", dout)


def im2col(x, HH, WW, stride=1, pad=0):
    N, C, H, W = x.shape
    rows = np.add.outer(np.arange((H + 2 * pad - HH) // stride + 1) * stride - pad, np.arange(HH))
    cols = np.add.outer(np.arange((W + 2 * pad - WW) // stride + 1) * stride - pad, np.arange(WW))
    inside = ((rows >= 0) & (rows < H))[:, None, :, None] & ((cols >= 0) & (cols < W))[None, :, None, :]
    clipped = x.take(rows, axis=2, mode="clip").take(cols, axis=4, mode="clip")   # (N, C, H', HH, W', WW)
    picked = np.where(inside, clipped.transpose(0, 1, 2, 4, 3, 5), 0.0)
    return picked.transpose(0, 2, 3, 1, 4, 5).reshape(-1, C * HH * WW)


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    N, C, H, W = x_shape
    Ho, Wo = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    six = cols.reshape(N, Ho, Wo, C, HH, WW)
    x = np.zeros(x_shape)
    for i in range(Ho):
        xr, cr = _overlap(i, stride, pad, H, HH)
        for j in range(Wo):
            xc, cc = _overlap(j, stride, pad, W, WW)
            x[:, :, xr, xc] += six[:, i, j][:, :, cr, cc]
    return x
