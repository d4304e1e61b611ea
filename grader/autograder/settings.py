"""How an autograder grades and what it tells: settled when its zip is made, and kept in it."""

import json
import math
from dataclasses import asdict, dataclass
from typing import Any

from grader.interfaces.interface import AUTO
from grader.language import ENGLISH
from grader.report.feedback import Feedback
from grader.sandbox.isolation import REQUIRED, Isolation
from grader.sandbox.limits import WALL_FACTOR, Limits

# Gradescope gives a grading ten minutes unless the assignment's settings say otherwise, and who exceeds them gets 0
# points: our own bounds have to be met before. Memory is bounded as elsewhere, though Gradescope begins with 768 MB:
# it is counted by addresses, of which a pool of 64 threads needs more than 1 GiB, and marks must not hang on the place.
LIMITS = Limits(submission_seconds=100.0)
# Seconds on the wall for all that no submission is charged for: to start, to read the exam, to mark and to explain.
# On two idle cores that takes two at most.
RESERVE = 120


@dataclass(frozen=True)
class Settings:
    """What is told to students, in which language; what is demanded of the machine; what a submission may use, and
    whose names and layouts its functions have.
    """

    feedback: Feedback = "hint"
    lang: str = ENGLISH
    isolation: Isolation = REQUIRED
    limits: Limits = LIMITS
    interface: str = AUTO

    @property
    def seconds(self) -> int:
        """After how many on the wall a grading is stopped: no submission takes so long, so the fault is ours."""
        return math.ceil(WALL_FACTOR * self.limits.submission_seconds) + RESERVE

    def to_json(self) -> str:
        """The settings as a text."""
        return json.dumps(asdict(self), sort_keys=True, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Settings":
        """The settings in such a text."""
        content: dict[str, Any] = json.loads(text)
        return cls(**{**content, "limits": Limits(**content["limits"])})
