"""Structural pattern matching on shapes, params and caches."""
import numpy as np


def conv_output_size(size, kernel, stride, pad):
    match size + 2 * pad - kernel, stride:
        case 0, _:
            return 1
        case room, 1:
            return room + 1
        case room, step:
            return room // step + 1


def conv_forward_naive(x, w, b, conv_param):
    match x.shape, w.shape, conv_param:
        case (N, C, H, W), (F, C2, HH, WW), {"stride": s, "pad": p} if C == C2:
            pass
        case _:
            raise ValueError("shapes don't fit")
    match p:
        case 0:
            xp = x
        case _:
            xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.zeros((N, F, conv_output_size(H, HH, s, p), conv_output_size(W, WW, s, p)))
    for n, f, i, j in np.ndindex(out.shape):
        out[n, f, i, j] = (xp[n, :, i * s:i * s + HH, j * s:j * s + WW] * w[f]).sum() + b[f]
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    match cache:
        case (x, w, b, {"stride": s, "pad": p}):
            xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxp, dw, db = np.zeros_like(xp), np.zeros_like(w), np.zeros_like(b)
    for n, f, i, j in np.ndindex(dout.shape):
        match dout[n, f, i, j]:
            case 0.0:
                continue
            case g:
                at = np.s_[n, :, i * s:i * s + w.shape[2], j * s:j * s + w.shape[3]]
                dxp[at] += g * w[f]
                dw[f] += g * xp[at]
                db[f] += g
    match p, x.shape:
        case 0, _:
            return dxp, dw, db
        case _, (_, _, H, W):
            return dxp[:, :, p:p + H, p:p + W], dw, db


def pool(x, pool_param, kind):
    match pool_param:
        case {"stride": s, "pool_height": ph, "pool_width": pw}:
            out = np.zeros((*x.shape[:2], conv_output_size(x.shape[2], ph, s, 0), conv_output_size(x.shape[3], pw, s, 0)))
    for n, c, i, j in np.ndindex(out.shape):
        window = x[n, c, i * s:i * s + ph, j * s:j * s + pw]
        match kind:
            case "max":
                out[n, c, i, j] = window.max()
            case "avg" | "average" | "mean":
                out[n, c, i, j] = window.mean()
    return out, (x, pool_param)


def max_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, "max")


def avg_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, "avg")
