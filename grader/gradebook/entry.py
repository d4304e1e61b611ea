"""One line of a gradebook: who handed in, and what came of it."""

from dataclasses import dataclass
from typing import Literal, get_args

from grader.cohort.hand_in import Student
from grader.report.result import CheckStatus, ExerciseStatus

# graded: there are marks. unusable: what was handed in can't be opened, or holds no code; whether that is worth a zero
# is for people to say. machinery: our own failure. waiting: its turn has not come.
State = Literal["graded", "unusable", "machinery", "waiting"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class CheckMark:
    """What became of one line of the rubric."""

    name: str
    title: str
    status: CheckStatus
    score: float
    max_score: float
    misconception: str | None = None


@dataclass(frozen=True, slots=True)
class ExerciseMark:
    """What became of one exercise."""

    name: str
    status: ExerciseStatus
    score: float
    max_score: float
    checks: tuple[CheckMark, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One hand-in and its marks.

    `score` is None unless it is graded; `reason` says why it isn't. All text but that of `students` is safe to print.
    `exam` and `content` are digests: of the exam, and of what was handed in.
    """

    id: str
    name: str
    students: tuple[Student, ...]
    state: State
    score: float | None
    max_score: float
    exercises: tuple[ExerciseMark, ...] = ()
    reason: str = ""
    submitted_at: str = ""
    is_late: bool = False
    seconds: float = 0.0
    graded_at: str = ""
    exam: str = ""
    content: str = ""
