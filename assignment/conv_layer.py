"""A convolution as a layer: it owns its weights, remembers what it saw, and learns.

The same operation as in `conv.py`, seen a third way. Don't follow a window over the image: stay at one place of
the kernel and look at all the pixels that it meets. They are the image again, shifted, and thinned out by the
stride. With the k * k shifted images on top of each other, the layer is one matrix product per image.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


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
        # YOUR CODE HERE, in place of the next line.
        raise NotImplementedError("Conv2d.__init__ is not written yet: replace this line in conv_layer.py with your code, then run 'make test'.")

    def forward(self, x: Array) -> Array:
        """Convolve x with the weights, add the bias, and remember what backward will need.

        x: images (N, in_channels, H, W), float64. It stays as it was.

            out[n, f, i, j] = bias[f] + sum over c, p, q of
                x_pad[n, c, i * stride + p, j * stride + q] * weight[f, c, p, q]

        Returns out (N, out_channels, H', W') with H' = 1 + floor((H + 2 * padding - k) / stride), W' likewise.
        """
        # YOUR CODE HERE, in place of the next line.
        raise NotImplementedError("Conv2d.forward is not written yet: replace this line in conv_layer.py with your code, then run 'make test'.")

    def backward(self, dout: Array) -> Array:
        """Find the gradients that belong to the last forward.

        dout: gradient of the loss with respect to out (N, out_channels, H', W'), float64. It stays as it was.

        Sets weight_grad and bias_grad to this call's gradients, whatever they held before, and leaves weight and
        bias alone. Returns dx, the gradient with respect to x (N, in_channels, H, W).
        """
        # YOUR CODE HERE, in place of the next line.
        raise NotImplementedError("Conv2d.backward is not written yet: replace this line in conv_layer.py with your code, then run 'make test'.")

    def update(self, lr: float) -> None:
        """Take one step of gradient descent: weight becomes weight - lr * weight_grad, and bias likewise.

        lr: the learning rate. The gradients stay as they are.
        """
        # YOUR CODE HERE, in place of the next line.
        raise NotImplementedError("Conv2d.update is not written yet: replace this line in conv_layer.py with your code, then run 'make test'.")
