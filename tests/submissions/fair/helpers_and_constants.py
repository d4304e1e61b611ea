"""Global constants and many small helper functions, defined after they are used."""
import numpy as np

N_AXIS, C_AXIS, H_AXIS, W_AXIS = range(4)
NO_PAD = (0, 0)
DTYPE = np.float64
DEFAULTS = {"stride": 1, "pad": 0}
np.set_printoptions(precision=2, suppress=True)
np.random.seed(231)


def conv_output_size(size, kernel, stride, pad):
    return steps(room(padded(size, pad), kernel), stride) + 1


def conv_forward_naive(x, w, b, conv_param):
    S, P = params(conv_param)
    xp = zero_pad(x, P)
    out = np.zeros(out_shape(xp, w, S), DTYPE)
    for n, f, i, j in np.ndindex(out.shape):
        out[n, f, i, j] = score(cut(xp[n], i, j, S, w), w[f], b[f])
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    S, P = params(conv_param)
    xp = zero_pad(x, P)
    dxp, dw, db = (np.zeros_like(a) for a in (xp, w, b))
    for n, f, i, j in np.ndindex(dout.shape):
        g = dout[n, f, i, j]
        cut(dxp[n], i, j, S, w)[...] += g * w[f]
        dw[f] += g * cut(xp[n], i, j, S, w)
        db[f] += g
    return unpad(dxp, P), dw, db


def padded(size, pad):
    return size + pad + pad


def room(size, kernel):
    return size - kernel


def steps(distance, stride):
    return distance // stride


def params(conv_param):
    merged = {**DEFAULTS, **conv_param}
    return merged["stride"], merged["pad"]


def zero_pad(x, P):
    return np.pad(x, (NO_PAD, NO_PAD, (P, P), (P, P)), constant_values=0)


def unpad(x, P):
    return x[..., P:x.shape[H_AXIS] - P, P:x.shape[W_AXIS] - P]


def out_shape(xp, w, S):
    H_out = steps(room(xp.shape[H_AXIS], w.shape[H_AXIS]), S) + 1
    W_out = steps(room(xp.shape[W_AXIS], w.shape[W_AXIS]), S) + 1
    return xp.shape[N_AXIS], w.shape[N_AXIS], H_out, W_out


def cut(image, i, j, S, w):
    return image[:, i * S:i * S + w.shape[H_AXIS], j * S:j * S + w.shape[W_AXIS]]


def score(window, kernel, bias):
    return float((window * kernel).sum() + bias)


def rel_error(a, b):
    return np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))


def test_conv_forward():
    x = np.linspace(-0.1, 0.5, num=96).reshape(2, 3, 4, 4)
    out, _ = conv_forward_naive(x, np.ones((1, 3, 4, 4)), np.zeros(1), {"stride": 2, "pad": 0})
    assert rel_error(out.ravel(), x.reshape(2, -1).sum(axis=1)) < 1e-9


test_conv_forward()
