"""What a network needs beside convolution and pooling: an affine layer, ReLU, and the loss. Nobody has to write them.

Each backward gets the gradient of the loss with respect to what the forward returned.
"""

import numpy as np

from grader.case import Array
from grader.training.digits import Labels


def relu_forward(x: Array) -> Array:
    """max(x, 0), number by number."""
    return np.maximum(x, 0)


def relu_backward(dout: Array, x: Array) -> Array:
    """dx: `dout` where `x` was above 0, else 0."""
    return dout * (x > 0)


def affine_forward(x: Array, w: Array, b: Array) -> Array:
    """out (N, M) = x w + b, for x (N, D), w (D, M) and b (M,)."""
    return x @ w + b


def affine_backward(dout: Array, x: Array, w: Array) -> tuple[Array, Array, Array]:
    """dx = dout w^T, dw = x^T dout, and db, the sum of dout (N, M) over the images."""
    return dout @ w.T, x.T @ dout, dout.sum(axis=0)


def softmax_loss(scores: Array, labels: Labels) -> tuple[float, Array]:
    """The mean cross-entropy of scores (N, M), and its gradient with respect to them.

    With p[n, m] = exp(scores[n, m]) / sum over k of exp(scores[n, k]):

        loss = -mean over n of log p[n, labels[n]]
        dscores[n, m] = (p[n, m] - (1 if m is labels[n] else 0)) / N

    Who knows nothing gives each of ten digits p = 1/10, and has a loss of ln 10 = 2.303.
    """
    count = len(scores)
    shifted = scores - scores.max(axis=1, keepdims=True)  # changes no p, and no exp overflows
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    dscores = np.exp(log_p)
    dscores[np.arange(count), labels] -= 1
    return -float(log_p[np.arange(count), labels].mean()), dscores / count
