"""A convolution as a layer: it owns its weights, remembers what it saw, and learns.

The same operation as in `conv.py`, seen a third way. Instead of visiting window after window, visit the k * k
places of the kernel: at one place (p, q), every output pixel meets one input pixel, and all channels and filters
together are one matrix product.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# BEGIN SOLUTION


def _met_by(x_pad: Array, p: int, q: int, stride: int, H_out: int, W_out: int) -> Array:
    """The pixels of x_pad (N, C, ., .) that the kernel's place (p, q) meets: a view (N, C, H', W')."""
    return x_pad[:, :, p : p + stride * (H_out - 1) + 1 : stride, q : q + stride * (W_out - 1) + 1 : stride]


# END SOLUTION


class Conv2d:
    """A convolution layer with square kernels of k = kernel_size rows and columns.

    `Conv2d(in_channels, out_channels, kernel_size, stride=1, padding=0)` makes one. Its attributes, float64:

    weight: (out_channels, in_channels, k, k), drawn from a normal distribution of mean 0 and
        standard deviation sqrt(2 / (in_channels * k * k)), which is He's rule: https://arxiv.org/abs/1502.01852
    bias: (out_channels,), zeros at first
    weight_grad, bias_grad: the gradients that the last backward found, shaped like weight and bias;
        None before the first backward
    """

    weight: Array
    bias: Array
    weight_grad: Array | None
    bias_grad: Array | None

    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: int, stride: int = 1, padding: int = 0
    ) -> None:
        """Set up weight, bias and the still empty gradients; keep what forward and backward need to know."""
        # BEGIN SOLUTION
        # An output pixel is a sum of fan_in products. With this deviation, followed by a ReLU, the numbers
        # neither grow nor fade from layer to layer.
        fan_in = in_channels * kernel_size * kernel_size
        self.weight = np.random.randn(out_channels, in_channels, kernel_size, kernel_size) * np.sqrt(2 / fan_in)
        self.bias = np.zeros(out_channels)
        self.weight_grad = None
        self.bias_grad = None
        self.stride = stride
        self.padding = padding
        self._x_pad: Array | None = None
        # END SOLUTION

    def forward(self, x: Array) -> Array:
        """Convolve x with the weights, add the bias, and remember what backward will need.

        x: images (N, in_channels, H, W), float64. It stays as it was.

            out[n, f, i, j] = bias[f] + sum over c, p, q of
                x_pad[n, c, i * stride + p, j * stride + q] * weight[f, c, p, q]

        Returns out (N, out_channels, H', W') with H' = 1 + floor((H + 2 * padding - k) / stride), W' likewise.
        """
        # BEGIN SOLUTION
        N, _, H, W = x.shape
        F, _, k, _ = self.weight.shape
        H_out = 1 + (H + 2 * self.padding - k) // self.stride
        W_out = 1 + (W + 2 * self.padding - k) // self.stride
        sides = (self.padding, self.padding)
        self._x_pad = np.pad(x, ((0, 0), (0, 0), sides, sides))

        out = np.zeros((N, F, H_out * W_out)) + self.bias[:, None]
        for p in range(k):
            for q in range(k):
                pixels = _met_by(self._x_pad, p, q, self.stride, H_out, W_out)
                # (F, C) @ (C, H' * W') for each image: the sum over channels.
                out += self.weight[:, :, p, q] @ pixels.reshape(N, -1, H_out * W_out)
        return out.reshape(N, F, H_out, W_out)
        # END SOLUTION

    def backward(self, dout: Array) -> Array:
        """Find the gradients that belong to the last forward.

        dout: gradient of the loss with respect to out (N, out_channels, H', W'), float64. It stays as it was.

        Sets weight_grad and bias_grad to this call's gradients, whatever they held before, and leaves weight and
        bias alone. Returns dx, the gradient with respect to x (N, in_channels, H, W).
        """
        # BEGIN SOLUTION
        assert self._x_pad is not None, "backward needs the images of a forward: call forward first"
        N, F, H_out, W_out = dout.shape
        _, C, k, _ = self.weight.shape
        dout_rows = dout.reshape(N, F, H_out * W_out)
        dx_pad = np.zeros(self._x_pad.shape)
        weight_grad = np.zeros(self.weight.shape)
        for p in range(k):
            for q in range(k):
                pixels = _met_by(self._x_pad, p, q, self.stride, H_out, W_out).reshape(N, C, -1)
                # Every window used this weight: sum over all of them, in each image and over the images.
                weight_grad[:, :, p, q] = (dout_rows @ pixels.transpose(0, 2, 1)).sum(axis=0)
                met = _met_by(dx_pad, p, q, self.stride, H_out, W_out)
                met += (self.weight[:, :, p, q].T @ dout_rows).reshape(met.shape)
        self.weight_grad = weight_grad
        self.bias_grad = dout.sum(axis=(0, 2, 3))
        H, W = dx_pad.shape[2] - self.padding, dx_pad.shape[3] - self.padding
        return dx_pad[:, :, self.padding : H, self.padding : W]
        # END SOLUTION

    def update(self, lr: float) -> None:
        """Take one step of gradient descent: weight becomes weight - lr * weight_grad, and bias likewise.

        lr: the learning rate. The gradients stay as they are.
        """
        # BEGIN SOLUTION
        assert self.weight_grad is not None, "update needs gradients: call backward first"
        assert self.bias_grad is not None, "update needs gradients: call backward first"
        # New arrays, not -=: whoever handed an array over as the weight keeps it as it was.
        self.weight = self.weight - lr * self.weight_grad
        self.bias = self.bias - lr * self.bias_grad
        # END SOLUTION
