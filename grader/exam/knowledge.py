"""Knowledge: what somebody knows of right answers to cases that are not in the exam.

The solutions know all of them (`grader.exam.reference`). Where there are none, an exam may come with some that were
asked for when it was made (`grader.exam.ready`).
"""

from collections.abc import Sequence
from typing import Protocol

from grader.case import Case
from grader.exam.paper import Exam, Item
from grader.exam.wrong import Column
from grader.exercise import Check, Exercise, Question
from grader.explain.workings import Workings
from grader.prints import Print


class Knowledge(Workings, Protocol):
    """Right answers to cases that are not in the exam, and what their elements are made of."""

    @property
    def has_all(self) -> bool:
        """Whether every case is known, and faults can be edited into what answers."""
        ...

    def __hash__(self) -> int: ...

    def knows(self, exercise: Exercise, question: Question, check: Check, case: Case) -> bool:
        """Whether `item`, or `is_right` where nothing is compared, can be asked about this case."""
        ...

    def item(self, exercise: Exercise, question: Question, case: Case) -> Item:
        """The case with its expected answer, if `question` compares.

        Raises:
            StudentFailure: there is no right answer.
        """
        ...

    def is_right(self, exercise: Exercise, question: Question, check: Check, case: Case) -> bool:
        """Whether what is right passes a check of a question that compares nothing."""
        ...

    def has_both(self, exercise: Exercise, exam: Exam, names: tuple[str, str], column: Column) -> bool:
        """Whether two misconceptions at once give all the answers in `column`."""
        ...

    def wrong_prints(
        self, exercise: Exercise, question: Question, names: tuple[str, ...], items: Sequence[Item]
    ) -> list[Print]:
        """The prints of what one misconception, or two at once, answer to these cases; none if that is not known."""
        ...
