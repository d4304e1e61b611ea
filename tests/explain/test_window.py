"""The window behind a number: exactly what the number changes with."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.answer import Implementation
from grader.case import Array, Case, ConvCase, PoolCase, WindowCase
from grader.exam.hidden import SOLUTIONS
from grader.exercises import EXERCISES
from grader.explain.window import window
from grader.local import Local
from grader.report.result import Window

Function = Callable[[Case], Array]


def numbers(*shape: int) -> Array:
    return np.random.default_rng(sum(shape)).integers(1, 9, shape).astype(np.float64)


CONV = ConvCase(numbers(2, 2, 4, 5), numbers(2, 2, 2, 3), numbers(2), numbers(2, 2, 3, 3), stride=2, pad=1)
POOL = PoolCase(numbers(2, 2, 4, 5), numbers(2, 2, 3, 3), pool_height=2, pool_width=3, stride=1)
MATRIX = WindowCase(numbers(1, 2, 4, 5), numbers(9, 12), HH=2, WW=3, stride=2, pad=1)
# Each with the exercise and the question that give the array, and the array that it is made of.
ASKED = {
    "out of a convolution": (CONV, "conv_forward_naive", "forward", "out", "x"),
    "dw": (CONV, "conv_backward_naive", "gradients", "dw", "x"),
    "dx of a convolution": (CONV, "conv_backward_naive", "gradients", "dx", "dout"),
    "db": (CONV, "conv_backward_naive", "gradients", "db", "dout"),
    "out of a pool": (POOL, "avg_pool_forward_naive", "avg_forward", "out", "x"),
    "dx of a pool": (POOL, "avg_pool_backward_naive", "avg_gradient", "dx", "dout"),
    "a row of cols": (MATRIX, "im2col", "unrolled", "cols", "x"),
    "x of cols": (MATRIX, "col2im", "rolled", "x", "cols"),
}


def answering(exercise: str, question: str, name: str) -> Function:
    """The right answer's array `name`."""
    (asked,) = (one for one in EXERCISES if one.name == exercise)
    (way,) = (one for one in asked.questions if one.name == question)
    code = cast(Implementation, Local(SOLUTIONS, asked.stem))

    def answer(case: Case) -> Array:
        value = way.answer(code, case).values[name]
        assert isinstance(value, np.ndarray)
        return value

    return answer


def changes(answer: Function, case: Case, source: str) -> Iterator[tuple[tuple[int, ...], NDArray[np.bool_]]]:
    """For each number of the array `source`, which numbers of the answer change with it."""
    before, array = answer(case), getattr(case, source)
    for place in np.ndindex(array.shape):
        other = array.copy()
        other[place] += 1
        yield place, answer(replace(case, **{source: other})) != before


def unpadded(found: Window) -> NDArray[np.bool_]:
    cut = slice(found.pad, -found.pad or None)
    return found.met[..., cut, cut] if found.pad else found.met


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_a_number_changes_with_the_numbers_of_its_window_and_no_others(
    asked: tuple[Case, str, str, str, str],
) -> None:
    case, exercise, question, name, source = asked
    answer = answering(exercise, question, name)
    shape = answer(case).shape
    windows = {index: window(case, name, index) for index in np.ndindex(shape)}
    for place, changed in changes(answer, case, source):
        for index, found in windows.items():
            assert found is not None
            assert found.name == source
            met = unpadded(found)[place]
            if name == "cols":  # the window is the whole row's, and one number of it stands at the index
                assert met == changed[index[0]].any()
            else:
                assert met == changed[index], (index, place)


def test_the_window_lies_in_the_padded_image() -> None:
    found = window(CONV, "out", (0, 1, 0, 0))
    assert found is not None
    assert (found.source.shape, found.pad) == ((2, 2, 6, 7), 1)
    assert found.met[0, :, :2, :3].all()
    assert found.met.sum() == 12
    assert (found.source[:, :, 1:-1, 1:-1] == CONV.x).all()
    assert found.source.sum() == CONV.x.sum()


def test_the_layer_s_gradients_are_those_of_the_function_by_other_names() -> None:
    for name, other, index in (("weight_grad", "dw", (1, 0, 1, 2)), ("bias_grad", "db", (1,))):
        found, same = window(CONV, name, index), window(CONV, other, index)
        assert found is not None
        assert same is not None
        assert (found.met == same.met).all()


@pytest.mark.parametrize(("name", "index"), [("cache", (0, 0, 0, 0)), ("out", (0,)), ("db", (0, 0))])
def test_of_anything_else_nothing_is_said(name: str, index: tuple[int, ...]) -> None:
    assert [window(case, name, index) for case in (CONV, POOL, MATRIX)] == [None] * 3
