"""Grade: one submission from its path to its report."""

import time
from pathlib import Path

from grader.errors import GraderError, InputError, MachineryError
from grader.exam import Exam
from grader.exercise import Exercise
from grader.exercises import EXERCISES, NAMES
from grader.intake import open_submission
from grader.marking.mark import mark, not_marked
from grader.marking.sit import sit
from grader.report.result import ExerciseResult, Isolation, Report
from grader.sandbox.limits import Limits, Meter
from grader.sandbox.nursery import Nursery
from grader.sandbox.session import Session
from grader.sandbox.sitting import Sitting
from grader.sandbox.worker.layers import LAYERS


def grade(path: Path, exam: Exam, nursery: Nursery, limits: Limits | None = None) -> Report:
    """The report of the submission at `path`, whose code runs in workers of `nursery`.

    The exercises are asked one after another: what one of them learns of the submission's functions (that one never
    ends, say) helps the next, and is the same in every run.

    Raises:
        InputError: `path` can't be used.
    """
    started = time.monotonic()
    limits = limits or Limits()
    with open_submission(path) as submission:
        sitting = Sitting(submission, nursery, limits, Meter(limits.submission_seconds), NAMES)
        with Session(sitting) as session:
            results = tuple([_grade_exercise(exercise, exam, session) for exercise in EXERCISES])
        return Report(
            submission.name,
            results,
            exam.digest,
            _isolation(nursery, str(submission.folder)),
            time.monotonic() - started,
            submission.remarks,
        )


def _isolation(nursery: Nursery, folder: str) -> Isolation:
    try:
        standing = nursery.standing_around(folder)
    except MachineryError:  # nothing was run, and nothing is claimed
        return Isolation((), LAYERS)
    return Isolation(standing.layers, tuple(standing.missing))


def _grade_exercise(exercise: Exercise, exam: Exam, session: Session) -> ExerciseResult:
    """The exercise's result, from a worker in which nothing went wrong before.

    A worker costs as much as an exercise. So the next exercise sits in the same one, as long as all is right; where
    it is not, the exercises before may be to blame: it sits once more in a worker of its own.
    """
    session.begin(exercise.name, exercise.stem)
    result = _attempt(exercise, exam, session)
    if result.status != "passed" and not session.has_fresh_worker and not _only_takes_too_long(result):
        session.begin_afresh()
        result = _attempt(exercise, exam, session)
    if result.status != "passed":
        session.leave()
    return result


def _only_takes_too_long(result: ExerciseResult) -> bool:
    """Whether all that is wrong is a call that doesn't end: it has been tried in a fresh worker already."""
    statuses = {check.status for check in result.checks}
    return "timeout" in statuses and statuses <= {"passed", "skipped", "timeout"}


def _attempt(exercise: Exercise, exam: Exam, session: Session) -> ExerciseResult:
    try:
        answered = sit(exercise, exam, session)
    except InputError:
        raise
    except GraderError as error:
        return not_marked(exercise, str(error))
    return mark(exercise, answered, session.collect_output())
