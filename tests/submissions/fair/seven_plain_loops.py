"""Seven plain loops, one number at a time, and no padded copy: pixels outside the image are skipped."""
import numpy as np


def conv_output_size(size, kernel, stride, pad):
    count = 0
    start = 0
    while start + kernel <= size + 2 * pad:
        count = count + 1
        start = start + stride
    return count


def conv_forward_naive(x, w, b, conv_param):
    stride = conv_param["stride"]
    pad = conv_param["pad"]
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    H_out = conv_output_size(H, HH, stride, pad)
    W_out = conv_output_size(W, WW, stride, pad)
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    total = 0.0
                    for c in range(C):
                        for p in range(HH):
                            row = i * stride + p - pad
                            if row < 0 or row >= H:
                                continue
                            for q in range(WW):
                                col = j * stride + q - pad
                                if col < 0 or col >= W:
                                    continue
                                total = total + x[n, c, row, col] * w[f, c, p, q]
                    out[n, f, i, j] = total + b[f]
    cache = (x, w, b, conv_param)
    return out, cache


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride = conv_param["stride"]
    pad = conv_param["pad"]
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    N, F, H_out, W_out = dout.shape
    dx = np.zeros((N, C, H, W))
    dw = np.zeros((F, C, HH, WW))
    db = np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    db[f] += dout[n, f, i, j]
                    for c in range(C):
                        for p in range(HH):
                            row = i * stride + p - pad
                            if row < 0 or row >= H:
                                continue
                            for q in range(WW):
                                col = j * stride + q - pad
                                if 0 <= col < W:
                                    dx[n, c, row, col] += dout[n, f, i, j] * w[f, c, p, q]
                                    dw[f, c, p, q] += dout[n, f, i, j] * x[n, c, row, col]
    return dx, dw, db
