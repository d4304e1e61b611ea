"""A small convolutional network whose convolutions and pooling are a student's, asked at their desk.

    x (N, 1, 8, 8) - Conv2d 5x5 - ReLU - max pool 2x2 - Conv2d 3x3 - ReLU - max pool 2x2 - affine - 10 scores

Nothing here convolves or pools: that code is the student's, and runs where it is graded.
"""

from dataclasses import dataclass

import numpy as np

from grader.answer import Implementation
from grader.case import Array
from grader.compare import wrong_shape
from grader.sandbox.worker.wire import Value
from grader.training.arithmetic import (
    affine_backward,
    affine_forward,
    relu_backward,
    relu_forward,
    softmax_loss,
)
from grader.training.digits import CLASSES, SIZE, Digits, Labels

KERNELS = (5, 3)  # sides of the windows of the two convolutions; padded so that images keep their size
FILTERS = 12  # of the first convolution; the second has twice as many
FIRST_SCORES = 0.1  # about how far they lie from 0
POOL = {"pool_height": 2, "pool_width": 2, "stride": 2}


class Network:
    """The network, with first weights that `generator` draws: the same ones, whoever wrote the layers.

    Every method raises StudentFailure where the student's code gives no answer, and Mismatch where it gives one of
    another shape.
    """

    def __init__(self, code: Implementation, generator: np.random.Generator, filters: int = FILTERS) -> None:
        channels = (1, filters, 2 * filters)
        sides = (SIZE, SIZE // 2)
        self._blocks = [
            _Block(code, generator, *sizes) for sizes in zip(channels, channels[1:], KERNELS, sides, strict=False)
        ]
        features = channels[-1] * (SIZE // 4) ** 2
        # So small that all scores are nearly 0 at first, and all digits as likely: the loss begins at ln 10.
        self._w = generator.standard_normal((features, CLASSES)) * FIRST_SCORES / np.sqrt(features)
        self._b = np.zeros(CLASSES)

    def filters(self) -> Array:
        """The first convolution's filters (F, 5, 5), as they are now."""
        return self._blocks[0].weight()[:, 0]

    def scores(self, x: Array) -> Array:
        """The scores (N, 10) of images x (N, 1, 8, 8): the largest one is the network's answer."""
        for block in self._blocks:
            x = block.forward(x)
            block.forget()
        return affine_forward(x.reshape(len(x), -1), self._w, self._b)

    def answers(self, x: Array) -> Labels:
        """The digit (N,) that each image is taken for."""
        said: Labels = self.scores(x).argmax(axis=1)
        return said

    def step(self, batch: Digits, rate: float) -> float:
        """One step of gradient descent at the learning `rate`; the loss that the batch had before it."""
        x = batch.x
        for block in self._blocks:
            x = block.forward(x)
        features = x.reshape(len(x), -1)
        loss, dscores = softmax_loss(affine_forward(features, self._w, self._b), batch.labels)
        dfeatures, dw, db = affine_backward(dscores, features, self._w)
        dx = dfeatures.reshape(x.shape)
        for block in reversed(self._blocks):
            dx = block.backward(dx)
        for block in self._blocks:
            block.update(rate)
        self._w = self._w - rate * dw
        self._b = self._b - rate * db
        return loss


@dataclass
class _Memory:
    """What a block's backward needs of its forward; the pooling's cache stays at the desk."""

    convolved: Array
    shape: tuple[int, ...]
    cache: Value


class _Block:
    """Conv2d, ReLU, max pooling: images (N, C, side, side) become (N, F, side / 2, side / 2)."""

    def __init__(
        self, code: Implementation, generator: np.random.Generator, channels: int, filters: int, kernel: int, side: int
    ) -> None:
        self._code, self._filters, self._side = code, filters, side
        self._shape = (filters, channels, kernel, kernel)
        self._layer = code.call("Conv2d", channels, filters, kernel, 1, kernel // 2, returns="handle")
        first = generator.standard_normal(self._shape) * np.sqrt(2 / (channels * kernel * kernel))
        code.assign(self._layer, weight=first, bias=np.zeros(filters))
        self._memory: _Memory | None = None

    def weight(self) -> Array:
        """The convolution's filters (F, C, k, k), as they are now."""
        return _expected("weight", self._code.get(self._layer, "weight"), self._shape)

    def forward(self, images: Array) -> Array:
        """What comes out for the images; what backward needs is remembered until then, or until `forget`."""
        count, side = len(images), self._side
        out = self._code.method(self._layer, "forward", images, returns="array")
        convolved = _expected("Conv2d.forward", out, (count, self._filters, side, side))
        answer = self._code.call("max_pool_forward_naive", relu_forward(convolved), POOL, returns=("array", "handle"))
        assert isinstance(answer, tuple)  # of what was asked for: the client has looked
        pooled, cache = answer
        self._memory = _Memory(convolved, images.shape, cache)
        return _expected("max_pool_forward_naive", pooled, (count, self._filters, side // 2, side // 2))

    def backward(self, dpooled: Array) -> Array:
        """The gradient of the images that forward had, for that of what it gave."""
        assert self._memory is not None, "backward comes after forward"
        memory = self._memory
        dx = self._code.call("max_pool_backward_naive", dpooled, memory.cache, returns="array")
        drelu = _expected("max_pool_backward_naive", dx, memory.convolved.shape)
        self.forget()
        dx = self._code.method(self._layer, "backward", relu_backward(drelu, memory.convolved), returns="array")
        return _expected("Conv2d.backward", dx, memory.shape)

    def update(self, rate: float) -> None:
        """Have the convolution learn from its gradients."""
        self._code.drop(self._code.method(self._layer, "update", rate, returns="handle"))

    def forget(self) -> None:
        """Let go of what the last forward left, here and at the desk: thousands of caches would fill it."""
        if self._memory is not None:
            self._code.drop(self._memory.cache)
            self._memory = None


def _expected(name: str, value: Value, shape: tuple[int, ...]) -> Array:
    if not isinstance(value, np.ndarray):
        raise wrong_shape(name, (), shape)
    if value.shape != shape:
        raise wrong_shape(name, value.shape, shape)
    return value.astype(np.float64, copy=False)
