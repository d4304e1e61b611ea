"""The marks and feedback of one submission: the value that every form of report is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from grader.case import Array

CheckStatus = Literal["passed", "failed", "skipped", "error", "timeout", "machinery"]
ExerciseStatus = Literal["passed", "failed", "missing", "not_implemented", "error", "timeout", "crashed", "machinery"]


@dataclass(frozen=True)
class Window:
    """What one number was made of: the array `source`, called `name`, and which of its numbers were `met`.

    `pad` rows and columns around each image of the source are padding.
    """

    name: str
    source: Array
    met: NDArray[np.bool_]
    pad: int = 0


@dataclass(frozen=True)
class Picture:
    """A wrong array of a small case beside the expected one, and what its worst element is made of.

    Both are float64. `returned` may have another shape than `expected`; there is a `worst` element only where the
    shapes agree.
    """

    name: str
    expected: Array
    returned: Array
    worst: tuple[int, ...] | None = None
    window: Window | None = None


@dataclass(frozen=True)
class CheckResult:
    """One line of the rubric. All text is safe to print.

    `seen` are sentences about where and how the answer is wrong, true on all cases. `story` works the smallest case
    out by hand, line by line. `frames` are the student's own lines that led to an exception, the innermost last.
    `belief` says what somebody thinks who has the `misconception`. `same_as` is the title of a former check that tells
    the very same fault.
    """

    name: str
    title: str
    score: float
    max_score: float
    status: CheckStatus
    message: str = ""
    counterexample: Mapping[str, int] | None = None
    arrays: Mapping[str, str] = field(default_factory=dict)  # the counterexample's small arrays, as text
    seen: tuple[str, ...] = ()
    story: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    picture: Picture | None = None
    misconception: str | None = None
    belief: str = ""
    same_as: str = ""
    hint: str | None = None
    raised: str | None = None  # the type of exception in `message`, as the student's code calls it


@dataclass(frozen=True)
class ExerciseResult:
    """One exercise. What the submission's own function is `called`, if that is another name than the exercise's."""

    name: str
    stem: str
    score: float
    max_score: float
    status: ExerciseStatus
    checks: tuple[CheckResult, ...]
    message: str = ""
    printed: tuple[str, ...] = ()
    raised: str | None = None  # as for a check
    called: str = ""

    @property
    def own_name(self) -> str:
        """What has to be defined: the submission's own function or class, where it has another name."""
        return self.called.partition(".")[0] or self.name


@dataclass(frozen=True)
class Isolation:
    """Which layers kept the submission's code in its box, and which of the wanted ones were missing."""

    layers: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """One submission, whose functions are those of the `interface`.

    `trouble` is what went wrong on our side without a mark hanging on it, for whoever mends it.
    """

    submission: str
    exercises: tuple[ExerciseResult, ...]
    exam: str
    isolation: Isolation
    duration_s: float
    notes: tuple[str, ...] = ()
    trouble: tuple[str, ...] = ()
    interface: str = "assignment"

    @property
    def score(self) -> float:
        """The sum of the exercises' scores."""
        return sum(exercise.score for exercise in self.exercises)

    @property
    def max_score(self) -> float:
        """What a right submission gets."""
        return sum(exercise.max_score for exercise in self.exercises)
