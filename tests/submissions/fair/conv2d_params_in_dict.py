"""Conv2d keeps params and grads in dicts; weight, bias and their gradients are read-only properties over them."""
import numpy as np


class Conv2d:
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        self.params = {}
        self.grads = {"W": None, "b": None}
        self.params["W"] = np.random.randn(out_channels, in_channels, kernel_size, kernel_size) / np.sqrt(
            in_channels * kernel_size * kernel_size / 2
        )
        self.params["b"] = np.zeros(out_channels)
        self.conv_param = {"stride": stride, "pad": padding}
        self.cache = []

    @property
    def weight(self):
        return self.params["W"]

    @property
    def bias(self):
        return self.params["b"]

    @property
    def weight_grad(self):
        return self.grads["W"]

    @property
    def bias_grad(self):
        return self.grads["b"]

    def forward(self, x):
        s, pad = self.conv_param["stride"], self.conv_param["pad"]
        W, b = self.params["W"], self.params["b"]
        k = W.shape[-1]
        xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        tops, lefts = range(0, xp.shape[2] - k + 1, s), range(0, xp.shape[3] - k + 1, s)
        out = np.zeros((len(x), len(W), len(tops), len(lefts)))
        for i, t in enumerate(tops):
            for j, le in enumerate(lefts):
                out[:, :, i, j] = xp[:, :, t:t + k, le:le + k].reshape(len(x), -1) @ W.reshape(len(W), -1).T + b
        self.cache = [xp, tops, lefts]
        return out

    def backward(self, dout):
        xp, tops, lefts = self.cache
        W, pad = self.params["W"], self.conv_param["pad"]
        k = W.shape[-1]
        dxp, dW = np.zeros(xp.shape), np.zeros((len(W), W[0].size))
        for i, t in enumerate(tops):
            for j, le in enumerate(lefts):
                g = dout[:, :, i, j]
                dW += g.T @ xp[:, :, t:t + k, le:le + k].reshape(len(xp), -1)
                dxp[:, :, t:t + k, le:le + k] += (g @ W.reshape(len(W), -1)).reshape(len(xp), -1, k, k)
        self.grads = {"W": dW.reshape(W.shape), "b": dout.sum(axis=(0, 2, 3))}
        return dxp[:, :, pad:dxp.shape[2] - pad, pad:dxp.shape[3] - pad]

    def update(self, lr):
        for name in self.params:
            self.params[name] -= lr * self.grads[name]
