"""Evidence: what is known of one wrong exercise, and who can be asked for more."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from grader.answer import Implementation
from grader.exam import Exam
from grader.exam.knowledge import Knowledge
from grader.exercise import Exercise
from grader.marking.mark import Marking
from grader.marking.sit import Answered
from grader.report.result import ExerciseResult

SECONDS = 3.0


class Budget:
    """The seconds that explaining a submission may take, at most: what isn't found by then is not said.

    How much is asked for each fault is a number of calls, the same on every machine. The clock only ends what a slow
    submission would draw out.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._end = time.monotonic() + seconds

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be asked."""
        return time.monotonic() > self._end


def _nothing() -> None:
    """There is no worker: each call is as good as the first."""


@dataclass(frozen=True)
class Evidence:
    """One wrong exercise: the answers, the marks, the other exercises' results by name.

    `code` is the submission, at work, in a worker in which nothing of it has run before. `reference` knows right
    answers to other cases than the exam's; it is None where nobody does. `afresh` gives `code` another worker in which
    nothing has run.
    """

    exercise: Exercise
    sitting: Sequence[Answered]
    marking: Marking
    others: Mapping[str, ExerciseResult]
    exam: Exam
    code: Implementation
    reference: Knowledge | None
    budget: Budget
    afresh: Callable[[], None] = _nothing
