"""Fresh cases: legal, mixed, the same for everybody, with the answers that the reference gives."""

from itertools import islice

import numpy as np
import pytest

from grader.case import Case, ConvCase, LayerCase, PoolCase, SizeCase, WindowCase
from grader.exercise import Exercise
from grader.explain.seen.expected import Solved
from grader.explain.seen.fresh import fresh_cases, neighbours
from grader.explain.seen.traits import literals, sizes_of, table
from grader.explain.seen.vocabulary import traits_of
from tests.explain.held import EXERCISE, reference

KINDS: list[type[Case]] = [SizeCase, ConvCase, WindowCase, PoolCase]
every_kind = pytest.mark.parametrize("kind", KINDS)


def some(kind: type[Case], number: int = 100, seed: int = 1) -> list[Case]:
    return list(islice(fresh_cases(kind, False, seed), number))


@every_kind
def test_a_window_of_a_fresh_case_fits_and_so_it_does_in_its_neighbours(kind: type[Case]) -> None:
    cases = some(kind, 60)
    nearby = [near for case in cases[:20] for near in neighbours(case, np.random.default_rng(0), 20)]
    for one in cases + nearby:
        sizes = sizes_of(one)
        assert min(sizes.get("H'", 1), sizes.get("W'", 1), sizes.get("result", 1)) >= 1
        assert min(size for name, size in sizes.items() if name not in ("pad", "rest", "rest of H", "rest of W")) >= 1


@every_kind
def test_fresh_cases_are_the_same_for_everybody(kind: type[Case]) -> None:
    assert [case.dims for case in some(kind, 20)] == [case.dims for case in some(kind, 20)]
    assert [case.dims for case in some(kind, 20)] != [case.dims for case in some(kind, 20, seed=2)]


@every_kind
def test_each_trait_is_met_and_missed_among_fresh_cases(kind: type[Case]) -> None:
    held = table(literals(traits_of(kind)), some(kind, 140))
    assert held.sum(axis=1).min() >= 4


@every_kind
def test_a_neighbour_differs_in_hardly_more_than_one_size(kind: type[Case]) -> None:
    for case in some(kind, 10):
        for near in neighbours(case, np.random.default_rng(0), 20):
            assert sum(near.dims[name] != size for name, size in case.dims.items()) <= 2


def test_of_layers_there_are_no_fresh_cases() -> None:
    assert some(LayerCase) == []


QUICK = ("conv_forward_naive", "conv_backward_naive", "Conv2d", "max_pool_forward_naive", "avg_pool_forward_naive")


@pytest.mark.parametrize("exercise", [EXERCISE[name] for name in QUICK], ids=QUICK)
def test_a_quick_answer_is_the_reference_s_own(exercise: Exercise) -> None:
    question = exercise.questions[0] if exercise.name != "Conv2d" else exercise.questions[1]
    for item in Solved(reference()).fresh(exercise, question, 5):
        own = reference().item(exercise, question, item.case).expected
        assert own is not None
        assert item.expected is not None
        for name, value in own.values.items():
            np.testing.assert_allclose(item.expected.values[name], value, rtol=1e-12, atol=1e-12)  # type: ignore[arg-type]
            assert item.expected.scales[name] == pytest.approx(own.scales[name])


def test_a_question_about_state_is_asked_with_twins() -> None:
    exercise = EXERCISE["conv_forward_naive"]
    items = Solved(reference()).fresh(exercise, exercise.questions[1], 5)
    assert all(item.expected is None and item.case.fields()["twin"] is not None for item in items)


def test_neighbours_are_worked_out_once() -> None:
    exercise = EXERCISE["im2col"]
    solved = Solved(reference())
    first = solved.fresh(exercise, exercise.questions[0], 1)[0].case
    again = [solved.near(exercise, exercise.questions[0], first, 3) for _ in range(2)]
    assert [item.case is other.case for item, other in zip(*again, strict=True)] == [True] * 3
