"""Small cases are legal, in order, and made of numbers that one calculates with by hand."""

from itertools import islice

import numpy as np
import pytest

from grader.case import Case, ConvCase, PoolCase, SizeCase, WindowCase
from grader.exam import Exam
from grader.explain.small_cases import Plain, ladders, made, shapes_within, telling_numbers

KINDS = [SizeCase, ConvCase, WindowCase, PoolCase]


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__)
def like(request: pytest.FixtureRequest, exam: Exam) -> Case:
    """A case of each kind, one of the larger ones."""
    cases = exam.cases[request.param.__name__]
    large: Case = cases[len(cases) * 3 // 4]
    return large


def test_no_size_is_larger_than_in_the_case_that_they_are_like(like: Case) -> None:
    for dims in shapes_within(like):
        assert all(size <= like.dims[name] for name, size in dims)


def test_a_window_fits_at_least_once(like: Case) -> None:
    for dims in map(dict, shapes_within(like)):
        for side, kernels in (("H", ("HH", "pool_height")), ("W", ("WW", "pool_width")), ("size", ("kernel",))):
            for kernel in kernels:
                if side in dims and kernel in dims:
                    assert dims[side] + 2 * dims.get("pad", 0) >= dims[kernel]


def test_those_with_the_fewest_numbers_come_first(like: Case) -> None:
    counts = []
    for dims in islice(shapes_within(like), 300):
        case = made(Plain(dims, telling_numbers(like)[0]), like)
        counts.append(sum(getattr(case, name).size for name in ("x", "w", "dout", "cols") if hasattr(case, name)))
    assert counts == sorted(counts)


def test_a_case_has_the_shapes_that_it_was_asked_for(like: Case) -> None:
    for dims in islice(shapes_within(like), 200):
        for numbers in telling_numbers(like):
            assert dict(made(Plain(dims, numbers), like).dims) == dict(dims)


def test_the_plainest_numbers_are_small_and_whole(like: Case) -> None:
    plainest = tuple(ladder[0] for ladder in ladders(like))
    for dims in islice(shapes_within(like), 50):
        for array in made(Plain(dims, plainest), like).fields().values():
            if isinstance(array, np.ndarray):
                assert (array == np.round(array)).all()
                assert np.abs(array).max() <= array.size + 1


def test_nothing_is_pooled_that_has_ties_but_for_averages(exam: Exam) -> None:
    like = exam.cases["PoolCase"][-1]
    for dims in islice(shapes_within(like), 100):
        for numbers in ladders(like)[0]:
            case = made(Plain(dims, (numbers, "up")), like)
            assert isinstance(case, PoolCase)
            assert len(np.unique(case.x)) == case.x.size or case.values == "zeros"


def test_a_twin_has_other_numbers_in_the_same_shapes(exam: Exam) -> None:
    like = next(case for case in exam.cases["ConvCase"] if isinstance(case, ConvCase) and case.twin is not None)
    for dims in shapes_within(like):
        case = made(Plain(dims, ("up", "up", "zero", "up")), like)
        assert isinstance(case, ConvCase)
        assert case.twin is not None
        assert case.twin.dims == case.dims
        assert not np.array_equal(case.twin.x, case.x)
