"""All twelve are right, and then the file raises at import: a check of its own is wrong."""
import numpy as np


def conv_output_size(size, kernel, stride, pad):
    return 1 + (size + 2 * pad - kernel) // stride


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.zeros((N, F, conv_output_size(H, HH, s, p), conv_output_size(W, WW, s, p)))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            window = xp[:, :, i * s:i * s + HH, j * s:j * s + WW]
            out[:, :, i, j] = np.tensordot(window, w, ([1, 2, 3], [1, 2, 3])) + b
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            window = np.s_[:, :, i * s:i * s + HH, j * s:j * s + WW]
            dw += np.tensordot(dout[:, :, i, j], xp[window], (0, 0))
            dxp[window] += np.tensordot(dout[:, :, i, j], w, 1)
    return dxp[:, :, p:p + H, p:p + W], dw, dout.sum(axis=(0, 2, 3))


def im2col(x, HH, WW, stride=1, pad=0):
    N, C, H, W = x.shape
    Ho, Wo = conv_output_size(H, HH, stride, pad), conv_output_size(W, WW, stride, pad)
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = np.empty((N, Ho, Wo, C, HH, WW))
    for p in range(HH):
        for q in range(WW):
            pixels = xp[:, :, p:p + stride * Ho:stride, q:q + stride * Wo:stride]
            cols[:, :, :, :, p, q] = pixels.transpose(0, 2, 3, 1)
    return cols.reshape(N * Ho * Wo, C * HH * WW)


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    N, C, H, W = x_shape
    Ho, Wo = conv_output_size(H, HH, stride, pad), conv_output_size(W, WW, stride, pad)
    six = cols.reshape(N, Ho, Wo, C, HH, WW)
    xp = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    for p in range(HH):
        for q in range(WW):
            xp[:, :, p:p + stride * Ho:stride, q:q + stride * Wo:stride] += six[..., p, q].transpose(0, 3, 1, 2)
    return xp[:, :, pad:pad + H, pad:pad + W]


def conv_forward_im2col(x, w, b, conv_param):
    F, _, HH, WW = w.shape
    cols = im2col(x, HH, WW, conv_param["stride"], conv_param["pad"])
    out = cols @ w.reshape(F, -1).T + b
    Ho = conv_output_size(x.shape[2], HH, conv_param["stride"], conv_param["pad"])
    return out.reshape(len(x), Ho, -1, F).transpose(0, 3, 1, 2), (x, w, b, conv_param)


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    F, _, HH, WW = w.shape
    s, p = conv_param["stride"], conv_param["pad"]
    d = dout.transpose(0, 2, 3, 1).reshape(-1, F)
    dw = (d.T @ im2col(x, HH, WW, s, p)).reshape(w.shape)
    return col2im(d @ w.reshape(F, -1), x.shape, HH, WW, s, p), dw, d.sum(axis=0)


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, conv_output_size(H, ph, s, 0), conv_output_size(W, pw, s, 0)))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = x[:, :, i * s:i * s + ph, j * s:j * s + pw].max(axis=(2, 3))
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            window = x[:, :, i * s:i * s + ph, j * s:j * s + pw]
            mask = window == window.max(axis=(2, 3), keepdims=True)
            dx[:, :, i * s:i * s + ph, j * s:j * s + pw] += mask * dout[:, :, i, j, None, None]
    return dx


def avg_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, conv_output_size(H, ph, s, 0), conv_output_size(W, pw, s, 0)))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = x[:, :, i * s:i * s + ph, j * s:j * s + pw].mean(axis=(2, 3))
    return out, (x, pool_param)


def avg_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            dx[:, :, i * s:i * s + ph, j * s:j * s + pw] += dout[:, :, i, j, None, None] / (ph * pw)
    return dx


class Conv2d:
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        k = kernel_size
        self.weight = np.random.randn(out_channels, in_channels, k, k) * np.sqrt(2 / (in_channels * k * k))
        self.bias = np.zeros(out_channels)
        self.weight_grad, self.bias_grad = None, None
        self.conv_param = {"stride": stride, "pad": padding}

    def forward(self, x):
        out, self.cache = conv_forward_im2col(x, self.weight, self.bias, self.conv_param)
        return out

    def backward(self, dout):
        dx, self.weight_grad, self.bias_grad = conv_backward_im2col(dout, self.cache)
        return dx

    def update(self, lr):
        self.weight = self.weight - lr * self.weight_grad
        self.bias = self.bias - lr * self.bias_grad


assert conv_output_size(5, 3, 1, 0) == 4, "my own test"
