"""How an array differs from the expected one: each kind of difference has its sentence, and no other."""

from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np
import pytest

from grader.answer import Answer, Expected
from grader.case import Array, Case, ConvCase, PoolCase, WindowCase
from grader.compare import expect_close
from grader.exam import Item
from grader.exercise import Check
from grader.explain.seen.differ import differences
from grader.explain.seen.fresh import fresh_cases
from grader.explain.seen.sight import Sight, sight
from grader.explain.seen.traits import sizes_of

Wrong = Callable[[Array, Any], Array]

SIZES = {
    "out": ("N", "F", "H'", "W'"),
    "dx": ("N", "C", "H", "W"),
    "db": ("F",),
}


def sights(name: str, wrong: Wrong, kind: type[Case] = ConvCase, number: int = 120, seed: int = 5) -> list[Sight]:
    """Answers that differ from made-up right ones as `wrong` says."""
    check = _check(name)
    rng, found = np.random.default_rng(seed), []
    for case in islice(fresh_cases(kind, False, seed), number):
        want = rng.standard_normal(_shape(name, case))
        item = Item(case, Expected({name: want}, {name: 1.0}))
        found.append(sight(check, item, Answer({name: wrong(want, case)})))
    return found


def _check(name: str) -> Check:
    return Check("check", "title", 1, "hint", lambda case, answer, expected: expect_close(name, answer, expected))


def _shape(name: str, case: Case) -> list[int]:
    sizes = sizes_of(case)
    if name == "cols":
        return [sizes["N"] * sizes["H'"] * sizes["W'"], sizes["C"] * sizes["HH"] * sizes["WW"]]
    axes = SIZES[name] if not isinstance(case, PoolCase) else ("N", "C", *SIZES[name][2:])
    return [sizes[axis] for axis in axes]


def said(name: str, wrong: Wrong, kind: type[Case] = ConvCase) -> str | None:
    judged = sights(name, wrong, kind)
    related, placed = differences(_check(name), judged)
    for statement in related + placed:
        assert all(map(statement.holds, sights(name, wrong, kind, 60, seed=6)))
        return statement.text
    return None


def _at_random(want: Array, _case: Case) -> Array:
    return np.random.default_rng(want.size).standard_normal(want.shape)


def _bias(case: ConvCase) -> Array:
    return case.b.reshape(1, -1, 1, 1)


def _with(want: Array, index: Any) -> Array:
    got = want.copy()
    got[index] += 1
    return got


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda want, case: want * 0, "In out, every value is 0."),
        (lambda want, case: want * np.nan, "In out, every wrong value is NaN or infinite."),
        (lambda want, case: -want, "In out, every value has the opposite sign."),
        (lambda want, case: want / 3, "In out, every value is the expected one divided by 3."),
        (lambda want, case: want * -2.5, "In out, every value is -2.5 times the expected one."),
        (lambda want, case: want * 1.5, "In out, every value is 1.5 times the expected one."),
        (lambda want, case: want * case.stride**2, "In out, every value is stride * stride times the expected one."),
        (lambda want, case: want - _bias(case), "In out, the bias b[f] is missing."),
        (lambda want, case: want - 2 * _bias(case), "In out, the bias b[f] is in each value -1 times."),
        (
            lambda want, case: want - _bias(case) + _bias(case)[:, :1],
            "In out, b[0] is added for every filter, where it should be b[f].",
        ),
        (lambda want, case: abs(want), "In out, every value has lost its sign."),
        (lambda want, case: np.trunc(want), "In out, every value is cut to a whole number."),
        (
            lambda want, case: want[:1].repeat(len(want), 0),
            "In out, the values of every image are those of the first image.",
        ),
        (lambda want, case: np.full(want.shape, want.mean() + 1), "In out, all values of one array are equal."),
        (lambda want, case: want[..., ::-1], "In out, everything is flipped left to right."),
        (lambda want, case: np.roll(want, 1, 3), "In out, the values are moved by one place to the right."),
        (
            lambda want, case: want.transpose(1, 0, 2, 3),
            "In out, the axes are in the order (F, N, H', W'); it should be (N, F, H', W').",
        ),
        (
            lambda want, case: np.zeros([*want.shape[:3], want.shape[3] + 1]),
            "In out, the shape is (N, F, H', W' + 1); it should be (N, F, H', W').",
        ),
        (lambda want, case: _with(want, np.s_[:, :, 0]), "In out, only values in the first row are wrong."),
        (lambda want, case: _with(want, np.s_[:, 1:]), "In out, only values from the second filter on are wrong."),
        (
            lambda want, case: _with(want, np.s_[:, :, -1, -1]),
            "In out, only values in the lower right corner are wrong.",
        ),
    ],
)  # fmt: skip
def test_each_difference_has_its_sentence(wrong: Wrong, sentence: str) -> None:
    assert said("out", wrong) == sentence


def test_a_shape_that_is_wrong_in_some_cases_is_told_of_those() -> None:
    def grown(want: Array, case: ConvCase) -> Array:
        return np.zeros([*want.shape[:2], want.shape[2] + 1, want.shape[3]]) if case.pad else want

    sentence = "Where the shape of out is wrong, the shape is (N, F, H' + 1, W'); it should be (N, F, H', W')."
    assert said("out", grown) == sentence


def test_a_factor_in_some_cases_is_told_of_those() -> None:
    sentence = "Where out is wrong, every value is 2 times the expected one."
    assert said("out", lambda want, case: want * (2 if case.pad else 1)) == sentence


def test_errors_where_windows_overlap_are_seen() -> None:
    def doubled(want: Array, case: ConvCase) -> Array:
        sizes = sizes_of(case)
        starts = [np.arange(sizes[out]) * case.stride - case.pad for out in ("H'", "W'")]
        rows, columns = (
            np.array([sum(start <= pixel < start + sizes[window] for start in of) for pixel in range(sizes[side])])
            for of, window, side in zip(starts, ("HH", "WW"), "HW", strict=True)
        )
        shared: Array = want + (rows[:, None] * columns > 1)
        return shared

    assert said("dx", doubled) == "In dx, only values of pixels in several windows are wrong."


def test_pooling_s_factors_are_in_its_own_words() -> None:
    sentence = "In out, every value is pool_height * pool_width times the expected one."
    assert said("out", lambda want, case: want * case.pool_height * case.pool_width, PoolCase) == sentence


def test_another_layout_of_windows_is_named() -> None:
    def other(want: Array, case: WindowCase) -> Array:
        sizes = sizes_of(case)
        axes = [sizes[axis] for axis in ("N", "H'", "W'", "C", "HH", "WW")]
        return want.reshape(axes).transpose(0, 3, 4, 5, 1, 2).reshape(sizes["N"], -1, sizes["H'"] * sizes["W'"])

    text = said("cols", other, WindowCase)
    assert text == (
        "In cols, the numbers are right, but come in the order of (N, C, HH, WW, H', W'); "
        "it should be (N, H', W', C, HH, WW)."
    )


def test_of_numbers_without_any_rule_nothing_is_said() -> None:
    assert said("out", _at_random) is None
    assert said("db", _at_random) is None


def test_arrays_out_of_which_all_values_would_be_shifted_say_nothing_of_a_shift() -> None:
    assert said("out", lambda want, case: want if max(want.shape[2:]) > 1 else _at_random(want, case)) is None


def test_a_sentence_does_not_hold_for_an_answer_that_differs_otherwise() -> None:
    related, _placed = differences(_check("out"), sights("out", lambda want, case: -want))
    assert not any(map(related[0].holds, sights("out", _at_random)))


def test_odd_arrays_are_looked_at_without_harm() -> None:
    for odd in (np.zeros((2, 0)), np.array(True), np.array([1 + 2j]), np.full((1, 1, 1, 1), np.inf)):
        said("out", lambda want, case, odd=odd: odd)  # type: ignore[misc]
