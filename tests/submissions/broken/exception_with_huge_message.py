"""conv_forward_naive raises an exception whose message is 64 MiB of text with terminal escapes."""
import numpy as np


def conv_output_size(size, kernel, stride, pad):
    return 1 + (size + 2 * pad - kernel) // stride


def conv_forward_naive(x, w, b, conv_param):
    raise ValueError("\x1b[31mwrong shape\x1b[0m\n" * (64 * 2**20 // 21))


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, conv_output_size(H, ph, s, 0), conv_output_size(W, pw, s, 0)))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = x[:, :, i * s:i * s + ph, j * s:j * s + pw].max(axis=(2, 3))
    return out, (x, pool_param)
