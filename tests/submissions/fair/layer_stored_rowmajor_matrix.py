"""Weights are stored as a matrix (C k k, F); weight is a transposed view of it, a property without setter."""
import numpy as np
class Conv2d:
    weight_grad = bias_grad = None
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        n = in_channels * kernel_size ** 2
        self.theta = np.vstack([np.random.randn(n, out_channels) * np.sqrt(2 / n), np.zeros(out_channels)])
        self.shape, self.stride, self.padding = (out_channels, in_channels, kernel_size, kernel_size), stride, padding
    @property
    def weight(self):
        return np.moveaxis(self.theta[:-1].reshape(*self.shape[1:], -1), 3, 0)
    @property
    def bias(self):
        return self.theta[-1]

    def forward(self, x):
        s, p = self.stride, self.padding
        self.x, self.xp = x.shape, np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        v = np.lib.stride_tricks.sliding_window_view(self.xp, self.weight.shape[2:], (2, 3))[:, :, ::s, ::s]
        return np.einsum("ncijpq,fcpq->nfij", v, self.weight) + self.bias[:, None, None]
    def backward(self, dout):
        s, p, k = self.stride, self.padding, self.weight.shape[2]
        dxp, dw = np.zeros_like(self.xp), np.zeros(self.weight.shape)
        for i, j in np.ndindex(dout.shape[2:]):
            at = np.s_[:, :, i * s:i * s + k, j * s:j * s + k]
            dw += np.tensordot(dout[:, :, i, j], self.xp[at], (0, 0))
            dxp[at] += np.tensordot(dout[:, :, i, j], self.weight, 1)
        self.weight_grad, self.bias_grad = dw, dout.sum((0, 2, 3))
        return dxp[:, :, p:p + self.x[2], p:p + self.x[3]]
    def update(self, lr):
        self.theta[:-1] -= lr * self.weight_grad.reshape(self.shape[0], -1).T
        self.theta[-1] -= lr * self.bias_grad
