"""Which name each wrong submission is given, graded as a student's would be.

    python -m tests.diagnosis.confusion

prints a table, and ends with 1 if a name was wrong.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from grader.exam import Exam
from grader.exam.cached import exam_for
from grader.exam.hidden import hidden_seed
from grader.exam.reference import Reference
from grader.exercises import EXERCISES
from grader.marking.grade import grade
from grader.report.result import Report
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import Nursery
from tests.diagnosis.submissions import (
    Submission,
    that_no_misconception_covers,
    with_one_misconception,
    with_two_misconceptions,
)
from tests.submissions_graded.places import BROKEN, REAL

# Of the broken and real ones, these have a fault that has a name.
RETURN_NOTHING = {"returns_none", "seed003_layers"}
PATIENCE = Limits(call_seconds=0.5, load_seconds=0.5, timeouts=1, crashes=2, memory_mib=512, printed_mib=4)
COLUMNS = ("rightly", "beside another", "one of two", "none", "wrongly")


class Diagnosis:
    """Grades submissions with one exam."""

    def __init__(self, exam: Exam, nursery: Nursery, folder: Path) -> None:
        self._exam, self._nursery, self._folder = exam, nursery, folder
        self._reference = Reference()

    def report(self, submission: Submission) -> Report:
        """The report of the submission."""
        submission.write(self._folder)
        return grade(self._folder, self._exam, self._nursery, reference=self._reference)

    def handed_in(self) -> int:
        """Print who is called what among the broken and the real submissions; the number of wrong names."""
        print("\nbroken and real submissions, named")
        wrong = 0
        for path in (*BROKEN, *sorted(REAL.iterdir())):
            report = grade(path, self._exam, self._nursery, PATIENCE, self._reference)
            given, expected = set(names_given(report).values()), {"no_return"} if path.stem in RETURN_NOTHING else set()
            wrong += len(given - expected)
            if given:
                print(f"  {path.name:<26}{', '.join(given)}")
        return wrong

    def verdict(self, submission: Submission) -> tuple[str, str]:
        """One of COLUMNS, and the name that was given."""
        given = names_given(self.report(submission))
        name = given.pop(submission.of, "")
        if given:
            return "wrongly", f"{given}"
        if not name:
            return "none", name
        if name == submission.name:
            return "rightly", name
        if name in submission.name.split(" and "):
            return "one of two", name  # which hides the other: it alone explains every answer
        return ("beside another" if submission.name in name.split(" or ") else "wrongly"), name


def names_given(report: Report) -> dict[str, str]:
    """The misconception that is named in each exercise."""
    return {
        exercise.name: check.misconception
        for exercise in report.exercises
        for check in exercise.checks
        if check.misconception
    }


def table(title: str, submissions: Iterable[Submission], diagnosis: Diagnosis) -> int:
    """Print who was called what, by exercise; the number of wrong names."""
    counts = {exercise.name: Counter[str]() for exercise in EXERCISES}
    others = []
    for submission in submissions:
        verdict, name = diagnosis.verdict(submission)
        counts[submission.of][verdict] += 1
        if verdict not in ("rightly", "none" if not submission.name else ""):
            others.append(f"    {submission.of}: {submission.name}: {verdict} {name}")
    print(f"\n{title:<28}" + "".join(f"{column:>16}" for column in COLUMNS))
    for exercise, count in counts.items():
        if count:
            print(f"  {exercise:<26}" + "".join(f"{count[column]:>16}" for column in COLUMNS))
    total = sum(counts.values(), Counter[str]())
    print(f"  {'all':<26}" + "".join(f"{total[column]:>16}" for column in COLUMNS))
    print("\n".join(others))
    return total["wrongly"]


def main() -> int:
    """Print all tables; 1 if any name was wrong."""
    with Nursery() as nursery, tempfile.TemporaryDirectory() as folder:
        diagnosis = Diagnosis(exam_for(hidden_seed()), nursery, Path(folder) / "submission")
        wrong = table("one misconception, named", with_one_misconception(), diagnosis)
        wrong += table("two at once, named", with_two_misconceptions(), diagnosis)
        wrong += table("of no known kind, named", that_no_misconception_covers(), diagnosis)
        wrong += diagnosis.handed_in()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
