"""Caches are instances of the student's own classes, and those instances do the backward work."""
import numpy as np


class ConvStep:
    def __init__(self, x, w, b, stride, pad):
        self.x, self.w, self.b, self.stride, self.pad = x, w, b, stride, pad
        self.x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))

    def positions(self):
        HH, WW = self.w.shape[2:]
        Hp, Wp = self.x_pad.shape[2:]
        for i, top in enumerate(range(0, Hp - HH + 1, self.stride)):
            for j, left in enumerate(range(0, Wp - WW + 1, self.stride)):
                yield i, j, np.s_[:, :, top:top + HH, left:left + WW]

    def out(self):
        (F, C, HH, WW), (N, _, Hp, Wp) = self.w.shape, self.x_pad.shape
        result = np.zeros((N, F, (Hp - HH) // self.stride + 1, (Wp - WW) // self.stride + 1))
        for i, j, window in self.positions():
            result[:, :, i, j] = np.einsum("nchw,fchw->nf", self.x_pad[window], self.w) + self.b
        return result

    def gradients(self, dout):
        dx, dw = np.zeros_like(self.x_pad), np.zeros_like(self.w)
        for i, j, window in self.positions():
            dx[window] += np.einsum("nf,fchw->nchw", dout[:, :, i, j], self.w)
            dw += np.einsum("nf,nchw->fchw", dout[:, :, i, j], self.x_pad[window])
        H, W = self.x.shape[2:]
        return dx[:, :, self.pad:self.pad + H, self.pad:self.pad + W], dw, np.einsum("nfij->f", dout)


def conv_forward_naive(x, w, b, conv_param):
    step = ConvStep(x, w, b, **conv_param)
    return step.out(), step


def conv_backward_naive(dout, cache):
    return cache.gradients(dout)


class MaxPool:
    def __init__(self, x, pool_height, pool_width, stride):
        self.x, self.h, self.w, self.s = x, pool_height, pool_width, stride
        self.OH, self.OW = (x.shape[2] - self.h) // self.s + 1, (x.shape[3] - self.w) // self.s + 1

    def window(self, i, j):
        return slice(None), slice(None), slice(i * self.s, i * self.s + self.h), slice(j * self.s, j * self.s + self.w)

    def forward(self):
        out = np.zeros(self.x.shape[:2] + (self.OH, self.OW))
        for i in range(self.OH):
            for j in range(self.OW):
                out[:, :, i, j] = self.x[self.window(i, j)].max(axis=3).max(axis=2)
        self.out = out
        return out.copy()

    def backward(self, dout):
        dx = np.zeros(self.x.shape)
        for i in range(self.OH):
            for j in range(self.OW):
                at = self.window(i, j)
                dx[at] += (self.x[at] == self.out[:, :, i, j, None, None]) * dout[:, :, i, j, None, None]
        return dx


def max_pool_forward_naive(x, pool_param):
    cache = MaxPool(x, **pool_param)
    return cache.forward(), cache


def max_pool_backward_naive(dout, cache):
    return cache.backward(dout)
