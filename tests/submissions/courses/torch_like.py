"""In PyTorch's manner: keyword arguments, a kernel size that is one parameter, an image's windows side by side."""

from typing import Optional, Tuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_naive(
    input: np.ndarray, kernel: np.ndarray, bias: Optional[np.ndarray] = None, stride: int = 1, padding: int = 0
) -> np.ndarray:
    padded = np.pad(input, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = sliding_window_view(padded, kernel.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("nchwij,fcij->nfhw", windows, kernel)
    return out if bias is None else out + bias.reshape(1, -1, 1, 1)


def im2col(
    input: np.ndarray, kernel_size: Tuple[int, int], stride: int = 1, padding: int = 0
) -> np.ndarray:
    N, C = input.shape[:2]
    padded = np.pad(input, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))[:, :, ::stride, ::stride]
    return windows.transpose(0, 1, 4, 5, 2, 3).reshape(N, C * kernel_size[0] * kernel_size[1], -1)


def col2im(
    col: np.ndarray,
    input_shape: Tuple[int, int, int, int],
    kernel_size: Tuple[int, int],
    stride: int = 1,
    padding: int = 0,
) -> np.ndarray:
    N, C, H, W = input_shape
    kh, kw = kernel_size
    out_h, out_w = (H + 2 * padding - kh) // stride + 1, (W + 2 * padding - kw) // stride + 1
    col = col.reshape(N, C, kh, kw, out_h, out_w)
    padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for i in range(kh):
        for j in range(kw):
            padded[:, :, i : i + stride * out_h : stride, j : j + stride * out_w : stride] += col[:, :, i, j]
    return padded[:, :, padding : padding + H, padding : padding + W]


def conv2d_im2col(
    input: np.ndarray, kernel: np.ndarray, bias: Optional[np.ndarray] = None, stride: int = 1, padding: int = 0
) -> np.ndarray:
    N, _, H, W = input.shape
    F, _, kh, kw = kernel.shape
    out = kernel.reshape(F, -1) @ im2col(input, (kh, kw), stride, padding)
    out = out.reshape(N, F, (H + 2 * padding - kh) // stride + 1, (W + 2 * padding - kw) // stride + 1)
    return out if bias is None else out + bias.reshape(1, -1, 1, 1)


class Conv2dNumpy:
    def __init__(self, in_channels: int, out_channels: int, kernel_size: int, stride: int = 1, padding: int = 0):
        self.kernel_size, self.stride, self.padding = kernel_size, stride, padding
        shape = (out_channels, in_channels, kernel_size, kernel_size)
        self.weight = np.random.randn(*shape) * np.sqrt(2.0 / (in_channels * kernel_size * kernel_size))
        self.bias = np.zeros(out_channels)
        self.weight_grad = self.bias_grad = None

    def forward(self, input: np.ndarray) -> np.ndarray:
        self.input_shape = input.shape
        self.col = im2col(input, (self.kernel_size, self.kernel_size), self.stride, self.padding)
        return conv2d_im2col(input, self.weight, self.bias, self.stride, self.padding)

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        N, F = grad_output.shape[:2]
        flat = grad_output.reshape(N, F, -1)
        self.bias_grad = grad_output.sum(axis=(0, 2, 3))
        self.weight_grad = (flat @ self.col.transpose(0, 2, 1)).sum(axis=0).reshape(self.weight.shape)
        col = self.weight.reshape(F, -1).T @ flat
        size = (self.kernel_size, self.kernel_size)
        return col2im(col, self.input_shape, size, self.stride, self.padding)

    def update(self, lr: float):
        self.weight -= lr * self.weight_grad
        self.bias -= lr * self.bias_grad
