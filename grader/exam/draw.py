"""Draws an exam: the cases for a seed, and the reference's answers to them.

The solutions are asked like a student's code, in this process.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from grader.answer import Answer, Expected, Implementation
from grader.case import Array, Case
from grader.cases import DRAWERS
from grader.compare import Mismatch
from grader.errors import InputError, MachineryError
from grader.exam.hidden import SOLUTIONS
from grader.exam.paper import Exam, question_key, sealed
from grader.exam.reference import scales
from grader.exercise import Exercise, Gradients, Question
from grader.exercises import EXERCISES
from grader.failure import StudentFailure
from grader.language import _
from grader.local import Local
from grader.script import written

AGREEMENT = 1e-9  # how far the reference's backward may be from the numerical gradient, relative to its scale


def draw_exam(number: int, solutions: Path = SOLUTIONS, exercises: Sequence[Exercise] = EXERCISES) -> Exam:
    """The exam for the seed `number`.

    Raises:
        InputError: there are no solutions here.
        MachineryError: the reference fails its own exam, its backward is not the gradient of its forward, or a check
            has no case to look at.
    """
    if not solutions.is_dir():
        sentence = _("there are no solutions in {folder} to draw an exam from: give one with --exam FILE")
        raise InputError(sentence.format(folder=solutions))
    kinds = {question.cases for exercise in exercises for question in exercise.questions}
    cases = {kind.__name__: sorted(DRAWERS[kind](number), key=lambda case: case.sizes()) for kind in kinds}
    gradients = _Gradients()
    expected: dict[str, Mapping[int, Expected]] = {}
    replies: dict[str, Mapping[int, str]] = {}
    for exercise in exercises:
        reference = Local(solutions, exercise.stem)
        for question in exercise.questions:
            key = question_key(exercise, question)
            answers = {
                index: _expected(exercise, question, case, reference, gradients)
                for index, case in enumerate(cases[question.cases.__name__])
                if question.on(case)
            }
            if question.compared:
                expected[key] = {index: answer for index, (answer, _replies) in answers.items()}
            replies[key] = {index: digest for index, (_answer, digest) in answers.items() if digest}
    exam = sealed(number, cases, expected, replies)
    try:
        for exercise in exercises:
            for question in exercise.questions:
                exam.items(exercise, question)
    except InputError as error:
        raise MachineryError(f"the drawn exam can't be used: {error}") from None
    return exam


class _Gradients:
    """Numerical gradients, worked out once for all exercises that share them."""

    def __init__(self) -> None:
        self._known: dict[tuple[Gradients, int], Mapping[str, Array]] = {}

    def of(self, gradients: Gradients, code: Implementation, case: Case) -> Mapping[str, Array]:
        key = (gradients, id(case))  # the exam's cases outlive this
        if key not in self._known:
            self._known[key] = gradients(code, case)
        return self._known[key]


def _expected(
    exercise: Exercise, question: Question, case: Case, reference: Local, gradients: _Gradients
) -> tuple[Expected, str]:
    """The expected answer, and the digest of the reference's replies (of which there is none to a live question)."""
    try:
        return _answered(exercise, question, case, reference, gradients)
    except StudentFailure as failed:
        raise MachineryError(f"the reference can't be asked: {failed.failure.sentence()}") from None


def _answered(
    exercise: Exercise, question: Question, case: Case, reference: Local, gradients: _Gradients
) -> tuple[Expected, str]:
    if question.live:
        answer, replies = question.answer(reference, case), ""
    else:
        script = written(question.ask, case)
        answer, replies = reference.answered(script)
        if reference.answered(script)[1] != replies:
            replies = ""  # random numbers: nobody gives the same ones, and the exam must be the same when drawn again
    _must(exercise, case, lambda: _complete(answer))
    expected = _unchecked(question, case, answer, reference)
    values, measures = dict(expected.values), expected.scales
    if question.gradients is not None:
        for gradient, numerical in gradients.of(question.gradients, reference, case).items():
            name = question.names.get(gradient, gradient)
            own = values[name]
            assert isinstance(own, np.ndarray)
            error = np.abs(numerical - own).max(initial=0.0)
            if not (error <= AGREEMENT * measures[name]):
                raise MachineryError(
                    f"the reference's {name} in {exercise.name} is not the gradient of its forward on {dict(case.dims)}"
                )
            values[name] = numerical
    expected = Expected(values, measures)
    for check in question.checks:
        if check.on(case):
            _must(exercise, case, lambda check=check: check.judge(case, answer, expected))  # type: ignore[misc]
    if question.instead is not None and question.compared:
        other = question.answer(reference, case, question.instead)
        for check in question.checks:
            if check.on(case):
                _must(exercise, case, lambda check=check: check.judge(case, other, expected))  # type: ignore[misc]
    return expected, replies


def _unchecked(question: Question, case: Case, answer: Answer, reference: Local) -> Expected:
    """The reference's own answer: all of it, or what it worked out while it was measured how long that takes."""
    if not question.live:
        return Expected(answer.values, scales(question, case, reference))
    arrays = {name: value for name, value in answer.values.items() if isinstance(value, np.ndarray)}
    return Expected(arrays, {name: float(np.abs(value).max(initial=0.0)) for name, value in arrays.items()})


def _complete(answer: Answer) -> None:
    if answer.failure is not None:
        raise StudentFailure(answer.failure)


def _must(exercise: Exercise, case: Case, judge: Callable[[], None]) -> None:
    """The reference passes every check of its own exam, or there is no exam."""
    try:
        judge()
    except Mismatch as mismatch:
        problem = str(mismatch)
    except StudentFailure as failed:
        problem = failed.failure.sentence()
    else:
        return
    raise MachineryError(f"the reference fails its own exam in {exercise.name} on {dict(case.dims)}: {problem}")
