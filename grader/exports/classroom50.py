"""Classroom 50's result.json: classroom50/result/v1, in which points are whole numbers.

A test is an exercise, since those are worth whole points where checks are worth halves. The score is rounded half up,
but never to full marks that were not reached. The exercises' scores are rounded so that they add up to it: each down,
then those up that have lost most (the largest remainder), one that would seem complete only when no other is left. So
each stays within a point of what it is, and `passed` is true of those alone that are complete.

A result of ours has no commit and no release: where the format wants a link to one it has the submission's tag, as
Classroom 50 itself does for marks that are given by hand.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from grader.escape import json_text, printable
from grader.exports.amounts import as_number
from grader.exports.moments import moment
from grader.exports.told import told
from grader.gradebook.entry import Entry
from grader.report.result import ExerciseResult, Report

SCHEMA = "classroom50/result/v1"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # where nobody knows when it was handed in
_NO_COMMIT = "0000000"


@dataclass(frozen=True)
class Assignment:
    """The short names of a classroom and an assignment: those of the repository, `<classroom>-<assignment>-<owner>`."""

    classroom: str
    name: str


def result_json(entry: Entry, report: Report, assignment: Assignment) -> str:
    """The file for a graded submission, whose report has been cut down to what its student may see."""
    graded = moment(entry.graded_at)
    submitted = moment(entry.submitted_at) or graded or _LONG_AGO
    tag = f"submit/{_written(submitted).replace(':', '-')}-{entry.content[:7] or _NO_COMMIT}"
    most = [math.ceil(exercise.max_score) for exercise in report.exercises]
    scores = whole_points([exercise.score for exercise in report.exercises], most)
    return json_text(
        {
            "schema": SCHEMA,
            "classroom": assignment.classroom,
            "assignment": assignment.name,
            "assignment_type": "group" if len(entry.students) > 1 else "individual",
            "owner": _owner(entry),
            "submission": tag,
            "commit": tag,
            "release": tag,
            "review": tag,
            "datetime": _written(submitted),
            **({"graded_at": _written(graded)} if graded else {}),
            "score": sum(scores),
            "max-score": sum(most),
            "tests": [_test(*one) for one in zip(report.exercises, scores, most, strict=True)],
        }
    )


def whole_points(scores: Sequence[float], most: Sequence[int]) -> list[int]:
    """The scores as whole numbers: see the module's docstring. None is above its `most`."""
    exact = [as_number(score) for score in scores]  # without the noise of a sum of floats
    rounded = [math.floor(score) for score in exact]
    is_full = all(score >= full for score, full in zip(exact, most, strict=True))
    total = math.floor(as_number(sum(exact)) + 0.5)
    total = total if is_full else min(total, sum(most) - 1)
    lost = [index for index, score in enumerate(exact) if score > rounded[index]]
    lost.sort(key=lambda index: (rounded[index] + 1 >= most[index], rounded[index] - exact[index]))
    for index in lost[: total - sum(rounded)]:
        rounded[index] += 1
    return rounded


def _owner(entry: Entry) -> str:
    logins = [student.login for student in entry.students if student.login]
    return printable(logins[0]) if logins else entry.id


def _test(exercise: ExerciseResult, score: int, most: int) -> dict[str, Any]:
    parts = [f"{check.title}\n{told(exercise, check)}" for check in exercise.checks if check.status != "passed"]
    return {
        "test-name": exercise.name,
        "passed": exercise.status == "passed",
        "score": score,
        "max-score": most,
        "output": "\n\n".join(part.rstrip() for part in parts),
    }


def _written(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")  # a year before 1000 has fewer digits
