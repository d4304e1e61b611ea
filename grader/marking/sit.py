"""Sit: ask an implementation every question of an exercise, case by case. No mark is given here."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.answer import Answer, Expected, Implementation
from grader.compare import Mismatch, expect_close
from grader.exam import Exam, Item
from grader.exercise import Exercise, Question
from grader.failure import StudentFailure


@dataclass(frozen=True)
class Answered:
    """One question's items, each with the answer that was given."""

    question: Question
    items: tuple[tuple[Item, Answer], ...]


def sit(exercise: Exercise, exam: Exam, code: Implementation) -> list[Answered]:
    """The answers of `code` to all questions of `exercise`, smallest case first.

    Once the function that is asked for turns out not to exist, the rest is taken as answered in the same way.
    """
    return [
        Answered(question, tuple(_answers(exercise, question, exam.items(exercise, question), code)))
        for question in exercise.questions
    ]


def _answers(
    exercise: Exercise, question: Question, items: list[Item], code: Implementation
) -> Iterator[tuple[Item, Answer]]:
    absent: Answer | None = None
    for item in items:
        answer = absent or _answer(question, item, code)
        failure = answer.failure
        if failure is not None and failure.name == exercise.name and failure.again():
            absent = answer
        yield item, answer


def _answer(question: Question, item: Item, code: Implementation) -> Answer:
    """The answer to one case, asked the other way where the first way stands on something that is wrong itself."""
    answer = question.answer(code, item.case)
    if question.instead is None or _is_binding(question, answer, item.expected):
        return answer
    if item.expected is not None and _is_right(answer, item.expected, tuple(item.expected.values)[1:]):
        return answer  # right all the same
    return question.answer(code, item.case, question.instead)


def _is_binding(question: Question, answer: Answer, expected: Expected | None) -> bool:
    if expected is None:
        return answer.failure is None
    return _is_right(answer, expected, question.relies_on)


def _is_right(answer: Answer, expected: Expected, names: tuple[str, ...]) -> bool:
    try:
        for name in names:
            expect_close(name, answer, expected)
    except (Mismatch, StudentFailure):
        return False
    return True
