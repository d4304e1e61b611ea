"""Speed: how long a function takes, against what four plain loops cost on the same machine in the same run."""

import functools
import time
from collections.abc import Callable

import numpy as np

from grader.answer import Answer
from grader.case import Array, SpeedCase
from grader.compare import Mismatch, given

SPEEDUP = 10.0
REPEATS = 4
LOOPS_REPEATS = 2
BACKWARD_PRODUCTS = 2  # of a window and a filter, for each one in forward: one for dx, one for dw


def large_numbers(case: SpeedCase, run: int = 0) -> tuple[Array, Array, Array, Array]:
    """x, w, b, dout: plain numbers, since only the time is looked at, and others in each `run`."""

    def numbers(*shape: int) -> Array:
        return ((np.arange(np.prod(shape)) + run) % 7 - 3.0).reshape(shape)

    H_out, W_out = case.H + 2 * case.pad - case.HH + 1, case.W + 2 * case.pad - case.WW + 1
    return (
        numbers(case.N, case.C, case.H, case.W),
        numbers(case.F, case.C, case.HH, case.WW),
        numbers(case.F),
        numbers(case.N, case.F, H_out, W_out),
    )


def best_seconds(run: Callable[[int], object], clock: Callable[[], float], repeats: int = REPEATS) -> float:
    """The shortest of several runs: a busy machine makes some of them slow, never one of them fast."""
    times = []
    for number in range(repeats):
        start = clock()
        run(number)
        times.append(clock() - start)
    return min(times)


@functools.cache
def loops_seconds(case: SpeedCase) -> float:
    """The time of four plain loops, measured once in this run."""
    return best_seconds(lambda _run: _four_loops(case), time.thread_time, LOOPS_REPEATS)


def _four_loops(case: SpeedCase) -> float:
    """What four plain loops cost: as many products of a window and a filter. It is always the same window."""
    x, w, _b, _dout = large_numbers(case)
    total = 0.0
    for n in range(case.N):
        for f in range(case.F):
            for _ in range((case.H + 2 * case.pad - case.HH + 1) * (case.W + 2 * case.pad - case.WW + 1)):
                total += np.sum(x[n, :, : case.HH, : case.WW] * w[f])
    return total


def expect_fast(answer: Answer) -> None:
    """The answer's `seconds` are at most a tenth of its `loops`."""
    seconds, loops = given("seconds", answer), given("loops", answer)
    assert isinstance(seconds, float)
    assert isinstance(loops, float)
    if not (seconds * SPEEDUP <= loops):
        raise Mismatch("It is right, but not yet 10 times as fast as four plain loops over the same windows.")
