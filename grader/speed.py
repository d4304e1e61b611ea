"""Speed: how long a function takes, against what four plain loops cost on the same machine in the same run."""

import functools
import time
from collections.abc import Callable

import numpy as np

from grader.answer import Answer
from grader.case import Array, SpeedCase
from grader.compare import ROUNDING, Mismatch, array, expect_equal, given

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
    return best_seconds(lambda _run: four_loops(case), time.thread_time, LOOPS_REPEATS)


def four_loops(case: SpeedCase, run: int = 0) -> Array:
    """`out` of the convolution (stride 1), by four plain loops."""
    x, w, b, dout = large_numbers(case, run)
    pad = case.pad
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros(dout.shape)
    N, F, H_out, W_out = dout.shape
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    out[n, f, i, j] = np.sum(x_pad[n, :, i : i + case.HH, j : j + case.WW] * w[f]) + b[f]
    return out


@functools.cache
def _last_out(case: SpeedCase) -> Array:
    return four_loops(case, REPEATS - 1)


def expect_fast(answer: Answer) -> None:
    """The answer's `seconds` are at most a tenth of its `loops`."""
    seconds, loops = given("seconds", answer), given("loops", answer)
    assert isinstance(seconds, float)
    assert isinstance(loops, float)
    if not (seconds * SPEEDUP <= loops):
        raise Mismatch("It is right, but not yet 10 times as fast as four plain loops over the same windows.")


def expect_right_out(case: SpeedCase, answer: Answer) -> None:
    """`out` of the last run is right: nobody is quick by doing something else."""
    expect_equal("out", given("out", answer), _last_out(case), _QUICK_AND_WRONG, ROUNDING)


def expect_right_gradients(case: SpeedCase, answer: Answer) -> None:
    """The gradients of the last run are right, as far as can be seen without a backward.

    A convolution without bias is linear in x and in w, so that sum(out * dout) = sum(x * dx) = sum(w * dw).
    """
    x, w, b, dout = large_numbers(case, REPEATS - 1)
    expect_equal("db", given("db", answer), dout.sum(axis=(0, 2, 3)), _QUICK_AND_WRONG, ROUNDING)
    whole = float(np.sum((_last_out(case) - b[:, None, None]) * dout))
    for name, of in (("dx", x), ("dw", w)):
        gradient = array(name, answer)
        if gradient.shape != of.shape:
            raise Mismatch(f"{name}.shape is {gradient.shape} for a larger convolution, expected {of.shape}.")
        with np.errstate(all="ignore"):  # whatever numbers a student returns
            error = abs(float(np.sum(gradient * of)) - whole)
        if not (error <= 1e-6 * abs(whole)):
            raise Mismatch(f"{name} is wrong for a larger convolution.")


_QUICK_AND_WRONG = "should be {before} for a larger convolution, and is {after}."
