"""Conv2d whose update subtracts in place, with gradients kept in buffers that are overwritten each time."""
import numpy as np


class Conv2d:
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        self.stride, self.padding = stride, padding
        shape = (out_channels, in_channels, kernel_size, kernel_size)
        self.weight = np.random.randn(*shape)
        self.weight *= np.sqrt(2.0 / (in_channels * kernel_size * kernel_size))
        self.bias = np.zeros(out_channels)
        self.weight_grad = np.zeros_like(self.weight)
        self.bias_grad = np.zeros_like(self.bias)

    def _windows(self, x):
        k, s = self.weight.shape[-1], self.stride
        for i, top in enumerate(range(0, x.shape[2] - k + 1, s)):
            for j, left in enumerate(range(0, x.shape[3] - k + 1, s)):
                yield i, j, np.s_[:, :, top:top + k, left:left + k]

    def forward(self, x):
        p, k, s = self.padding, self.weight.shape[-1], self.stride
        self.xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        H, W = self.xp.shape[2:]
        out = np.zeros((len(x), len(self.weight), (H - k) // s + 1, (W - k) // s + 1))
        for i, j, at in self._windows(self.xp):
            out[:, :, i, j] = np.tensordot(self.xp[at], self.weight, ([1, 2, 3], [1, 2, 3])) + self.bias
        return out

    def backward(self, dout):
        self.weight_grad[:] = 0
        self.bias_grad[:] = dout.sum(axis=(0, 2, 3))
        dxp = np.zeros_like(self.xp)
        for i, j, at in self._windows(self.xp):
            g = dout[:, :, i, j]
            self.weight_grad += np.tensordot(g, self.xp[at], (0, 0))
            dxp[at] += np.tensordot(g, self.weight, 1)
        p = self.padding
        return dxp[:, :, p:dxp.shape[2] - p, p:dxp.shape[3] - p]

    def update(self, lr):
        self.weight -= lr * self.weight_grad
        np.subtract(self.bias, lr * self.bias_grad, out=self.bias)
