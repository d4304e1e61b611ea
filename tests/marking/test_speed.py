"""Speed: the best of several runs counts, so that a busy machine costs nobody points."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from grader.answer import Answer, Expected
from grader.case import Array, SpeedCase
from grader.compare import Mismatch
from grader.exam.hidden import SOLUTIONS
from grader.exercise import Check
from grader.exercises import EXERCISES
from grader.failure import Failure, StudentFailure
from grader.local import Local
from grader.speed import REPEATS, best_seconds, large_numbers, loops_seconds

CASE = SpeedCase(N=2, C=3, H=6, W=5, F=4, HH=3, WW=2, pad=1, seed=1)


def _right(run: int) -> dict[str, Array]:
    """What the reference answers in a run."""
    x, w, b, dout = large_numbers(CASE, run)
    code = Local(SOLUTIONS, "im2col")
    conv_param = {"stride": 1, "pad": CASE.pad}
    out, cache = code.call("conv_forward_im2col", x, w, b, conv_param, returns=("array", "handle"))
    gradients = code.call("conv_backward_im2col", dout, cache, returns=("array",) * 3)
    names = [f"{name}_{run}" for name in ("out", "dx", "dw", "db")]
    return dict(zip(names, (out, *gradients), strict=True))


RIGHT = {name: value for run in range(REPEATS) for name, value in _right(run).items()}
CHECKS = [check for exercise in EXERCISES for check in exercise.checks if check.name.endswith("_speed")]


class Clock:
    """Goes on by what each run is said to cost."""

    def __init__(self, *costs: float) -> None:
        self.costs = list(costs)
        self.now = 100.0

    def run(self, number: int) -> None:
        """One run."""
        assert number == REPEATS - len(self.costs)
        self.now += self.costs.pop(0)

    def __call__(self) -> float:
        """The time."""
        return self.now


def test_the_shortest_of_several_runs_counts() -> None:
    clock = Clock(9.0, 0.5, 7.0, 8.0, 7.5, 6.0)
    assert best_seconds(clock.run, clock) == 0.5
    assert not clock.costs


@pytest.mark.parametrize("check", CHECKS, ids=[check.name for check in CHECKS])
@pytest.mark.parametrize(("seconds", "passes"), [(0.0, True), (0.999, True), (1.001, False), (float("nan"), False)])
def test_a_tenth_of_the_loops_time_is_fast_enough(check: Check, seconds: float, passes: bool) -> None:
    answer = Answer({"seconds": seconds, "loops": 10.0, **RIGHT})
    if passes:
        _judge(check, answer)
    else:
        with pytest.raises(Mismatch, match="not yet 10 times as fast as four plain loops"):
            _judge(check, answer)


@pytest.mark.parametrize("name", ["out", "dx", "dw", "db"])
@pytest.mark.parametrize("run", [0, REPEATS - 1])
@pytest.mark.parametrize(
    "wrong", [np.zeros_like, lambda right: right[:1], lambda right: right + 1, lambda right: right * np.nan]
)
def test_nobody_is_quick_by_doing_something_else(name: str, wrong: Callable[[Array], Array], run: int) -> None:
    check = CHECKS[0 if name == "out" else 1]
    key = f"{name}_{run}"
    answer = Answer({"seconds": 0.0, "loops": 10.0, **RIGHT, key: wrong(RIGHT[key])})
    with pytest.raises(Mismatch, match=f"{name}.* for a larger convolution"):
        _judge(check, answer)


@pytest.mark.parametrize("check", CHECKS, ids=[check.name for check in CHECKS])
def test_a_function_that_fails_is_not_called_slow(check: Check) -> None:
    failure = Failure("raised", "conv_forward_im2col", {})
    with pytest.raises(StudentFailure):
        _judge(check, Answer({}, failure))


def test_speed_counts_for_both_im2col_passes_once_they_are_right() -> None:
    assert [check.name for check in CHECKS] == ["out_speed", "gradients_speed"]
    assert all(check.after for check in CHECKS)


def test_the_loops_are_measured_once_for_a_size() -> None:
    assert loops_seconds(CASE) == loops_seconds(SpeedCase(**CASE.fields())) > 0


def test_the_numbers_have_the_shapes_of_the_size() -> None:
    x, w, b, dout = large_numbers(CASE)
    assert not np.array_equal(large_numbers(CASE, run=1)[0], x)  # nobody can answer from memory
    assert not np.array_equal(large_numbers(replace(CASE, seed=2))[0], x)  # or from what is written here
    assert (x.shape, w.shape, b.shape, dout.shape) == ((2, 3, 6, 5), (4, 3, 3, 2), (4,), (2, 4, 6, 6))


def _judge(check: Check, answer: Answer) -> None:
    names = ("out",) if check.name == "out_speed" else ("dx", "dw", "db")
    check.judge(CASE, answer, Expected({key: RIGHT[key] for key in RIGHT if key.startswith(names)}))
