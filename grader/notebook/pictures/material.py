"""What the notebook works on: a small image, well-known filters, and numbers that are all different."""

import numpy as np

from grader.case import Array

_SIZE = 28


def image() -> Array:
    """An image (1, 1, 28, 28) of numbers from 0 to 1: a dark sky with a moon, a roof, a wall and a fence."""
    rows, columns = np.mgrid[0:_SIZE, 0:_SIZE].astype(np.float64)
    picture: Array = 0.25 + 0.2 * rows / _SIZE
    picture[(rows - 6) ** 2 + (columns - 21) ** 2 <= 12] = 1.0
    picture[(rows >= 6) & (rows < 13) & (np.abs(columns - 9) <= rows - 5)] = 0.75
    picture[(rows >= 13) & (rows < 25) & (columns >= 3) & (columns < 16)] = 0.55
    picture[(rows >= 17) & (rows < 25) & (columns >= 7) & (columns < 11)] = 0.1
    picture[(rows >= 17) & (rows < 25) & (columns >= 17) & (columns % 3 == 0)] = 0.95
    return picture.reshape(1, 1, _SIZE, _SIZE)


def filters() -> dict[str, Array]:
    """Filters of 3 x 3 that have names."""
    return {
        "blur": np.full((3, 3), 1 / 9),
        "edges": np.array([[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]]),
        "sharpen": np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]]),
        "emboss": np.array([[-2.0, -1.0, 0.0], [-1.0, 1.0, 1.0], [0.0, 1.0, 2.0]]),
    }


def numbers(H: int, W: int) -> Array:
    """An image (1, 1, H, W) of the whole numbers from 1 on, shuffled, always in the same way: no two are alike."""
    return np.random.default_rng(1).permutation(np.arange(1.0, H * W + 1)).reshape(1, 1, H, W)
