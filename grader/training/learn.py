"""Stochastic gradient descent: batch after batch, and after each epoch a look at images that were never learnt from."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from grader.training.curve import Look, Step
from grader.training.digits import Split
from grader.training.net import Network

SEED = 231  # of first weights and of the order of images: right layers of anybody's give the same curve
BATCH = 32


@dataclass(frozen=True)
class Plan:
    """How to learn. The defaults were chosen on a part of the training images, never on the test images."""

    epochs: int = 12
    rate: float = 0.2  # of learning, at first; it falls in a line to 0, so that the end is calm

    def steps(self, images: int) -> int:
        """How many steps there are in all."""
        return self.epochs * -(-images // BATCH)


class Diverged(Exception):  # noqa: N818  # it is how a training ends, no error of ours
    """The loss is no number any more: the steps were too large."""


def learn(
    net: Network, split: Split, plan: Plan, generator: np.random.Generator, stop: Callable[[], bool]
) -> Iterator[Step | Look]:
    """Train `net`, and say what is seen: a look, then for each epoch its steps and a look.

    When `stop` says so, what was learnt up to then is looked at, and that is the end.

    Raises:
        Diverged: see there.
    """
    images, steps, done = len(split.train), plan.steps(len(split.train)), 0
    yield _look(net, split, done)
    for _epoch in range(plan.epochs):
        order = generator.permutation(images)
        for start in range(0, images, BATCH):
            if stop():
                if done:
                    yield _look(net, split, done)
                return
            loss = net.step(split.train.some(order[start : start + BATCH]), plan.rate * (1 - done / steps))
            if not math.isfinite(loss):
                raise Diverged
            done += 1
            yield Step(loss)
        yield _look(net, split, done)


def _look(net: Network, split: Split, done: int) -> Look:
    x = split.test.x
    said = [net.answers(x[start : start + BATCH]) for start in range(0, len(x), BATCH)]  # no call takes longer
    return Look(done, np.concatenate(said), split.test.labels)
