"""A sparse matrix made of (row, column, value) lists and a hand-written matrix-vector product."""
import numpy as np


class SparseMatrix:
    def __init__(self, rows, cols, shape):
        self.rows, self.cols, self.shape = np.array(rows, int), np.array(cols, int), shape

    def dot(self, values, vector):
        return np.bincount(self.rows, values * vector[self.cols], minlength=self.shape[0])

    def transposed_dot(self, values, vector):
        return np.bincount(self.cols, values * vector[self.rows], minlength=self.shape[1])


def build(C, H, W, F, HH, WW, stride, pad):
    Ho = int((H + 2 * pad - HH) / stride) + 1
    Wo = int((W + 2 * pad - WW) / stride) + 1
    rows, cols, which = [], [], []
    for f in range(F):
        for i in range(Ho):
            for j in range(Wo):
                for c in range(C):
                    for p in range(HH):
                        for q in range(WW):
                            r, s = i * stride + p - pad, j * stride + q - pad
                            if 0 <= r < H and 0 <= s < W:
                                rows.append((f * Ho + i) * Wo + j)
                                cols.append((c * H + r) * W + s)
                                which.append(((f * C + c) * HH + p) * WW + q)
    return SparseMatrix(rows, cols, (F * Ho * Wo, C * H * W)), np.array(which, int), (F, Ho, Wo)


def conv_forward_naive(x, w, b, conv_param):
    A, which, shape = build(*x.shape[1:], len(w), *w.shape[2:], conv_param["stride"], conv_param["pad"])
    values = w.ravel()[which]
    out = np.array([A.dot(values, image.ravel()).reshape(shape) for image in x]) + b.reshape(-1, 1, 1)
    return out, (x, w, b, conv_param, A, which)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param, A, which = cache
    values = w.ravel()[which]
    dx = np.array([A.transposed_dot(values, d.ravel()) for d in dout]).reshape(x.shape)
    dw = np.zeros(w.size)
    for d, image in zip(dout, x):
        pair_products = d.ravel()[A.rows] * image.ravel()[A.cols]
        dw += np.bincount(which, pair_products, minlength=w.size)
    return dx, dw.reshape(w.shape), dout.sum(axis=3).sum(axis=2).sum(axis=0)
