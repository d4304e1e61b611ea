"""update hands the parameters to an optimizer object; parameters live in a Parameter with data and grad."""
import numpy as np
class Parameter:
    def __init__(self, data):
        self.data, self.grad = data, None
class SGD:
    def __init__(self, params):
        self.params = params
    def step(self, lr):
        for q in self.params:
            np.subtract(q.data, lr * q.grad, out=q.data)
class through:
    def __init__(self, name, field):
        self.name, self.field = name, field
    def __get__(self, obj, owner=None):
        return self if obj is None else getattr(obj.__dict__[self.name], self.field)
    def __set__(self, obj, value):
        setattr(obj.__dict__[self.name], self.field, value)
class Conv2d:
    weight, weight_grad = through("_w", "data"), through("_w", "grad")
    bias, bias_grad = through("_b", "data"), through("_b", "grad")
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        std = np.sqrt(2 / (in_channels * kernel_size ** 2))
        self._w = Parameter(np.random.randn(out_channels, in_channels, kernel_size, kernel_size) * std)
        self._b = Parameter(np.zeros(out_channels))
        self.opt, self.stride, self.padding = SGD([self._w, self._b]), stride, padding

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
        self.opt.step(lr)
