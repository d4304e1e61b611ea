"""Debug prints in the loops, warnings, logging and writes to stderr."""
import logging
import sys
import warnings

import numpy as np

logging.basicConfig(level=logging.DEBUG)
log = logging.getLogger("conv")
print("layers.py 불러왔어요 ✓")


def conv_output_size(size, kernel, stride, pad):
    print("conv_output_size", size, kernel, stride, pad, flush=True)
    return 1 + (size + 2 * pad - kernel) // stride


def conv_forward_naive(x, w, b, conv_param):
    warnings.warn("naive version is slow", RuntimeWarning)
    print("x", x.shape, "w", w.shape, "b", b.shape, conv_param)
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.zeros((N, F, 1 + (H + 2 * p - HH) // s, 1 + (W + 2 * p - WW) // s))
    for n, f, i, j in np.ndindex(out.shape):
        out[n, f, i, j] = np.sum(xp[n, :, i * s:i * s + HH, j * s:j * s + WW] * w[f]) + b[f]
        if i == j == 0:
            print(f"out[{n}, {f}, {i}, {j}] = {out[n, f, i, j]:.3f}", end="\r\n")
    sys.stderr.write("forward 끝\n")
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    log.debug("dout %s mean %.3f", dout.shape, dout.mean())
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxp, dw, db = np.zeros_like(xp), np.zeros_like(w), np.zeros_like(b)
    for n, f, i, j in np.ndindex(dout.shape):
        dxp[n, :, i * s:i * s + HH, j * s:j * s + WW] += w[f] * dout[n, f, i, j]
        dw[f] += xp[n, :, i * s:i * s + HH, j * s:j * s + WW] * dout[n, f, i, j]
        db[f] += dout[n, f, i, j]
    print("\033[31mdx_padded\033[0m\n", dxp[0, 0])
    np.divide(1.0, np.zeros(1))  # RuntimeWarning: divide by zero
    return dxp[:, :, p:p + H, p:p + W], dw, db


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, 1 + (H - ph) // s, 1 + (W - pw) // s))
    for n, c, i, j in np.ndindex(out.shape):
        out[n, c, i, j] = np.max(x[n, c, i * s:i * s + ph, j * s:j * s + pw])
    print("=" * 60, out, "=" * 60, sep="\n", file=sys.stderr)
    warnings.warn("DEPRECATED " * 5, DeprecationWarning, stacklevel=2)
    return out, (x, pool_param)
