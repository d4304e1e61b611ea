"""What a student is told of one check, as plain text: the same sentences as in the report for a terminal."""

import dataclasses
import textwrap

from grader.report.as_text import failed_check
from grader.report.result import CheckResult, ExerciseResult
from grader.report.wrapped import wrapped


def told(exercise: ExerciseResult, check: CheckResult) -> str:
    """All that the report has to say of a check, but for its title; nothing of one that passed.

    Its lines are of a terminal's width and safe for a terminal and a log. What was printed is not in it.
    """
    if check.status == "passed":
        return ""
    if check.status in ("skipped", "machinery"):
        return "\n".join(wrapped(check.message or exercise.message, "", ""))
    _title, *lines = failed_check(dataclasses.replace(check, title=""))
    return textwrap.dedent("\n".join(lines or wrapped(exercise.message, "", "")))


def heading(exercise: ExerciseResult, check: CheckResult) -> str:
    """One line that names a check among those of all exercises."""
    return f"{exercise.name}: {check.title}"
