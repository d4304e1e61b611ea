"""Conv2d as a dataclass with slots; the arrays are made in __post_init__."""
from dataclasses import dataclass, field

import numpy as np


@dataclass(slots=True, eq=False)
class Conv2d:
    in_channels: int
    out_channels: int
    kernel_size: int
    stride: int = 1
    padding: int = 0
    weight: np.ndarray = field(init=False, repr=False)
    bias: np.ndarray = field(init=False, repr=False)
    weight_grad: np.ndarray | None = field(default=None, init=False, repr=False)
    bias_grad: np.ndarray | None = field(default=None, init=False, repr=False)
    cols: np.ndarray | None = field(default=None, init=False, repr=False)
    x_shape: tuple = field(default=(), init=False)

    def __post_init__(self):
        k = self.kernel_size
        std = (2.0 / (self.in_channels * k * k)) ** 0.5
        self.weight = np.random.default_rng().standard_normal((self.out_channels, self.in_channels, k, k)) * std
        self.bias = np.zeros(self.out_channels)

    def out_size(self, size):
        return 1 + (size + 2 * self.padding - self.kernel_size) // self.stride

    def windows(self, shape):
        for i in range(self.out_size(shape[2])):
            for j in range(self.out_size(shape[3])):
                h, v = i * self.stride, j * self.stride
                yield i, j, np.s_[:, :, h:h + self.kernel_size, v:v + self.kernel_size]

    def forward(self, x):
        N, p = len(x), self.padding
        self.x_shape = x.shape
        xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        self.cols = np.stack([xp[at].reshape(N, -1) for _, _, at in self.windows(x.shape)], axis=1)
        out = self.cols @ self.weight.reshape(self.out_channels, -1).T + self.bias
        return out.transpose(0, 2, 1).reshape(N, self.out_channels, self.out_size(x.shape[2]), -1)

    def backward(self, dout):
        N, C, H, W = self.x_shape
        p, k = self.padding, self.kernel_size
        d = dout.reshape(N, self.out_channels, -1)
        self.weight_grad = np.einsum("nfl,nlk->fk", d, self.cols).reshape(self.weight.shape)
        self.bias_grad = d.sum(axis=(0, 2))
        dxp = np.zeros((N, C, H + 2 * p, W + 2 * p))
        for i, j, at in self.windows(self.x_shape):
            dxp[at] += (dout[:, :, i, j] @ self.weight.reshape(self.out_channels, -1)).reshape(N, C, k, k)
        return dxp[:, :, p:p + H, p:p + W]

    def update(self, lr):
        self.weight, self.bias = self.weight - lr * self.weight_grad, self.bias - lr * self.bias_grad
