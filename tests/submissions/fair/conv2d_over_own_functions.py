"""Conv2d calls the student's own conv functions of the same file and takes extra options (dtype, training)."""
import numpy as np


def he_normal(fan_in, shape, dtype):
    return np.sqrt(2.0 / fan_in) * np.random.standard_normal(shape).astype(dtype)


def conv_output_size(size, kernel, stride, pad):
    return -(-(size + 2 * pad - kernel + 1) // stride)


def conv_forward_im2col(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    F, C, HH, WW = w.shape
    Ho, Wo = (conv_output_size(n, k, s, p) for n, k in zip(x.shape[2:], w.shape[2:]))
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    cols = np.empty((len(x), C, HH, WW, Ho, Wo))
    for r in range(HH):
        for c in range(WW):
            cols[:, :, r, c] = xp[:, :, r:r + s * Ho:s, c:c + s * Wo:s]
    cols = cols.reshape(len(x), C * HH * WW, Ho * Wo)
    out = (w.reshape(F, -1) @ cols).reshape(len(x), F, Ho, Wo) + b[:, None, None]
    return out, (x, w, b, conv_param, cols)


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param, cols = cache
    s, p = conv_param["stride"], conv_param["pad"]
    (N, F, Ho, Wo), (_, C, HH, WW) = dout.shape, w.shape
    d = dout.reshape(N, F, -1)
    dw = (d @ cols.transpose(0, 2, 1)).sum(axis=0).reshape(w.shape)
    dcols = (w.reshape(F, -1).T @ d).reshape(N, C, HH, WW, Ho, Wo)
    dxp = np.zeros((N, C, x.shape[2] + 2 * p, x.shape[3] + 2 * p))
    for r in range(HH):
        for c in range(WW):
            dxp[:, :, r:r + s * Ho:s, c:c + s * Wo:s] += dcols[:, :, r, c]
    return dxp[:, :, p:p + x.shape[2], p:p + x.shape[3]], dw, d.sum(axis=(0, 2))


class Conv2d:
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, bias=True, dtype=np.float64):
        shape = (out_channels, in_channels, kernel_size, kernel_size)
        self.weight = he_normal(in_channels * kernel_size**2, shape, dtype)
        self.bias = np.zeros(out_channels, dtype)
        self.weight_grad, self.bias_grad = np.zeros(shape), np.zeros(out_channels)
        self.conv_param = dict(stride=stride, pad=padding)
        self.caches = []

    def forward(self, x, training=True):
        out, cache = conv_forward_im2col(x, self.weight, self.bias, self.conv_param)
        self.caches = [cache] if training else []
        return out

    def backward(self, dout):
        dx, self.weight_grad, self.bias_grad = conv_backward_im2col(dout, self.caches[-1])
        return dx

    def update(self, lr=1e-3):
        self.weight = self.weight + -lr * self.weight_grad
        self.bias = self.bias + -lr * self.bias_grad

    def __repr__(self):
        return f"Conv2d(weight {self.weight.shape}, {self.conv_param})"
