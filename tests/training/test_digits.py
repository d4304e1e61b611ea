"""The digits are those of scikit-learn, whole and in order; a fixed fifth of them, fair to each digit, only tests."""

import hashlib

import numpy as np

from grader.training.digits import FILE, digits, split
from grader.training.gather import packed

CONTENT = "87ff0c9e40dc7e2c0e34e7257799c2e3f3aec1a016363bb11cad869ec428a826"  # of images, then labels, a byte each
IN_EACH_CLASS = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]  # as scikit-learn's documentation has them


def content() -> tuple[np.ndarray, np.ndarray]:
    with np.load(FILE, allow_pickle=False) as file:
        return file["images"], file["labels"]


def test_the_file_has_the_digits_and_nothing_else() -> None:
    images, labels = content()
    assert (images.shape, labels.shape) == ((1797, 8, 8), (1797,))
    assert images.dtype == labels.dtype == np.uint8
    assert hashlib.sha256(images.tobytes() + labels.tobytes()).hexdigest() == CONTENT


def test_pixels_reach_from_0_to_16_and_each_digit_is_as_frequent_as_its_source_says() -> None:
    images, labels = content()
    assert (images.min(), images.max()) == (0, 16)
    assert np.bincount(labels).tolist() == IN_EACH_CLASS


def test_the_file_is_small_and_what_makes_it_gives_these_numbers_again() -> None:
    made = packed(*content())
    assert FILE.stat().st_size < 50_000
    assert len(made) < 50_000
    assert digits().x.shape == (1797, 1, 8, 8)
    assert digits().x.max() == 1.0


def test_the_split_is_the_same_each_time_and_each_image_is_on_one_side() -> None:
    every = digits()
    numbered = type(every)(np.arange(float(len(every)))[:, np.newaxis, np.newaxis, np.newaxis], every.labels)
    first, second = split(numbered), split(numbered)
    assert np.array_equal(first.test.x, second.test.x)
    assert (len(first.train), len(first.test)) == (1437, 360)
    assert sorted([*first.train.x.ravel(), *first.test.x.ravel()]) == list(range(1797))


def test_each_digit_has_its_share_among_those_that_test() -> None:
    counts = np.bincount(split(digits()).test.labels)
    assert np.abs(counts - np.array(IN_EACH_CLASS) * 360 / 1797).max() <= 1
