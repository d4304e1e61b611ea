"""A class whose submissions are graded by nobody: what remains is all that the main process of a batch does.

    python -m tests.bench.simulated_class N

notes down N hand-ins, takes N outcomes as engines give them, records each and writes the feedback, then the table and
the page for staff, and prints the most memory (MB) that this process had.
"""

import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from grader.batch.job import FORMS, Job, Outcome
from grader.batch.outputs import summary, write_grades, write_page
from grader.batch.progress import Lines
from grader.batch.run import begin, grade_waiting
from grader.cohort import open_cohort
from grader.exercises import EXERCISES
from grader.gradebook.entry import CheckMark, ExerciseMark
from grader.gradebook.ledger import Ledger
from grader.gradebook.terms import Terms
from grader.report.as_json import as_json
from grader.report.result import CheckResult, ExerciseResult, Isolation, Report

EXAM = "e" * 64


class NobodyGrades:
    """Gives each job marks in which every third check fails. See `grader.batch.job.Engine`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Nothing runs."""

    def outcomes(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
        """See `Engine`."""
        for number, job in enumerate(jobs):
            yield job, _outcome(job.name, number)


def _outcome(name: str, number: int) -> Outcome:
    results, marks = [], []
    for exercise in EXERCISES:
        passes = [(number + place) % 3 > 0 for place in range(len(exercise.checks))]
        checks = tuple(
            CheckResult(check.name, check.title, check.points * passed, check.points, "passed" if passed else "failed")
            for check, passed in zip(exercise.checks, passes, strict=True)
        )
        score = sum(check.score for check in checks)
        results.append(ExerciseResult(exercise.name, exercise.stem, score, exercise.points, "failed", checks))
        its = tuple(CheckMark(one.name, one.title, one.status, one.score, one.max_score, None) for one in checks)
        marks.append(ExerciseMark(exercise.name, "failed", score, exercise.points, its))
    report = Report(name, tuple(results), EXAM, Isolation((), ()), 0.0)
    return Outcome("graded", "", as_json(report, compact=True), tuple(marks), dict.fromkeys(FORMS, f"{name}\n"), 0.1)


def peak() -> float:
    """The most memory (MB) that this process had."""
    found = re.search(r"^VmHWM:\s*(\d+) kB$", Path("/proc/self/status").read_text(encoding="ascii"), re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1024


def main(students: int) -> None:
    """Go through a whole run."""
    with tempfile.TemporaryDirectory() as place:
        class_, out = Path(place) / "class", Path(place) / "out"
        class_.mkdir()
        out.mkdir()
        for number in range(students):
            (class_ / f"student{number:05}.py").write_text(f"# {number}\n", encoding="utf-8")
        with open_cohort(class_) as cohort, Ledger.write(out) as ledger, Lines(sys.stderr) as progress:
            waiting = begin(cohort, ledger, Terms(EXAM), regrade=False)
            ended = grade_waiting(waiting, 0, ledger, NobodyGrades(), progress)
            assert ended.graded == students
            write_grades(ledger)
            write_page(ledger, cohort, None, progress.say)
            for line in summary(ledger, ended):
                progress.say(line)
    print(f"{peak():.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
