"""Speed: how long a function takes, against what four plain loops cost on the same machine in the same run."""

import functools
import time
from collections.abc import Callable

import numpy as np

from grader.answer import Answer, Expected
from grader.case import Array, SpeedCase
from grader.compare import ROUNDING, Mismatch, expect_equal, given
from grader.language import N_, _

SPEEDUP = 10.0
REPEATS = 6
LOOPS_REPEATS = 2
BACKWARD_PRODUCTS = 2  # of a window and a filter, for each one in forward: one for dx, one for dw


@functools.cache
def large_numbers(case: SpeedCase, run: int = 0) -> tuple[Array, Array, Array, Array]:
    """x, w, b, dout: whole numbers, others in each `run`, and known to nobody before who doesn't know the seed."""
    rng = np.random.default_rng([case.seed, run])

    def numbers(*shape: int) -> Array:
        return rng.integers(-3, 4, shape) + 0.0

    H_out, W_out = case.H + 2 * case.pad - case.HH + 1, case.W + 2 * case.pad - case.WW + 1
    return (
        numbers(case.N, case.C, case.H, case.W),
        numbers(case.F, case.C, case.HH, case.WW),
        numbers(case.F),
        numbers(case.N, case.F, H_out, W_out),
    )


def best_seconds(
    run: Callable[[int], object],
    clock: Callable[[], float],
    repeats: int = REPEATS,
    before: Callable[[int], object] = lambda _run: None,
) -> float:
    """The shortest of several runs: a busy machine makes some of them slow, never one of them fast.

    What is done `before` each of them doesn't count.
    """
    times = []
    for number in range(repeats):
        before(number)
        start = clock()
        run(number)
        times.append(clock() - start)
    return min(times)


@functools.cache
def loops_seconds(case: SpeedCase) -> float:
    """The time that four plain loops would need, measured once in this run."""
    return best_seconds(lambda _run: steps_of_loops(case), time.thread_time, LOOPS_REPEATS)


def steps_of_loops(case: SpeedCase) -> Array:
    """As many steps as four plain loops over all outputs make (stride 1), each on a block as large as a window.

    It is always the same block: what comes of it is nothing that anybody asks for, but it takes as long. Measured in
    turns with four loops that convolve, on an idle machine: 8.9 ms and 9.0 ms, the least of seven runs each.
    """
    rows, columns = case.H + 2 * case.pad, case.W + 2 * case.pad
    numbers, total = np.ones((1, case.C, rows, columns)), np.zeros((1, 1, 1, 1))
    for _step in range(case.N * case.F * (rows - case.HH + 1) * (columns - case.WW + 1)):
        block = numbers[0, :, 0 : case.HH, 0 : case.WW]
        total[0, 0, 0, 0] = np.sum(block * block) + total[0, 0, 0, 0]
    return total


def expect_fast(answer: Answer) -> None:
    """The answer's `seconds` are at most a tenth of its `loops`."""
    seconds, loops = given("seconds", answer), given("loops", answer)
    assert isinstance(seconds, float)
    assert isinstance(loops, float)
    if not (seconds * SPEEDUP <= loops):
        raise Mismatch(_("It is right, but not yet 10 times as fast as four plain loops over the same windows."))


def expect_right(answer: Answer, expected: Expected) -> None:
    """The arrays of every run, `out_0` and so on, are right: nobody is quick by doing something else."""
    for key, want in expected.values.items():
        name, _underscore, _run = key.rpartition("_")
        expect_equal(name, given(key, answer), want, _QUICK_AND_WRONG, ROUNDING)


_QUICK_AND_WRONG = N_("{name} should be {before} for a larger convolution, and is {after}.")
