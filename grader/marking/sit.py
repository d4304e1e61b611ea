"""Sit: ask an implementation every question of an exercise, case by case. No mark is given here."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from grader.answer import Answer, Ask, Expected, Implementation
from grader.case import Case
from grader.compare import Mismatch, expect_equal, is_close
from grader.exam import Exam, Item
from grader.exercise import Exercise, Question
from grader.sandbox.worker.wire import Value


@dataclass(frozen=True)
class Answered:
    """One question's items, each with the answer that was given; `ask` is how any more cases are to be asked."""

    question: Question
    items: tuple[tuple[Item, Answer], ...]
    ask: Ask


def sit(exercise: Exercise, exam: Exam, code: Implementation) -> list[Answered]:
    """The answers of `code` to all questions of `exercise`, smallest case first.

    What is certain or costly to fail again is not asked again: nothing, once the function turns out not to exist;
    and no case that needs all that another case needed which never ended or ended the process.
    """
    course = _Course(exercise)
    return [_answered(question, exam.items(exercise, question), code, course) for question in exercise.questions]


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

    def learn(self, case: Case, answer: Answer) -> bool:
        """Take in the answer to one case; whether it says something of others."""
        failure = answer.failure
        if failure is None:
            return False
        is_absent = failure.name == self.name and failure.again()
        if is_absent:
            self._absent = answer
        is_costly = failure.kind in ("timeout", "crashed")
        if is_costly:
            self._costly.append((type(case), case.features, answer))
        return is_absent or is_costly


def _answered(question: Question, items: list[Item], code: Implementation, course: _Course) -> Answered:
    """The answers, asked the other way where the first way stands on a forward that is wrong itself."""
    answers = _asked(question, question.ask, items, code, course)
    if question.instead is not None:
        if not all(map(partial(_relied_on_is_right, question), items, answers)):
            course.forward_is_wrong = True  # also where it happens to be right: zeros in, zeros out
        shaky = _shaky(question, items, answers, code, course)
        others = _asked(question, question.instead, [items[number] for number in shaky], code, course)
        for number, other in zip(shaky, others, strict=True):
            if not _tells_more(answers[number], other, course):
                answers[number] = other
    ask = question.instead if question.instead is not None and course.forward_is_wrong else question.ask
    return Answered(question, tuple(zip(items, answers, strict=True)), ask)


def _asked(question: Question, ask: Ask, items: list[Item], code: Implementation, course: _Course) -> list[Answer]:
    """The answers to `items`, all asked together; asked anew for the rest whenever it turns out what some will be."""
    learns = question.instead is None or ask is question.instead  # else there is another way to ask
    answers = [course.known(item.case) for item in items]
    while waiting := [number for number, answer in enumerate(answers) if answer is None]:
        cases = [items[number].case for number in waiting]
        replies = [items[number].replies for number in waiting] if ask is question.ask else []
        for number, answer in zip(waiting, question.answers(code, cases, ask, replies), strict=False):
            answers[number] = answer
            if learns and course.learn(items[number].case, answer):
                break
        for number in waiting:
            answers[number] = answers[number] or course.known(items[number].case)
    return [answer for answer in answers if answer is not None]


def _shaky(
    question: Question, items: list[Item], answers: list[Answer], code: Implementation, course: _Course
) -> list[int]:
    """Which answers are not all right, and may not be to blame for it: what they rely on is wrong, or unknown."""
    shaky: list[int] = []
    firm: list[int] = []
    for number, (item, answer) in enumerate(zip(items, answers, strict=True)):
        if _is_all_right(answer, item.expected):
            continue
        is_shaky = course.forward_is_wrong or (item.expected is None and answer.failure is not None)
        (shaky if is_shaky else firm).append(number)
    if question.forward is not None:  # which may be right, and still have changed what it was given
        cases = [items[number].case for number in firm]
        for number, case, after in zip(firm, cases, question.answers(code, cases, question.forward), strict=True):
            if after.failure is not None or _changed(case.arguments, after.values):
                shaky.append(number)
    return sorted(shaky)


def _tells_more(answer: Answer, other: Answer, course: _Course) -> bool:
    """Whether the first way's answer says more about the function itself, now that the other way gave none."""
    return other.failure is not None and (answer.failure is None or answer.failure.name == course.name)


def _relied_on_is_right(question: Question, item: Item, answer: Answer) -> bool:
    return item.expected is None or _is_right(answer, item.expected, question.relies_on)


def _is_all_right(answer: Answer, expected: Expected | None) -> bool:
    return expected is not None and _is_right(answer, expected, tuple(expected.values))


def _is_right(answer: Answer, expected: Expected, names: tuple[str, ...]) -> bool:
    return answer.is_reference or all(is_close(name, answer, expected) for name in names)


def _changed(before: Mapping[str, Value], after: Mapping[str, Value]) -> bool:
    try:
        for name, value in before.items():
            expect_equal(name, after[name], value)
    except Mismatch:
        return True
    return False
