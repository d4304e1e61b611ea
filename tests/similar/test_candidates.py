"""From fingerprints to pairs: what few share counts, what many share does not, and a large class costs no square."""

import itertools
import time
import tracemalloc

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.similar.candidates import LEAST_SHARED, Prints, candidates, common


def prints(*numbers: range | list[int]) -> list[Prints]:
    return [np.array(sorted(one), dtype=np.int64) for one in numbers]


def test_what_two_share_makes_a_pair() -> None:
    (found,) = candidates(prints(range(20), range(10, 30), range(100, 120)), most=5)
    assert (found.left, found.right, found.agree) == (0, 1, tuple(range(10, 20)))


def test_a_few_shared_fingerprints_are_chance() -> None:
    assert candidates(prints(range(20), range(21 - LEAST_SHARED, 40)), most=5) == []
    assert len(candidates(prints(range(20), range(20 - LEAST_SHARED, 40)), most=5)) == 1


def test_what_more_than_a_few_share_is_what_the_task_asks_for() -> None:
    everybody = [list(range(50)) + list(range(1000 * n, 1000 * n + 50)) for n in range(1, 12)]
    assert len(everybody) == common(11) + 1
    assert candidates(prints(*everybody), most=50) == []
    assert len(candidates(prints(*everybody[:-1]), most=50)) == 45


def test_it_is_left_out_of_what_a_pair_shares_too() -> None:
    everybody = [list(range(50)) + list(range(1000 * n, 1000 * n + 50)) for n in range(1, 12)]
    everybody[3] = everybody[7]
    (found,) = candidates(prints(*everybody), most=50)
    assert (found.left, found.right, found.agree) == (3, 7, tuple(range(8000, 8050)))


def test_how_many_may_share_grows_with_the_class_within_bounds() -> None:
    assert [common(size) for size in (2, 50, 60, 500, 10_000)] == [10, 10, 12, 100, 100]


def test_the_closest_come_first_and_the_order_is_always_the_same() -> None:
    found = candidates(prints(range(100), range(100), range(50, 150), range(200, 300), range(200, 300)), most=3)
    assert [(one.left, one.right) for one in found] == [(0, 1), (3, 4), (0, 2)]


def test_nobody_and_nothing() -> None:
    assert candidates([], most=5) == []
    assert candidates(prints([], []), most=5) == []


@given(st.lists(st.sets(st.integers(0, 60), max_size=40), max_size=9))
def test_they_are_the_pairs_that_looking_at_each_pair_finds(sets: list[set[int]]) -> None:
    found = candidates(prints(*map(list, sets)), most=100)
    pairs = itertools.combinations(range(len(sets)), 2)
    shared = {(i, j): sets[i] & sets[j] for i, j in pairs if len(sets[i] & sets[j]) >= LEAST_SHARED}
    assert {(one.left, one.right): set(one.agree) for one in found} == shared


def test_two_thousand_hand_ins_take_little_time_and_memory() -> None:
    # Each with 800 fingerprints: 200 that all share, 300 of 3,000 ways to write it, 300 of its own; two are copies.
    chance = np.random.default_rng(0)
    size, of_each = 2000, 800
    everybody = []
    for number in range(size):
        ways = 1_000_000 + chance.choice(3000, 300, replace=False)
        own = 10_000_000 + 1000 * number + np.arange(300)
        everybody.append(np.sort(np.concatenate([np.arange(200), ways, own])).astype(np.int64))
    everybody[1500] = everybody[10]
    tracemalloc.start()
    began = time.process_time()
    found = candidates(everybody, most=60)
    took = time.process_time() - began
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [(one.left, one.right) for one in found] == [(10, 1500)]
    assert took < 30  # seconds
    assert most < 100 * size * of_each  # bytes: no table of all pairs with what they share
