"""`from __future__ import annotations` with annotations that could never be evaluated."""
from __future__ import annotations

import numpy as np


def conv_output_size(size: H, kernel: HH, stride: "1, 2, ...", pad: NotDefinedAnywhere) -> H_out:
    return 1 + (size + 2 * pad - kernel) // stride


def im2col(x: Tensor[N, C, H, W], HH: int, WW: int, stride: int = 1, pad: int = 0) -> Matrix[N * H_out * W_out, C * HH * WW]:
    N, C, H, W = x.shape
    H_out: torch.Size = 1 + (H + 2 * pad - HH) // stride
    W_out: torch.Size = 1 + (W + 2 * pad - WW) // stride
    x_pad: Tensor[N, C, H + 2 * pad, W + 2 * pad] = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    cols = np.empty((N, H_out, W_out, C, HH, WW))
    for p in range(HH):
        for q in range(WW):
            piece = x_pad[:, :, p : p + stride * H_out : stride, q : q + stride * W_out : stride]
            cols[..., p, q] = np.moveaxis(piece, 1, -1)
    return cols.reshape(N * H_out * W_out, -1)


def conv_forward_im2col(x: Tensor, w: Tensor, b: Tensor, conv_param: {"stride": int, "pad": int}) -> (Tensor, "cache"):
    F, C, HH, WW = w.shape
    cols = im2col(x, HH, WW, **conv_param)
    H_out = conv_output_size(x.shape[2], HH, **conv_param)
    out = w.reshape(F, -1) @ cols.T + b[:, None]
    return out.reshape(F, len(x), H_out, -1).swapaxes(0, 1), (x, w, b, conv_param)


def conv_backward_im2col(dout: Tensor, cache: ...) -> (Tensor, Tensor, Tensor):
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    F, C, HH, WW = w.shape
    N, F, H_out, W_out = dout.shape
    d: Matrix[F, N * H_out * W_out] = dout.swapaxes(0, 1).reshape(F, -1)
    dw = d @ im2col(x, HH, WW, s, p)
    dcols = (w.reshape(F, -1).T @ d).reshape(C, HH, WW, N, H_out, W_out)
    H, W = x.shape[2:]
    dx_pad = np.zeros((C, N, H + 2 * p, W + 2 * p))
    for r in range(HH):
        for q in range(WW):
            dx_pad[:, :, r : r + s * H_out : s, q : q + s * W_out : s] += dcols[:, r, q]
    return dx_pad[:, :, p : p + H, p : p + W].swapaxes(0, 1), dw.reshape(w.shape), d.sum(axis=1)


class Layer:
    weight: Tensor[F, C, k, k]
    bias: Tensor[F]


class Conv2d(Layer):
    def __init__(self: Self, in_channels: C, out_channels: F, kernel_size: k, stride: s = 1, padding: p = 0) -> None:
        self.weight = np.random.normal(
            0.0, (2.0 / (in_channels * kernel_size**2)) ** 0.5, (out_channels, in_channels, kernel_size, kernel_size)
        )
        self.bias = np.zeros(out_channels)
        self.conv_param = {"stride": stride, "pad": padding}
        self.weight_grad = self.bias_grad = None

    def forward(self, x: Tensor) -> Tensor:
        out, self._cache = conv_forward_im2col(x, self.weight, self.bias, self.conv_param)
        return out

    def backward(self, dout: Tensor) -> Tensor:
        dx, self.weight_grad, self.bias_grad = conv_backward_im2col(dout, self._cache)
        return dx

    def update(self, lr: float) -> Nothing:
        self.weight = self.weight - lr * self.weight_grad
        self.bias = self.bias - lr * self.bias_grad
