"""The layer, on the functions of conv.py."""

import numpy as np
from conv import conv_backward_naive, conv_forward_naive


class Conv2d:
    """A convolution with parameters of its own."""

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        fan_in = in_channels * kernel_size**2
        shape = (out_channels, in_channels, kernel_size, kernel_size)
        self.weight = np.random.randn(*shape) * np.sqrt(2 / fan_in)
        self.bias = np.zeros(out_channels)
        self.weight_grad = self.bias_grad = None
        self.conv_param = {"stride": stride, "pad": padding}

    def forward(self, x):
        out, self.cache = conv_forward_naive(x, self.weight, self.bias, self.conv_param)
        return out

    def backward(self, dout):
        dx, self.weight_grad, self.bias_grad = conv_backward_naive(dout, self.cache)
        return dx

    def update(self, lr):
        self.weight = self.weight - lr * self.weight_grad
        self.bias = self.bias - lr * self.bias_grad
