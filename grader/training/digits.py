"""The handwritten digits: 1797 images of 8 x 8 pixels with what they show. Where they are from: see `digits.md`."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grader.case import Array

FILE = Path(__file__).with_name("digits.npz")
SIZE = 8  # rows, and columns
CLASSES = 10
WHITE = 16  # the largest number a pixel may have
TESTED = 360  # images that training never sees: a fifth
_SEED = 231  # of the one and only split

Labels = NDArray[np.intp]


@dataclass(frozen=True)
class Digits:
    """Images x (N, 1, 8, 8), float64 from 0 to 1, and the digit (N,) that each of them shows."""

    x: Array
    labels: Labels

    def __len__(self) -> int:
        return len(self.labels)

    def some(self, which: "slice | NDArray[np.intp]") -> "Digits":
        """Those at the places `which`."""
        return Digits(self.x[which], self.labels[which])


@dataclass(frozen=True)
class Split:
    """What is learnt from, and what is kept aside to see whether anything was learnt."""

    train: Digits
    test: Digits


def digits() -> Digits:
    """All of them, in the order of the file."""
    with np.load(FILE, allow_pickle=False) as file:
        return Digits(file["images"][:, np.newaxis] / WHITE, file["labels"].astype(np.intp))


def split(every: Digits, tested: int = TESTED) -> Split:
    """The same split each time, in which each digit has its share among the `tested` images, to one."""
    generator = np.random.default_rng(_SEED)
    # Shuffled, then put in order by digit: evenly spaced places take the same share of each.
    mixed = generator.permutation(len(every))
    by_digit = mixed[np.argsort(every.labels[mixed], kind="stable")]
    is_tested = np.zeros(len(every), dtype=bool)
    is_tested[by_digit[np.linspace(0, len(every) - 1, tested).astype(int)]] = True
    return Split(every.some(np.flatnonzero(~is_tested)), every.some(np.flatnonzero(is_tested)))
