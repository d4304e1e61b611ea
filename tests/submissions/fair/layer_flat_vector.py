"""All parameters are views of one flat vector; gradients likewise; update is one line."""
import numpy as np
class Conv2d:
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        shape = (out_channels, in_channels, kernel_size, kernel_size)
        n = int(np.prod(shape))
        self.flat, self.grad = np.zeros(n + out_channels), np.zeros(n + out_channels)
        self.flat[:n] = np.random.default_rng().normal(0, np.sqrt(2 / (n / out_channels)), n)
        self.n, self.shape, self.stride, self.padding = n, shape, stride, padding
    weight = property(lambda self: self.flat[:self.n].reshape(self.shape))
    bias = property(lambda self: self.flat[self.n:])
    weight_grad = property(lambda self: self.grad[:self.n].reshape(self.shape), lambda self, v: self.grad.__setitem__(slice(None, self.n), v.ravel()))
    bias_grad = property(lambda self: self.grad[self.n:], lambda self, v: self.grad.__setitem__(slice(self.n, None), v))

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
        self.flat -= lr * self.grad
