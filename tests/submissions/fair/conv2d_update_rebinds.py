"""Conv2d whose update binds new arrays to self.weight and self.bias; initial weights by np.random.default_rng()."""
import numpy as np


class Conv2d(object):
    rng = np.random.default_rng()

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        fan_in = in_channels * kernel_size ** 2
        self.weight = self.rng.normal(0, np.sqrt(2 / fan_in), (out_channels, in_channels, kernel_size, kernel_size))
        self.bias = np.zeros(out_channels)
        self.weight_grad = None
        self.bias_grad = None
        self.k, self.s, self.p = kernel_size, stride, padding

    def forward(self, x):
        k, s, p = self.k, self.s, self.p
        x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        self.view = np.lib.stride_tricks.sliding_window_view(x, (k, k), axis=(2, 3))[:, :, ::s, ::s]
        self.shape = x.shape
        out = np.einsum("ncijpq,fcpq->nfij", self.view, self.weight, optimize=True)
        return out + self.bias[:, None, None]

    def backward(self, dout):
        k, s, p = self.k, self.s, self.p
        self.weight_grad = np.einsum("nfij,ncijpq->fcpq", dout, self.view, optimize=True)
        self.bias_grad = np.einsum("nfij->f", dout)
        dx = np.zeros(self.shape)
        for i in range(dout.shape[2]):
            for j in range(dout.shape[3]):
                piece = np.einsum("nf,fcpq->ncpq", dout[:, :, i, j], self.weight)
                dx[:, :, i * s:i * s + k, j * s:j * s + k] += piece
        return dx[:, :, p:self.shape[2] - p, p:self.shape[3] - p]

    def update(self, lr):
        self.weight = self.weight - lr * self.weight_grad
        self.bias = self.bias - lr * self.bias_grad
