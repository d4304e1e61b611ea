"""Conv2d with __slots__: no attribute of another name can be set on it."""
import numpy as np


class Conv2d:
    __slots__ = ("weight", "bias", "weight_grad", "bias_grad", "_stride", "_pad", "_x")

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        fan_in = in_channels * kernel_size * kernel_size
        self.weight = np.random.normal(
            loc=0, scale=np.sqrt(2 / fan_in), size=(out_channels, in_channels, kernel_size, kernel_size))
        self.bias = np.zeros((out_channels,))
        self.weight_grad = self.bias_grad = None
        self._stride = stride
        self._pad = padding
        self._x = None

    def forward(self, x):
        self._x = np.pad(x, ((0, 0), (0, 0), (self._pad, self._pad), (self._pad, self._pad)))
        s, k = self._stride, self.weight.shape[2]
        H_out = (self._x.shape[2] - k) // s + 1
        W_out = (self._x.shape[3] - k) // s + 1
        out = np.empty((x.shape[0], self.weight.shape[0], H_out, W_out))
        out[:] = self.bias.reshape(1, -1, 1, 1)
        for p in range(k):
            for q in range(k):
                pixels = self._x[:, :, p:p + s * H_out:s, q:q + s * W_out:s]
                out += np.einsum("fc,ncij->nfij", self.weight[:, :, p, q], pixels)
        return out

    def backward(self, dout):
        s, k, pad = self._stride, self.weight.shape[2], self._pad
        H_out, W_out = dout.shape[2:]
        self.weight_grad = np.empty_like(self.weight)
        self.bias_grad = dout.sum(3).sum(2).sum(0)
        dx = np.zeros_like(self._x)
        for p in range(k):
            for q in range(k):
                at = np.s_[:, :, p:p + s * H_out:s, q:q + s * W_out:s]
                self.weight_grad[:, :, p, q] = np.einsum("nfij,ncij->fc", dout, self._x[at])
                dx[at] += np.einsum("fc,nfij->ncij", self.weight[:, :, p, q], dout)
        return dx[:, :, pad:dx.shape[2] - pad, pad:dx.shape[3] - pad]

    def update(self, lr):
        self.weight = self.weight - lr * self.weight_grad
        self.bias = self.bias - lr * self.bias_grad
