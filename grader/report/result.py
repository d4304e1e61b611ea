"""The marks and feedback of one submission: the value that every form of report is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

CheckStatus = Literal["passed", "failed", "skipped", "error", "timeout", "machinery"]
ExerciseStatus = Literal["passed", "failed", "missing", "not_implemented", "error", "timeout", "crashed", "machinery"]


@dataclass(frozen=True)
class CheckResult:
    """One line of the rubric. All text is safe to print."""

    name: str
    title: str
    score: float
    max_score: float
    status: CheckStatus
    message: str = ""
    counterexample: Mapping[str, int] | None = None
    arrays: Mapping[str, str] = field(default_factory=dict)  # the counterexample's small arrays, as text
    misconception: str | None = None
    hint: str | None = None
    raised: str | None = None  # the type of exception in `message`, as the student's code calls it


@dataclass(frozen=True)
class ExerciseResult:
    """One exercise."""

    name: str
    stem: str
    score: float
    max_score: float
    status: ExerciseStatus
    checks: tuple[CheckResult, ...]
    message: str = ""
    printed: tuple[str, ...] = ()
    raised: str | None = None  # as for a check


@dataclass(frozen=True)
class Isolation:
    """Which layers kept the submission's code in its box, and which of the wanted ones were missing."""

    layers: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """One submission."""

    submission: str
    exercises: tuple[ExerciseResult, ...]
    exam: str
    isolation: Isolation
    duration_s: float
    notes: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """The sum of the exercises' scores."""
        return sum(exercise.score for exercise in self.exercises)

    @property
    def max_score(self) -> float:
        """What a right submission gets."""
        return sum(exercise.max_score for exercise in self.exercises)
