"""Grade: one submission from its path to its report."""

import time
from pathlib import Path

from grader.errors import GraderError, InputError
from grader.escape import printable
from grader.exam import Exam
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.intake import open_submission
from grader.marking.mark import mark, not_marked
from grader.marking.sit import sit
from grader.report.result import ExerciseResult, Isolation, Report
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import Nursery
from grader.sandbox.session import Session, Sitting

# The layers that stand today: a process and session of its own with an emptied environment, and rlimits.
ISOLATION = Isolation(layers=("process", "rlimits"), missing=("landlock", "seccomp"))


def grade(path: Path, exam: Exam, nursery: Nursery, limits: Limits | None = None) -> Report:
    """The report of the submission at `path`, whose code runs in workers of `nursery`.

    Raises:
        InputError: `path` can't be used.
    """
    started = time.monotonic()
    with open_submission(path) as submission:
        sitting = Sitting(submission, nursery, limits or Limits())
        results = tuple(_grade_exercise(exercise, exam, sitting) for exercise in EXERCISES)
        broken = tuple(f"{printable(name)}: {reason}" for name, reason in sorted(submission.broken.items()))
        return Report(
            submission.name,
            results,
            exam.digest,
            ISOLATION,
            time.monotonic() - started,
            submission.notes + broken,
        )


def _grade_exercise(exercise: Exercise, exam: Exam, sitting: Sitting) -> ExerciseResult:
    try:
        with Session(sitting, exercise.name, exercise.stem) as session:
            answered = sit(exercise, exam, session)
    except InputError:
        raise
    except GraderError as error:
        return not_marked(exercise, str(error))
    return mark(exercise, answered, sitting.output.get(exercise.name, b""))
