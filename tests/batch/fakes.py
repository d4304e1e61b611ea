"""Engines that grade nothing: they give the outcomes that a test wants."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Self

from grader.batch.job import FORMS, Job, Outcome
from grader.cohort.hand_in import Cohort, HandIn, Part, Student
from tests.gradebook.classes import REPORT, marks

GRADED = Outcome("graded", "", REPORT, marks(8.0), dict.fromkeys(FORMS, "a form"), 0.5)
UNUSABLE = Outcome("unusable", "it is damaged", forms={"report.md": "it is damaged"})
FAILED = Outcome("machinery", "no more processes", trouble=("line 1", "line 2"))


class FakeEngine:
    """Gives `outcome(id)` for each job; `at_once` jobs are taken before the first comes back."""

    def __init__(self, outcome: Callable[[str], Outcome], at_once: int = 2) -> None:
        self._outcome = outcome
        self._at_once = at_once
        self.asked: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Nothing runs."""

    def outcomes(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
        """See `Engine`."""
        taken: list[Job] = []
        for job in jobs:
            self.asked.append(job.id)
            taken.append(job)
            if len(taken) >= self._at_once:
                yield taken[0], self._outcome(taken.pop(0).id)
        for job in taken:
            yield job, self._outcome(job.id)


class Heard:
    """A progress that remembers what it was told."""

    def __init__(self) -> None:
        self.begun: tuple[int, int] | None = None
        self.over: list[str] = []
        self.again: list[str] = []
        self.lines: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Nothing is left open."""

    def begin(self, waiting: int, before: int) -> None:
        """See `Progress`."""
        self.begun = (waiting, before)

    def came_back(self, job: Job, _outcome: Outcome, is_over: bool) -> None:
        """See `Progress`."""
        (self.over if is_over else self.again).append(job.id)

    def say(self, line: str) -> None:
        """See `Progress`."""
        self.lines.append(line)


def on_disk(folder: Path, *ids: str, **texts: str) -> Cohort:
    """A class of single files, with `texts` in some of them."""
    folder.mkdir(exist_ok=True)
    hand_ins = []
    for id in sorted({*ids, *texts}):
        path = folder / f"{id}.py"
        path.write_text(texts.get(id, f"# {id}\n"))
        hand_ins.append(HandIn(id, f"Name of {id}", (Student(f"Name of {id}"),), (Part("", path),), path.name))
    return Cohort("folder", hand_ins, [], [])
