"""How `digits.npz` was made, for authors: `python -m grader.training.gather` makes it again, and needs scikit-learn."""

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grader.training.digits import FILE


def packed(images: NDArray[np.uint8], labels: NDArray[np.uint8]) -> bytes:
    """The file's bytes: images (N, 8, 8) of 0 to 16 and their labels (N,), each in one byte, compressed."""
    content = io.BytesIO()
    np.savez_compressed(content, images=images, labels=labels)
    return content.getvalue()


def gather(file: Path = FILE) -> None:
    """Take the digits from scikit-learn, in its order, and write them to `file`."""
    from sklearn.datasets import load_digits  # noqa: PLC0415  # authors have it, for once

    digits = load_digits()
    file.write_bytes(packed(digits.images.astype(np.uint8), digits.target.astype(np.uint8)))


if __name__ == "__main__":
    gather()
