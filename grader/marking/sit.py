"""Sit: ask an implementation every question of an exercise, case by case. No mark is given here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.answer import Answer, Expected, Implementation
from grader.case import Case
from grader.compare import Mismatch, expect_close, expect_equal
from grader.exam import Exam, Item
from grader.exercise import Ask, Exercise, Question
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
    course = _Course(exercise)
    return [
        Answered(question, tuple(_answers(question, exam.items(exercise, question), code, course)))
        for question in exercise.questions
    ]


class _Course:
    """What has turned out so far, and bears on what is asked next."""

    def __init__(self, exercise: Exercise) -> None:
        self.name = exercise.name
        self._absent: Answer | None = None
        self._costly: list[tuple[type[Case], frozenset[str], Answer]] = []
        self.forward_is_wrong = False

    def known(self, case: Case) -> Answer | None:
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
        if failure.name == self.name and failure.again():
            self._absent = answer
        if failure.kind in ("timeout", "crashed"):
            self._costly.append((type(case), case.features, answer))


def _answers(
    question: Question, items: list[Item], code: Implementation, course: _Course
) -> Iterator[tuple[Item, Answer]]:
    """The answers, asked the other way where the first way stands on a forward that is wrong itself."""
    answered = [(item, _asked(question, question.ask, item, code, course)) for item in items]
    if question.instead is None:
        yield from answered
        return
    if any(not _relied_on_is_right(question, item, answer) for item, answer in answered):
        course.forward_is_wrong = True  # also where it happens to be right: zeros in, zeros out
    for item, answer in answered:
        if _is_all_right(answer, item.expected) or _stands_firm(question, item, answer, code, course):
            yield item, answer
        else:
            other = _asked(question, question.instead, item, code, course)
            yield item, (answer if _tells_more(answer, other, course) else other)


def _asked(question: Question, ask: Ask, item: Item, code: Implementation, course: _Course) -> Answer:
    known = course.known(item.case)
    if known is not None:
        return known
    answer = question.answer(code, item.case, ask)
    if question.instead is None or ask is question.instead:  # else there is another way to ask
        course.learn(item.case, answer)
    return answer


def _stands_firm(question: Question, item: Item, answer: Answer, code: Implementation, course: _Course) -> bool:
    """Whether what the answer relies on is right, so that the answer is to blame for what is wrong with it."""
    if course.forward_is_wrong or (item.expected is None and answer.failure is not None):
        return False
    if question.forward is None:
        return True
    after = question.answer(code, item.case, question.forward)
    return after.failure is None and not _changed(item.case.arguments, after.values)


def _tells_more(answer: Answer, other: Answer, course: _Course) -> bool:
    """Whether the first way's answer says more about the function itself, now that the other way gave none."""
    return other.failure is not None and (answer.failure is None or answer.failure.name == course.name)


def _relied_on_is_right(question: Question, item: Item, answer: Answer) -> bool:
    return item.expected is None or _is_right(answer, item.expected, question.relies_on)


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
