"""Conv2d makes its arrays when they are first read (cached_property), with random.gauss from the standard library."""
import random
from functools import cached_property

import numpy as np


class Conv2d:
    weight_grad = None
    bias_grad = None

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        self.shape = (out_channels, in_channels, kernel_size, kernel_size)
        self.stride, self.padding = stride, padding

    @cached_property
    def weight(self):
        count = int(np.prod(self.shape))
        sigma = (2 * self.shape[0] / count) ** 0.5
        return np.array([random.gauss(0.0, sigma) for _ in range(count)]).reshape(self.shape)

    @cached_property
    def bias(self):
        return np.zeros(self.shape[0])

    def forward(self, x):
        s, p, k = self.stride, self.padding, self.shape[3]
        xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        view = np.lib.stride_tricks.sliding_window_view(xp, (k, k), axis=(2, 3))[:, :, ::s, ::s]
        self.saved = view, xp.shape
        return np.moveaxis(np.tensordot(view, self.weight, ([1, 4, 5], [1, 2, 3])) + self.bias, 3, 1)

    def backward(self, dout):
        view, padded_shape = self.saved
        s, p, k = self.stride, self.padding, self.shape[3]
        self.weight_grad = np.tensordot(dout, view, ([0, 2, 3], [0, 2, 3]))
        self.bias_grad = dout.sum((0, 2, 3))
        spread = np.zeros((dout.shape[0], self.shape[0], padded_shape[2] + k - 1, padded_shape[3] + k - 1))
        spread[:, :, k - 1:padded_shape[2]:s, k - 1:padded_shape[3]:s] = dout
        around = np.lib.stride_tricks.sliding_window_view(spread, (k, k), axis=(2, 3))
        dxp = np.tensordot(around, self.weight[:, :, ::-1, ::-1], ([1, 4, 5], [0, 2, 3])).transpose(0, 3, 1, 2)
        return dxp[:, :, p:padded_shape[2] - p, p:padded_shape[3] - p]

    def update(self, lr):
        self.weight = self.weight - lr * self.weight_grad
        self.bias = self.bias - lr * self.bias_grad
