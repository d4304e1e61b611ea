"""Conv2d inherits from a small Module class with __call__, parameters() and an abstract forward."""
import abc

import numpy as np


class Parameter:
    def __init__(self, data):
        self.data = data
        self.grad = None


class Module(abc.ABC):
    def __init__(self):
        self._parameters = {}
        self.training = True

    def __setattr__(self, name, value):
        if isinstance(value, Parameter):
            self._parameters[name] = value
        object.__setattr__(self, name, value)

    def parameters(self):
        return list(self._parameters.values())

    def __call__(self, *inputs):
        return self.forward(*inputs)

    @abc.abstractmethod
    def forward(self, x): ...

    def update(self, lr):
        for parameter in self.parameters():
            parameter.data = parameter.data - lr * parameter.grad


class ConvNd(Module):
    def __init__(self, shape, stride, padding):
        super().__init__()
        self._weight = Parameter(np.random.randn(*shape) * np.sqrt(2 / np.prod(shape[1:])))
        self._bias = Parameter(np.zeros(shape[0]))
        self.stride, self.padding = stride, padding

    weight = property(lambda self: self._weight.data, lambda self, new: setattr(self._weight, "data", new))
    bias = property(lambda self: self._bias.data, lambda self, new: setattr(self._bias, "data", new))
    weight_grad = property(lambda self: self._weight.grad)
    bias_grad = property(lambda self: self._bias.grad)


class Conv2d(ConvNd):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        if isinstance(kernel_size, int):
            kernel_size = (kernel_size, kernel_size)
        super().__init__((out_channels, in_channels, *kernel_size), stride, padding)

    def forward(self, x):
        self.x = x
        p, s = self.padding, self.stride
        self.xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        F, C, HH, WW = self.weight.shape
        N, _, H, W = self.xp.shape
        out = np.zeros((N, F, (H - HH) // s + 1, (W - WW) // s + 1))
        for n, f, i, j in np.ndindex(out.shape):
            window = self.xp[n, :, i * s:i * s + HH, j * s:j * s + WW]
            out[n, f, i, j] = (window * self.weight[f]).sum() + self.bias[f]
        return out

    def backward(self, dout):
        p, s = self.padding, self.stride
        F, C, HH, WW = self.weight.shape
        dxp, dw = np.zeros_like(self.xp), np.zeros_like(self.weight)
        for n, f, i, j in np.ndindex(dout.shape):
            at = np.s_[n, :, i * s:i * s + HH, j * s:j * s + WW]
            dxp[at] += dout[n, f, i, j] * self.weight[f]
            dw[f] += dout[n, f, i, j] * self.xp[at]
        self._weight.grad, self._bias.grad = dw, dout.sum(axis=(0, 2, 3))
        return dxp[:, :, p:p + self.x.shape[2], p:p + self.x.shape[3]]
