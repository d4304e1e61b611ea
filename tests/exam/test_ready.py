"""Right answers that lie ready: found by their cases alone, and told as they were."""

from dataclasses import replace

import numpy as np
import pytest

from grader.case import ConvCase
from grader.exam import Exam
from grader.exam.hidden import SOLUTIONS
from grader.exam.ready import KEY, Notes, Ready, case_key, packed, unpacked
from grader.exam.reference import Reference, knowledge_beside
from grader.exercises.conv import conv_forward
from grader.explain.small_cases import Plain, made
from grader.explain.workings import Workings
from grader.handout.rehearsal import Noting

SHAPES = {"N": 1, "C": 1, "H": 2, "W": 2, "F": 1, "HH": 1, "WW": 1, "stride": 1, "pad": 1}
NUMBERS = ("up", "up from two", "zero", "up")
QUESTION = next(question for question in conv_forward.questions if question.compared)
STATE = next(question for question in conv_forward.questions if not question.compared)
CHECK, PURE = QUESTION.checks[0], STATE.checks[0]


def case_of(exam: Exam, **sizes: int) -> ConvCase:
    like = next(case for case in exam.cases["ConvCase"] if STATE.on(case))
    case = made(Plain(tuple({**SHAPES, **sizes}.items()), NUMBERS), like)
    assert isinstance(case, ConvCase)
    return case


@pytest.fixture(scope="module")
def noted(exam: Exam) -> Noting:
    """The solutions, asked about one case."""
    noting, case = Noting(SOLUTIONS), case_of(exam)
    noting.item(conv_forward, QUESTION, case)
    noting.is_right(conv_forward, STATE, PURE, case)
    noting.made("conv_forward_naive", "out", case, (0, 0, 1, 1))
    noting.window("conv_forward_naive", "out", case, (0, 0, 1, 1))
    return noting


@pytest.fixture
def ready(noted: Noting) -> Ready:
    """What can be read of it where there are no solutions."""
    return Ready(packed(noted.notes))


def test_what_was_asked_is_answered_as_the_solutions_do(ready: Ready, exam: Exam) -> None:
    case, reference = case_of(exam), Reference()
    assert ready.knows(conv_forward, QUESTION, CHECK, case)
    mine, theirs = (one.item(conv_forward, QUESTION, case).expected for one in (ready, reference))
    assert mine is not None
    assert theirs is not None
    np.testing.assert_array_equal(np.asarray(mine.values["out"]), np.asarray(theirs.values["out"]))
    assert dict(mine.scales) == dict(theirs.scales)
    assert ready.knows(conv_forward, STATE, PURE, case)
    assert ready.is_right(conv_forward, STATE, PURE, case)
    assert elements(ready, case) == elements(reference, case)


def elements(workings: Workings, case: ConvCase) -> object:
    window = workings.window("conv_forward_naive", "out", case, (0, 0, 1, 1))
    assert window is not None
    parts = (window.name, window.pad, window.source.tolist(), window.met.tolist())
    return workings.made("conv_forward_naive", "out", case, (0, 0, 1, 1)), parts


def test_of_another_case_nothing_is_known(ready: Ready, exam: Exam) -> None:
    for other in (case_of(exam, H=3), case_of(exam, stride=2), replace(case_of(exam), x=-case_of(exam).x)):
        assert not ready.knows(conv_forward, QUESTION, CHECK, other)
        assert not ready.knows(conv_forward, STATE, PURE, other)
        assert ready.made("conv_forward_naive", "out", other, (0, 0, 1, 1)) is None
    assert ready.made("conv_forward_naive", "out", case_of(exam), (0, 0, 0, 0)) is None
    assert ready.made("max_pool_forward_naive", "out", case_of(exam), (0, 0, 1, 1)) is None


def test_a_case_stands_for_all_its_fields(exam: Exam) -> None:
    case = case_of(exam)
    assert case.twin is not None
    others = [
        replace(case, values="fine"),
        replace(case, reversed_keys=1 - case.reversed_keys),
        replace(case, twin=None),
    ]
    assert len({case_key(one) for one in (case, *others)}) == 4
    assert case_key(replace(case)) == case_key(case)
    assert len(case_key(case)) == KEY


def test_the_same_notes_are_the_same_bytes_whoever_took_them(noted: Noting) -> None:
    parts = Notes(), Notes()
    for part in parts:
        part.add(noted.notes)
    parts[1].add(parts[0])
    assert packed(parts[0]) == packed(parts[1]) == packed(unpacked(packed(noted.notes)))


def test_an_exam_is_asked_where_there_are_no_solutions(exam: Exam, noted: Noting) -> None:
    nowhere = SOLUTIONS / "nowhere"
    assert isinstance(knowledge_beside(exam), Reference)
    assert knowledge_beside(exam, nowhere) is None
    found = knowledge_beside(replace(exam, ready=packed(noted.notes)), nowhere)
    assert isinstance(found, Ready)
    assert not found.has_all
