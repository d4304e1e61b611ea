"""What goes to whoever grades, and what comes back: plain values that travel between processes and machines."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from grader.cohort.hand_in import HandIn
from grader.cohort.parcel import Parcel
from grader.gradebook.entry import ExerciseMark
from grader.gradebook.terms import Terms
from grader.sandbox.isolation import Isolation

JSON, MARKDOWN, HTML = "report.json", "report.md", "report.html"
FORMS = (JSON, MARKDOWN, HTML)  # of what a student gets


@dataclass(frozen=True)
class Setting:
    """What is the same for all submissions of a run. `paper` is the exam's file.

    `has_reference`: whether whoever grades has the reference, for explanations that ask for more than the exam.
    """

    paper: bytes
    terms: Terms
    isolation: Isolation
    has_reference: bool


@dataclass(frozen=True)
class Job:
    """One hand-in to be graded: where it lies on this machine, or its contents. `place` is where it lay in a class."""

    id: str
    name: str
    place: str
    handed: HandIn | Parcel


@dataclass(frozen=True)
class Outcome:
    """What came of a job.

    `report` is the JSON of the full report, `forms` what the student gets: texts by the names of their files. `notice`
    is worth a word to whoever started the run, `trouble` is for whoever mends the grader.
    """

    state: Literal["graded", "unusable", "machinery"]
    reason: str = ""
    report: str = ""
    exercises: tuple[ExerciseMark, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    notice: str = ""
    trouble: tuple[str, ...] = ()


class Engine(Protocol):
    """Where submissions are graded. It is a context manager; at its end nothing of it runs any more."""

    def outcomes(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
        """Each job with what came of it, in any order. Only as many are taken from `jobs` as are being worked on.

        Raises:
            GraderError: nothing can be graded here at all.
        """
        ...

    def __enter__(self) -> "Engine": ...

    def __exit__(self, *error: object) -> None: ...
