"""The layouts of the matrix of windows, against the words that describe them."""

import numpy as np
import pytest

from grader.sandbox.worker.layouts import LAYOUTS, Laid, Sizes, from_windows, to_windows
from grader.sandbox.worker.returned import BadReturn

N, L, K = 2, 3, 4
SIZES = Sizes(N, L, K)
COLS = np.arange(float(N * L * K)).reshape(N * L, K)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_there_and_back_again(layout: str) -> None:
    there = from_windows(COLS, layout, SIZES)
    assert there.shape == SIZES.shape(layout)
    assert np.array_equal(to_windows(there, layout, SIZES), COLS)
    assert not np.shares_memory(there, COLS)


def test_each_number_lies_where_the_words_say() -> None:
    positions, images = from_windows(COLS, "positions", SIZES), from_windows(COLS, "images", SIZES)
    for n in range(N):
        for place in range(L):
            window = COLS[n * L + place]
            assert np.array_equal(positions[:, place * N + n], window)
            assert np.array_equal(images[n, :, place], window)


def test_what_is_written_to_in_one_layout_is_seen_in_the_other() -> None:
    held = from_windows(COLS, "positions", SIZES)
    laid = Laid(held, "positions", SIZES)
    held *= 2
    assert np.array_equal(laid.windows(), 2 * COLS)
    laid.write(COLS)
    assert np.array_equal(held, from_windows(COLS, "positions", SIZES))


def test_a_matrix_of_another_shape_is_told_with_the_right_one() -> None:
    with pytest.raises(BadReturn) as told:
        Laid(COLS, "positions", SIZES).windows()
    assert told.value.facts == {"what": "layout", "shape": (6, 4), "fits": (4, 6)}


def test_sizes_follow_from_the_image_and_the_window() -> None:
    assert Sizes.of((2, 3, 5, 6), {"HH": 3, "WW": 2, "stride": 2, "pad": 1}) == Sizes(2, 3 * 4, 3 * 3 * 2)
