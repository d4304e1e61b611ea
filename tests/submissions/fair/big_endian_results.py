"""Results are big-endian float64 ('>f8'), some of them not even aligned in memory."""
import numpy as np

BIG = np.dtype(">f8")


def unaligned(a):
    """Big-endian copy that starts at an odd address."""
    raw = np.zeros(a.nbytes + 1, dtype=np.uint8)
    odd = raw[1:].view(BIG).reshape(a.shape)
    odd[...] = a
    return odd


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.zeros((N, F, (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1), BIG)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            win = xp[:, None, :, i * s:i * s + HH, j * s:j * s + WW]
            out[:, :, i, j] = (win * w).sum(axis=(2, 3, 4)) + b
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxp, dw = np.zeros(xp.shape, BIG), np.zeros(w.shape, BIG)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            g = dout[:, :, i, j][:, :, None, None, None]
            at = (slice(None), slice(None), slice(i * s, i * s + HH), slice(j * s, j * s + WW))
            dxp[at] += (g * w).sum(axis=1)
            dw += (g * xp[at][:, None]).sum(axis=0)
    return dxp[:, :, p:p + H, p:p + W], unaligned(dw), dout.sum((0, 2, 3)).astype(BIG)


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    N, C, H, W = x_shape
    Ho, Wo = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    six = cols.reshape(N, Ho, Wo, C, HH, WW)
    img = np.zeros((N, C, H + 2 * pad, W + 2 * pad), BIG)
    for i in range(Ho):
        for j in range(Wo):
            img[:, :, i * stride:i * stride + HH, j * stride:j * stride + WW] += six[:, i, j]
    return unaligned(img[:, :, pad:pad + H, pad:pad + W])


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - ph) // s + 1, (W - pw) // s + 1), dtype=BIG)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = x[:, :, i * s:i * s + ph, j * s:j * s + pw].max(axis=(2, 3))
    return unaligned(out), (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape, BIG)
    for n, c, i, j in np.ndindex(dout.shape):
        win = x[n, c, i * s:i * s + ph, j * s:j * s + pw]
        p, q = np.unravel_index(np.argmax(win), win.shape)
        dx[n, c, i * s + p, j * s + q] += dout[n, c, i, j]
    return dx
