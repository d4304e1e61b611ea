"""Sit: ask an implementation every question of an exercise, case by case. No mark is given here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.answer import Answer, Expected, Implementation
from grader.case import Case
from grader.compare import Mismatch, expect_close, expect_equal
from grader.exam import Exam, Item
from grader.exercise import Exercise, Question
from grader.failure import StudentFailure
from grader.sandbox.worker.wire import Value


@dataclass(frozen=True)
class Answered:
    """One question's items, each with the answer that was given."""

    question: Question
    items: tuple[tuple[Item, Answer], ...]


def sit(exercise: Exercise, exam: Exam, code: Implementation) -> list[Answered]:
    """The answers of `code` to all questions of `exercise`, smallest case first.

    What is certain or costly to fail again is not asked again: nothing, once the function turns out not to exist;
    and no case that needs all that another case needed which never ended or ended the process.
    """
    given_up = _GivenUp(exercise)
    return [
        Answered(question, tuple(_answers(question, exam.items(exercise, question), code, given_up)))
        for question in exercise.questions
    ]


class _GivenUp:
    """What need not be asked any more."""

    def __init__(self, exercise: Exercise) -> None:
        self._name = exercise.name
        self._absent: Answer | None = None
        self._costly: list[tuple[type[Case], frozenset[str], Answer]] = []

    def answer(self, case: Case) -> Answer | None:
        """The answer that `case` would get, if that is known."""
        for kind, features, answer in self._costly:
            if isinstance(case, kind) and features <= case.features:
                return answer
        return self._absent

    def learn(self, case: Case, answer: Answer) -> None:
        """Take in the answer to one case."""
        failure = answer.failure
        if failure is None:
            return
        if failure.name == self._name and failure.again():
            self._absent = answer
        if failure.kind in ("timeout", "crashed"):
            self._costly.append((type(case), case.features, answer))


def _answers(
    question: Question, items: list[Item], code: Implementation, given_up: _GivenUp
) -> Iterator[tuple[Item, Answer]]:
    for item in items:
        known = given_up.answer(item.case)
        answer = known or _answer(question, item, code)
        if known is None:
            given_up.learn(item.case, answer)
        yield item, answer


def _answer(question: Question, item: Item, code: Implementation) -> Answer:
    """The answer to one case, asked the other way where the first way stands on something that is wrong itself."""
    answer = question.answer(code, item.case)
    if question.instead is None or _is_all_right(answer, item.expected) or _stands_firm(question, item, answer, code):
        return answer
    other = question.answer(code, item.case, question.instead)
    return answer if other.failure is not None and answer.failure is None else other


def _stands_firm(question: Question, item: Item, answer: Answer, code: Implementation) -> bool:
    """Whether what the answer relies on is right, so that the answer is to blame for what is wrong with it."""
    if item.expected is None and answer.failure is not None:
        return False
    if item.expected is not None and not _is_right(answer, item.expected, question.relies_on):
        return False
    if question.forward is None:
        return True
    after = question.answer(code, item.case, question.forward)
    return after.failure is None and not _changed(item.case.arguments, after.values)


def _is_all_right(answer: Answer, expected: Expected | None) -> bool:
    return expected is not None and _is_right(answer, expected, tuple(expected.values))


def _is_right(answer: Answer, expected: Expected, names: tuple[str, ...]) -> bool:
    try:
        for name in names:
            expect_close(name, answer, expected)
    except (Mismatch, StudentFailure):
        return False
    return True


def _changed(before: Mapping[str, Value], after: Mapping[str, Value]) -> bool:
    try:
        for name, value in before.items():
            expect_equal(name, after[name], value)
    except Mismatch:
        return True
    return False
