"""A small case is worked out by hand, from the definition of the operation, and only if that gives what is expected."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from grader.answer import Answer, Expected
from grader.case import Case, SizeCase
from grader.exam import Exam, Item
from grader.exam.reference import reference_at
from grader.exercise import Exercise, Question
from grader.exercises import EXERCISES
from grader.explain.small_cases import Plain, ladders, made, shapes_within
from grader.explain.story import story
from grader.explain.terms import MADE
from grader.marking.mark import Fault
from grader.sandbox.nursery import Nursery
from tests.explain.edited import edited, explained, failed_checks

BY_NAME = {exercise.name: exercise for exercise in EXERCISES}


def question_with(exercise: Exercise, name: str, exam: Exam) -> tuple[Question, list[Item]]:
    """The question whose answers have the array `name`, and its items."""
    for question in exercise.questions:
        items = exam.items(exercise, question) if question.compared else []
        if items and items[0].expected is not None and name in items[0].expected.values:
            return question, items
    raise AssertionError(f"nobody is asked for {name}")


@pytest.mark.parametrize(("exercise", "name"), MADE)
def test_every_element_of_the_exam_s_small_arrays_is_worked_out_right(exercise: str, name: str, exam: Exam) -> None:
    _question, items = question_with(BY_NAME[exercise], name, exam)
    worked_out = 0
    for item in items:
        assert item.expected is not None
        want = item.expected.values[name]
        assert isinstance(want, np.ndarray)
        if want.size <= 40:
            scale = item.expected.scales[name]
            for index in np.ndindex(want.shape):
                value = MADE[exercise, name](item.case, index).value
                assert abs(value - want[index]) <= 1e-12 * scale, (item.case.dims, index)
                worked_out += 1
    assert worked_out > 50


@pytest.mark.parametrize(("exercise", "name"), MADE)
def test_every_element_of_small_cases_is_worked_out_right(exercise: str, name: str, exam: Exam) -> None:
    reference = reference_at()
    assert reference is not None
    question, items = question_with(BY_NAME[exercise], name, exam)
    like = max((item.case for item in items), key=lambda case: case.sizes())
    for number, dims in enumerate(islice(shapes_within(like), 0, 4000, 80)):
        numbers = tuple(ladder[number % len(ladder)] for ladder in ladders(like))
        case = made(Plain(dims, numbers), like)
        if not question.on(case):
            continue
        expected = reference.item(BY_NAME[exercise], question, case).expected
        assert expected is not None
        want = expected.values[name]
        assert isinstance(want, np.ndarray)
        for index in np.ndindex(want.shape):
            value = MADE[exercise, name](case, index).value
            assert abs(value - want[index]) <= 1e-12 * expected.scales[name], (dims, index)


# stem, right, wrong; exercise, check; the lines.
STORIES = {
    "a sum": (
        *("conv", "np.sum(window * w[f]) + b[f]", "np.sum(window * w[f]) - b[f]", "conv_forward_naive", "bias"),
        (
            "out[0, 0, 0, 0]: its window begins in row 0, column 0 of x.",
            "out[0, 0, 0, 0] = x[0,0,0,0]*w[0,0,0,0] + b[0]",
            "out[0, 0, 0, 0] = 1*2 + 1 = 3; yours is 1.",
        ),
    ),
    "dw": (
        *("conv", "dw[f] += dout", "dw[f] = dout", "conv_backward_naive", "dw_plain"),
        (
            "dw[0, 0, 0, 0] = dout[0,0,0,0]*x[0,0,0,0] + dout[0,0,0,1]*x[0,0,0,1] + dout[0,0,1,0]*x[0,0,1,0] + "
            "dout[0,0,1,1]*x[0,0,1,1]",
            "dw[0, 0, 0, 0] = 1*1 + 2*2 + 3*3 + 4*4 = 30; yours is 16.",
        ),
    ),
    "db": (
        *("conv", "return dx, dw, db", "return dx, dw, db / N", "conv_backward_naive", "db"),
        ("db[0] = dout[0,0,0,0] + dout[1,0,0,0]", "db[0] = 1 + 2 = 3; yours is 1.5."),
    ),
    "a pixel in cols": (
        *("im2col", "transpose(0, 4, 5, 1, 2, 3)", "transpose(0, 4, 5, 1, 3, 2)", "im2col", "cols_plain"),
        (
            "cols[0, 1]: its window begins in row 0, column 0 of x.",
            "cols[0, 1] = x[0,0,0,1]",
            "cols[0, 1] = 2; yours is 3.",
        ),
    ),
    "a share of a mean": (
        *("pooling", "share = dout[block] / places", "share = dout[block]", "avg_pool_backward_naive", "avg_dx_tiles"),
        ("dx[0, 0, 0, 0] = dout[0,0,0,0] / 4", "dx[0, 0, 0, 0] = 1 / 4 = 0.25; yours is 1."),
    ),
    "a size": (
        *("conv", "1 + (size + 2 * pad - kernel)", "1 + (size + pad - kernel)", "conv_output_size", "size_padding"),
        ("1 + (size + 2 * pad - kernel) // stride = 1 + (1 + 2 * 1 - 1) // 1 = 3; yours is 2.",),
    ),
    "a shape": (
        *("conv", "    return out, (x", "    out = out[:, :, 1:]\n    return out, (x", "conv_forward_naive", "shape"),
        (
            "H' = 1 + (H + 2 * pad - HH) // stride = 1 + (1 + 2 * 0 - 1) // 1 = 1",
            "W' = 1 + (W + 2 * pad - WW) // stride = 1 + (1 + 2 * 0 - 1) // 1 = 1",
        ),
    ),
    "the shape of a gradient": (
        *("conv", "dx = dx_pad[:, :, pad : pad + H, pad : pad + W]", "dx = dx_pad", "conv_backward_naive", "dx_shape"),
        ("dx has the shape of x: (1, 1, 1, 1).",),
    ),
}


@pytest.mark.parametrize("which", STORIES)
def test_a_report_works_the_first_wrong_value_out(
    which: str, tmp_path: Path, exam: Exam, nursery: Nursery, ask_only: object
) -> None:
    stem, right, wrong, exercise, check, lines = STORIES[which]
    assert callable(ask_only)
    ask_only([exercise])
    assert failed_checks(explained(edited(tmp_path, stem, right, wrong), exam, nursery))[check].story == lines


def a_fault(exercise: str, name: str, exam: Exam, at: tuple[int, ...]) -> tuple[Exercise, Question, Fault]:
    """The fault of an answer of nothing but sevens to the smallest case, of which `at` is the first wrong element."""
    question, items = question_with(BY_NAME[exercise], name, exam)
    item = items[0]
    assert item.expected is not None
    want = item.expected.values[name]
    assert isinstance(want, np.ndarray)
    answer = Answer({name: np.full_like(want, 7)})
    return BY_NAME[exercise], question, Fault(item, answer, "failed", "wrong", about=name, at=at)


def test_nothing_is_said_that_is_not_what_is_expected(exam: Exam) -> None:
    exercise, question, fault = a_fault("max_pool_forward_naive", "out", exam, (0, 0, 0, 0))
    assert story(exercise, question, fault)
    assert fault.item.expected is not None
    other = Expected({"out": fault.item.expected.values["out"] + 1}, fault.item.expected.scales)  # type: ignore[operator]
    assert story(exercise, question, replace(fault, item=Item(fault.case, other))) == ()


def test_a_pixel_that_never_wins_is_said_to_be_the_largest_of_no_window(exam: Exam) -> None:
    question, items = question_with(BY_NAME["max_pool_backward_naive"], "dx", exam)
    like = max((item.case for item in items), key=lambda case: case.sizes())
    dims = {"N": 1, "C": 1, "H": 2, "W": 2, "pool_height": 2, "pool_width": 2, "stride": 1}
    case: Case = made(Plain(tuple(dims.items()), ("up", "up")), like)
    reference = reference_at()
    assert reference is not None
    item = reference.item(BY_NAME["max_pool_backward_naive"], question, case)
    fault = Fault(item, Answer({"dx": np.ones((1, 1, 2, 2))}), "failed", "wrong", about="dx", at=(0, 0, 0, 0))
    (line,) = story(BY_NAME["max_pool_backward_naive"], question, fault)
    assert line == "dx[0, 0, 0, 0] = 0: the pixel is the largest of no window; yours is 1."


def test_a_large_case_has_no_story(exam: Exam) -> None:
    question, items = question_with(BY_NAME["conv_forward_naive"], "out", exam)
    item = items[-1]
    assert item.expected is not None
    answer = Answer({"out": np.zeros_like(item.expected.values["out"])})
    fault = Fault(item, answer, "failed", "wrong", about="out", at=(0, 0, 0, 0))
    assert story(BY_NAME["conv_forward_naive"], question, fault) == ()


def test_an_answer_that_is_no_number_is_told_safely() -> None:
    question = BY_NAME["conv_output_size"].questions[0]
    item = Item(SizeCase(1, 1, 1, 0), Expected({"size": 1}))
    fault = Fault(item, Answer({"size": "\x1b[31m"}), "failed", "wrong", about="size")
    (line,) = story(BY_NAME["conv_output_size"], question, fault)
    assert line.isprintable()
