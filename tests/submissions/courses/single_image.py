"""One image, kernels drawn on the spot."""

import numpy as np


def Conv2D(image, out_channels, kernel, padding=0, strides=1):
    C, H, W = image.shape
    kernels = np.random.random((out_channels, C, kernel[0], kernel[1]))
    padded = np.pad(image, ((0, 0), (padding, padding), (padding, padding)))
    out_h = (H + 2 * padding - kernel[0]) // strides + 1
    out_w = (W + 2 * padding - kernel[1]) // strides + 1
    output = np.zeros((out_channels, out_h, out_w))
    for y in range(out_h):
        for x in range(out_w):
            piece = padded[:, y * strides : y * strides + kernel[0], x * strides : x * strides + kernel[1]]
            output[:, y, x] = np.sum(piece * kernels, axis=(1, 2, 3))
    return output
