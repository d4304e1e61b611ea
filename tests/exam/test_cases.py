"""What every case of an exam promises: legal shapes, exact numbers, no ties, enough of them for every check."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from grader.case import Array, Case, ConvCase, LayerCase, PoolCase, SizeCase, SpeedCase, WindowCase
from grader.exam import Exam
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.filling import VERY_NEGATIVE, pool_case
from grader.shape import Shape

EXACT = 2.0**53  # whole numbers up to here are exact in float64
CONTRACT = {
    "conv_output_size": ("conv", 4),
    "conv_forward_naive": ("conv", 16),
    "conv_backward_naive": ("conv", 20),
    "im2col": ("im2col", 10),
    "col2im": ("im2col", 10),
    "conv_forward_im2col": ("im2col", 6),
    "conv_backward_im2col": ("im2col", 6),
    "max_pool_forward_naive": ("pooling", 7),
    "max_pool_backward_naive": ("pooling", 8),
    "avg_pool_forward_naive": ("pooling", 3),
    "avg_pool_backward_naive": ("pooling", 3),
    "Conv2d": ("conv_layer", 7),
}
# How often one input is enough: time is measured on one size, and statistics need one large layer.
ONE_CASE = {"out_speed", "gradients_speed", "initial_weights"}


def with_twins(cases: Sequence[Case]) -> Iterator[Any]:
    """Each case, and its other data of the same shapes."""
    for case in cases:
        yield case
        twin = getattr(case, "twin", None)
        if twin is not None:
            yield twin


def window(case: Any) -> tuple[int, int, int]:
    """HH, WW, pad of any case with windows."""
    dims: Mapping[str, int] = case.dims
    return (
        dims.get("HH", dims.get("pool_height", 0)),
        dims.get("WW", dims.get("pool_width", 0)),
        dims.get("pad", 0),
    )


def is_multiple(array: Array, unit: float) -> bool:
    return bool(np.all(array / unit == np.floor(array / unit)))


def test_exercises_and_points_are_those_of_the_contract() -> None:
    assert {exercise.name: (exercise.stem, exercise.points) for exercise in EXERCISES} == CONTRACT
    assert sum(exercise.points for exercise in EXERCISES) == 100


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_the_checks_of_an_exercise_share_out_its_points(exercise: Exercise) -> None:
    assert sum(check.points for check in exercise.checks) == exercise.points
    assert all(check.points > 0 for check in exercise.checks)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_the_checks_of_an_exercise_have_names_of_their_own_and_come_after_earlier_ones(exercise: Exercise) -> None:
    names = [check.name for check in exercise.checks]
    assert len(set(names)) == len(names)
    for index, check in enumerate(exercise.checks):
        assert {former.name for former in check.after} <= set(names[:index])


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_a_check_has_a_line_for_the_rubric_and_a_next_step(exercise: Exercise) -> None:
    for check in exercise.checks:
        assert check.title.endswith("."), check.name
        assert check.hint.endswith((".", "?")), check.name
        assert "\n" not in check.title + check.hint, check.name


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_every_check_looks_at_several_cases(exercise: Exercise, exam: Exam) -> None:
    for question in exercise.questions:
        cases = [item.case for item in exam.items(exercise, question)]
        for check in question.checks:
            least = 1 if check.name in ONE_CASE else 3
            assert sum(check.on(case) for case in cases) >= least, check.name


@pytest.mark.parametrize("kind", [SizeCase, ConvCase, WindowCase, PoolCase, LayerCase, SpeedCase])
def test_cases_come_smallest_first(kind: type[Case], exam: Exam) -> None:
    cases = exam.cases[kind.__name__]
    assert cases
    assert {type(case) for case in cases} == {kind}
    assert [case.sizes() for case in cases] == sorted(case.sizes() for case in cases)


def test_sizes_count_numbers_before_anything_else() -> None:
    few = PoolCase(np.zeros((1, 1, 2, 2)), np.zeros((1, 1, 2, 2)), 1, 1, stride=1)
    many = PoolCase(np.zeros((1, 1, 3, 3)), np.zeros((1, 1, 1, 1)), 3, 3, stride=1)
    assert (few.sizes()[0], many.sizes()[0]) == (8, 10)


def test_output_sizes_are_asked_for_windows_that_fit(exam: Exam) -> None:
    for case in exam.cases["SizeCase"]:
        assert isinstance(case, SizeCase)
        assert min(case.size, case.kernel, case.stride) >= 1
        assert case.pad >= 0
        assert case.kernel <= case.size + 2 * case.pad


@pytest.mark.parametrize("kind", ["ConvCase", "WindowCase", "PoolCase"])
def test_every_window_fits_and_every_gradient_has_the_shape_of_the_output(kind: str, exam: Exam) -> None:
    for case in with_twins(exam.cases[kind]):
        (N, C, H, W), (HH, WW, pad), stride = case.x.shape, window(case), case.stride
        assert min(N, C, H, W, HH, WW, stride) >= 1
        assert pad >= 0
        fits = [top for top in range(0, H + 2 * pad, stride) if top + HH <= H + 2 * pad]
        across = [left for left in range(0, W + 2 * pad, stride) if left + WW <= W + 2 * pad]
        assert fits
        assert across
        if isinstance(case, ConvCase):
            F = len(case.b)
            assert case.w.shape == (F, C, HH, WW)
            assert case.dout.shape == (N, F, len(fits), len(across))
        elif isinstance(case, WindowCase):
            assert case.cols.shape == (N * len(fits) * len(across), C * HH * WW)
        else:
            assert case.dout.shape == (N, C, len(fits), len(across))


@pytest.mark.parametrize("kind", ["ConvCase", "WindowCase", "PoolCase"])
def test_all_arrays_are_finite_float64(kind: str, exam: Exam) -> None:
    for case in with_twins(exam.cases[kind]):
        arrays = [value for value in vars(case).values() if isinstance(value, np.ndarray)]
        assert len(arrays) >= 2
        assert all(array.dtype == np.float64 and np.isfinite(array).all() for array in arrays)


@pytest.mark.parametrize("kind", ["ConvCase", "WindowCase", "PoolCase"])
def test_a_twin_has_other_data_of_the_same_shapes(kind: str, exam: Exam) -> None:
    twinned: list[Any] = [case for case in exam.cases[kind] if getattr(case, "twin", None) is not None]
    assert len(twinned) >= 3
    for case in twinned:
        assert case.twin.dims == case.dims
        assert case.twin.features == case.features
        assert not np.array_equal(case.twin.x, case.x)
        assert case.twin.twin is None


@pytest.mark.parametrize("seed", range(20))
def test_the_windows_of_a_plain_pool_and_its_twin_have_no_maximum_in_common_by_chance(seed: int) -> None:
    case = pool_case(Shape(H=4, W=4, HH=2, WW=2, stride=2, values="plain", twin=True), [seed], 0)
    assert case.twin is not None
    assert not np.intersect1d(case.x, case.twin.x).size


def test_no_window_of_a_max_pool_has_a_tie(exam: Exam) -> None:
    cases = [case for case in with_twins(exam.cases["PoolCase"]) if case.values != "zeros"]
    assert len(cases) > 50
    for case in cases:
        for i, j in np.ndindex(case.dout.shape[2:]):
            top, left = i * case.stride, j * case.stride
            window = case.x[:, :, top : top + case.pool_height, left : left + case.pool_width]
            for numbers in window.reshape(-1, case.pool_height * case.pool_width):
                assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("values", ["plain", "fine", "full", "negative", "up_to_zero"])
def test_most_numbers_of_a_max_pool_lie_half_apart(values: str, exam: Exam) -> None:
    cases = [case for case in with_twins(exam.cases["PoolCase"]) if case.values == values]
    assert cases
    for case in cases:
        assert np.all(np.diff(np.sort(case.x.ravel())) >= 0.5)


# The binary digits behind the point that x, w, dout and b have at most, by the kind of numbers.
DIGITS = {
    "plain": (0, 0, 0, 0),
    "very_negative": (5, 11, 8, 11),
    "tiny": (53, 11, 48, 51),
    "huge": (-27, 11, -32, -29),
}
FINE = (13, 11, 8, 11)


def test_dyadic_convolutions_are_exact_in_float64_whatever_the_order_of_summation(exam: Exam) -> None:
    for case in with_twins(exam.cases["ConvCase"]):
        if case.values == "full":
            continue
        x_unit, w_unit, dout_unit, b_unit = (2.0**-digits for digits in DIGITS.get(case.values, FINE))
        for array, unit in ((case.x, x_unit), (case.w, w_unit), (case.b, b_unit), (case.dout, dout_unit)):
            assert is_multiple(array, unit)
        C, HH, WW = case.w.shape[1:]
        x, w, dout = (float(np.abs(array).max()) for array in (case.x, case.w, case.dout))
        most = {  # the largest sum that can come up, in units of its products
            "out": (C * HH * WW * x * w + float(np.abs(case.b).max())) / (x_unit * w_unit),
            "dw": case.dout[:, 0].size * x * dout / (x_unit * dout_unit),
            "dx": len(case.b) * HH * WW * w * dout / (w_unit * dout_unit),
        }
        assert max(most.values()) < EXACT


@pytest.mark.parametrize("kind", ["WindowCase", "PoolCase"])
def test_where_nothing_is_multiplied_float32_keeps_no_image_of_the_usual_kind(kind: str, exam: Exam) -> None:
    cases = [case for case in exam.cases[kind] if getattr(case, "values", "") in ("fine", "full")]
    assert len(cases) > 20
    for case in with_twins(cases):
        assert np.all(case.x != case.x.astype(np.float32))


@pytest.mark.parametrize("kind", ["ConvCase", "WindowCase", "PoolCase"])
def test_some_cases_use_every_digit_of_float64(kind: str, exam: Exam) -> None:
    full = [case for case in exam.cases[kind] if getattr(case, "values", "") == "full"]
    assert len(full) >= 3
    for case in with_twins(full):
        assert not is_multiple(case.x, 2.0**-30)


@pytest.mark.parametrize("kinds", [("fine",), ("full",)])
def test_float32_is_too_short_for_most_convolutions(kinds: tuple[str], exam: Exam) -> None:
    answers = exam.expected["conv_forward_naive/forward"]
    outs = [
        np.asarray(answers[index].values["out"])
        for index, case in enumerate(exam.cases["ConvCase"])
        if index in answers and getattr(case, "values", "") in kinds
    ]
    rounded = [out for out in outs if not np.array_equal(out, out.astype(np.float32))]
    assert len(rounded) > 0.8 * len(outs) > 0


@pytest.mark.parametrize("kind", ["ConvCase", "WindowCase"])
def test_zeros_are_where_they_are_meant_to_be(kind: str, exam: Exam) -> None:
    for case in with_twins(exam.cases[kind]):
        assert not np.any(case.x == 0) or case.values in ("zeros", "blank")
        if kind == "ConvCase":
            assert np.all(case.w != 0) or case.values == "dead"
            assert not np.any(case.dout == 0) or case.values == "silent"


def test_very_negative_images_are_around_a_million_below_zero(exam: Exam) -> None:
    for kind in ("ConvCase", "WindowCase", "PoolCase"):
        cases = [case for case in with_twins(exam.cases[kind]) if case.values == "very_negative"]
        assert cases
        for case in cases:
            assert np.abs(case.x - VERY_NEGATIVE).max() < 1000


def test_the_speed_case_is_worth_measuring(exam: Exam) -> None:
    (case,) = exam.cases["SpeedCase"]
    dims = case.dims
    windows = (
        dims["N"]
        * dims["F"]
        * math.prod(dims[side] + 2 * dims["pad"] - dims[kernel] + 1 for side, kernel in (("H", "HH"), ("W", "WW")))
    )
    assert windows > 1000
