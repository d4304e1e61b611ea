"""Signatures are (*args, **kwargs): the parameters are unpacked inside."""
import numpy as np


def conv_output_size(*args, **kwargs):
    values = dict(zip(("size", "kernel", "stride", "pad"), args), **kwargs)
    return 1 + (values["size"] + 2 * values["pad"] - values["kernel"]) // values["stride"]


def conv_forward_naive(*args, **kwargs):
    def unpack(x, w, b, conv_param):
        return x, w, b, conv_param["stride"], conv_param["pad"], conv_param

    x, w, b, s, p, conv_param = unpack(*args, **kwargs)
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    out = np.zeros((N, F, conv_output_size(H, HH, s, p), conv_output_size(W, WW, s, pad=p)))
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    for index in np.ndindex(*out.shape):
        n, f, i, j = index
        out[index] = (xp[n, :, i * s:i * s + HH, j * s:j * s + WW] * w[f]).sum() + b[f]
    return out, (x, w, b, conv_param)


def conv_backward_naive(*args):
    dout, (x, w, b, conv_param), *_ = args
    s, p = conv_param["stride"], conv_param["pad"]
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxp, dw, db = np.zeros(xp.shape), np.zeros(w.shape), np.zeros(b.shape)
    for index in np.ndindex(*dout.shape):
        n, f, i, j = index
        at = (n, slice(None), slice(i * s, i * s + w.shape[2]), slice(j * s, j * s + w.shape[3]))
        dxp[at] += w[f] * dout[index]
        dw[f] += xp[at] * dout[index]
        db[f] += dout[index]
    return dxp[:, :, p:p + x.shape[2], p:p + x.shape[3]], dw, db


def im2col(x, *window, **options):
    given = dict(zip(("HH", "WW", "stride", "pad"), window), **options)
    HH, WW, stride, pad = given["HH"], given["WW"], given.get("stride", 1), given.get("pad", 0)
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    return np.array([xp[n, :, i:i + HH, j:j + WW].ravel()
                     for n in range(len(x))
                     for i in range(0, xp.shape[2] - HH + 1, stride)
                     for j in range(0, xp.shape[3] - WW + 1, stride)])


def max_pool_forward_naive(*args, **kwargs):
    x, pool_param = (*args, *kwargs.values())
    ph, pw, s = (pool_param[key] for key in ("pool_height", "pool_width", "stride"))
    out = np.zeros((*x.shape[:2], conv_output_size(x.shape[2], ph, s, 0), conv_output_size(x.shape[3], pw, s, 0)))
    for n, c, i, j in np.ndindex(*out.shape):
        out[n, c, i, j] = max(x[n, c, i * s:i * s + ph, j * s:j * s + pw].ravel())
    return out, (x, pool_param)


class Conv2d:
    def __init__(self, *args, **kwargs):
        names = ("in_channels", "out_channels", "kernel_size", "stride", "padding")
        options = {"stride": 1, "padding": 0, **dict(zip(names, args)), **kwargs}
        self.__dict__.update(options)
        shape = (self.out_channels, self.in_channels, self.kernel_size, self.kernel_size)
        self.weight = np.random.standard_normal(shape) * np.sqrt(2 / np.prod(shape[1:]))
        self.bias = np.zeros(self.out_channels)
        self.weight_grad, self.bias_grad = np.zeros(shape), np.zeros(self.out_channels)

    def forward(self, *inputs):
        out, self.cache = conv_forward_naive(
            *inputs, self.weight, self.bias, {"stride": self.stride, "pad": self.padding})
        return out

    def backward(self, *grads):
        dx, *rest = conv_backward_naive(*grads, self.cache)
        self.weight_grad, self.bias_grad = rest
        return dx

    def update(self, *args, **kwargs):
        lr, = (*args, *kwargs.values())
        self.weight = self.weight - lr * self.weight_grad
        self.bias = self.bias - lr * self.bias_grad
