"""A convolution as a layer: it owns its weights, remembers what it saw, and learns.

The same operation as in `conv.py`, seen a third way. Don't follow a window over the image: stay at one place of
the kernel and look at all the pixels that it meets. They are the image again, shifted, and thinned out by the
stride. With the k * k shifted images on top of each other, the layer is one matrix product per image.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# BEGIN SOLUTION


def _shifted(image: Array, k: int, stride: int, H_out: int, W_out: int) -> list[Array]:
    """What each place (p, q) of the kernel meets in a padded image (C, H, W): k * k views (C, H', W'), row by row."""
    height, width = stride * (H_out - 1) + 1, stride * (W_out - 1) + 1
    return [image[:, p : p + height : stride, q : q + width : stride] for p in range(k) for q in range(k)]


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
        # An output pixel is a sum of fan_in products. With this deviation, and a ReLU behind every layer, the
        # numbers neither grow nor fade from layer to layer.
        fan_in = in_channels * kernel_size * kernel_size
        deviation = np.sqrt(2 / fan_in)
        self.weight = np.random.randn(out_channels, in_channels, kernel_size, kernel_size) * deviation
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

        # A row per filter, its weights in the order of the shifted images: by place, then by channel.
        weight = self.weight.transpose(0, 2, 3, 1).reshape(F, -1)
        out = np.empty((N, F, H_out * W_out))
        for n in range(N):
            met = np.concatenate(_shifted(self._x_pad[n], k, self.stride, H_out, W_out))
            np.matmul(weight, met.reshape(-1, H_out * W_out), out=out[n])
            out[n] += self.bias[:, np.newaxis]
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
        weight = self.weight.transpose(0, 2, 3, 1).reshape(F, -1)
        weight_grad = np.zeros(weight.shape)
        dx_pad = np.zeros_like(self._x_pad, dtype=np.float64)
        for n in range(N):
            dout_rows = dout[n].reshape(F, -1)
            met = np.concatenate(_shifted(self._x_pad[n], k, self.stride, H_out, W_out))
            weight_grad += dout_rows @ met.reshape(-1, H_out * W_out).T
            # Each shifted image gets its gradient, and hands it back to the pixels that it was made of. Several of
            # them were made of the same pixel, so the gradients add up.
            dmet = (weight.T @ dout_rows).reshape(k * k, C, H_out, W_out)
            for pixels, gradient in zip(_shifted(dx_pad[n], k, self.stride, H_out, W_out), dmet, strict=True):
                np.add(pixels, gradient, out=pixels)

        self.weight_grad = weight_grad.reshape(F, k, k, C).transpose(0, 3, 1, 2)
        self.bias_grad = dout.sum(axis=(0, 2, 3))
        bottom, right = dx_pad.shape[2] - self.padding, dx_pad.shape[3] - self.padding
        return dx_pad[:, :, self.padding : bottom, self.padding : right]
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
