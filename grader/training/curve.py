"""What is seen of a training while it runs: the loss of each batch, and now and then how the test images fare."""

from dataclasses import dataclass, field

import numpy as np

from grader.training.digits import Labels

_RECENT = 20  # batches over which the loss is averaged when it is said in one number


@dataclass(frozen=True)
class Step:
    """One step of gradient descent, and the loss that its batch had before it."""

    loss: float


@dataclass(frozen=True)
class Look:
    """What the network says to the test images after `steps` steps, beside what is true."""

    steps: int
    said: Labels
    truth: Labels

    @property
    def accuracy(self) -> float:
        """The share of test images that it gets right, from 0 to 1."""
        return float(np.mean(self.said == self.truth))


@dataclass
class Curve:
    """All that was seen up to now; `steps` and `epochs` are how many there will be."""

    epochs: int
    steps: int
    losses: list[float] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)

    def add(self, seen: Step | Look) -> None:
        """Take in what came next."""
        if isinstance(seen, Step):
            self.losses.append(seen.loss)
        else:
            self.looks.append(seen)

    @property
    def loss(self) -> float:
        """The loss now, averaged over the last batches."""
        return float(np.mean(self.losses[-_RECENT:]))

    @property
    def epoch(self) -> int:
        """The epoch that the last batch belongs to, from 1."""
        return max(1, -(-len(self.losses) * self.epochs // self.steps))
