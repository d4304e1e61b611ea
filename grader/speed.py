"""Speed: how long a function takes, against what four plain loops cost on the same machine in the same run."""

import functools
import time
from collections.abc import Callable

import numpy as np

from grader.answer import Answer
from grader.case import Array, SpeedCase
from grader.compare import ROUNDING, Mismatch, array, expect_equal, given
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


def _windows(case: SpeedCase, x: Array) -> Array:
    """All windows of padded images (N, C, H', W', HH, WW)."""
    x_pad = np.pad(x, ((0, 0), (0, 0), (case.pad,) * 2, (case.pad,) * 2))
    windows: Array = np.lib.stride_tricks.sliding_window_view(x_pad, (case.HH, case.WW), axis=(2, 3))
    return windows


@functools.cache
def _right_out(case: SpeedCase, run: int) -> Array:
    """`out`, by one product of all windows with all filters."""
    x, w, b, _dout = large_numbers(case, run)
    out: Array = np.einsum("nchwpq,fcpq->nfhw", _windows(case, x), w) + b[:, None, None]
    return out


@functools.cache
def _right_gradients(case: SpeedCase, run: int) -> tuple[Array, float, Array, Array]:
    """A direction in which x may change, how much sum(out * dout) changes with it, dw and db."""
    x, w, _b, dout = large_numbers(case, run)
    direction = np.random.default_rng([case.seed, run, 1]).integers(-3, 4, x.shape) + 0.0
    change = float(np.sum(np.einsum("nchwpq,fcpq->nfhw", _windows(case, direction), w) * dout))
    return direction, change, np.einsum("nchwpq,nfhw->fcpq", _windows(case, x), dout), dout.sum(axis=(0, 2, 3))


def expect_fast(answer: Answer) -> None:
    """The answer's `seconds` are at most a tenth of its `loops`."""
    seconds, loops = given("seconds", answer), given("loops", answer)
    assert isinstance(seconds, float)
    assert isinstance(loops, float)
    if not (seconds * SPEEDUP <= loops):
        raise Mismatch(_("It is right, but not yet 10 times as fast as four plain loops over the same windows."))


def expect_right_out(case: SpeedCase, answer: Answer) -> None:
    """`out` of every run, `out_0` and so on, is right: nobody is quick by doing something else."""
    for run in range(REPEATS):
        expect_equal("out", given(f"out_{run}", answer), _right_out(case, run), _QUICK_AND_WRONG, ROUNDING)


def expect_right_gradients(case: SpeedCase, answer: Answer) -> None:
    """The gradients of every run, `dx_0` and so on, are right; dx, as far as one direction shows it.

    A convolution is linear in x: sum(out * dout) changes by sum(direction * dx), whatever the direction.
    """
    for run in range(REPEATS):
        direction, change, dw, db = _right_gradients(case, run)
        expect_equal("db", given(f"db_{run}", answer), db, _QUICK_AND_WRONG, ROUNDING)
        expect_equal("dw", given(f"dw_{run}", answer), dw, _QUICK_AND_WRONG, ROUNDING)
        dx = array(f"dx_{run}", answer)
        if dx.shape != direction.shape:
            sentence = _("dx.shape is {shape} for a larger convolution, expected {expected}.")
            raise Mismatch(sentence.format(shape=dx.shape, expected=direction.shape))
        with np.errstate(all="ignore"):  # whatever numbers a student returns
            error = abs(float(np.sum(dx * direction)) - change)
        if not (error <= 1e-6 * np.abs(direction).sum()):
            raise Mismatch(_("dx is wrong for a larger convolution."))


_QUICK_AND_WRONG = N_("{name} should be {before} for a larger convolution, and is {after}.")
