"""What a mark and its feedback hang on besides the submission."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from grader.interfaces.interface import AUTO, interfaces
from grader.language import ENGLISH
from grader.report.feedback import Feedback
from grader.sandbox.limits import Limits


def rubric() -> str:
    """A digest of all checks with their points, and of the interfaces: other points are other marks."""
    of_all = {one.name: one for interface in interfaces().values() for one in interface.exercises}
    checks = [[one.name, [[check.name, check.points] for check in one.checks]] for one in of_all.values()]
    called = [
        [one.name, [exercise.name for exercise in one.exercises], [repr(target) for target in one.targets.values()]]
        for one in interfaces().values()
    ]
    return hashlib.sha256(json.dumps([checks, called]).encode()).hexdigest()


@dataclass(frozen=True)
class Terms:
    """The exam (a digest), the points, and how it is graded and told. Marks under other terms are not mixed."""

    exam: str
    rubric: str = field(default_factory=rubric)
    feedback: Feedback = "hint"
    lang: str = ENGLISH
    limits: Limits = field(default_factory=Limits)
    interface: str = AUTO

    @property
    def text(self) -> str:
        """All but the exam, as JSON, always in the same form."""
        return json.dumps({key: value for key, value in asdict(self).items() if key != "exam"}, sort_keys=True)

    @property
    def key(self) -> str:
        """A digest of all but the exam."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @classmethod
    def read(cls, exam: str, text: str) -> "Terms":
        """The terms that were written as `text`."""
        content: dict[str, Any] = json.loads(text)
        return cls(exam, **{**content, "limits": Limits(**content["limits"])})
