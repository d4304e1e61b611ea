"""Why a training does not begin: the first thing that is wrong with a student's layers, and where to get help."""

from grader.errors import MachineryError
from grader.failure import NOTHING_THERE
from grader.language import _
from grader.report.as_text import failed_check
from grader.report.result import ExerciseResult, Report
from grader.report.wrapped import wrapped


def refusal(report: Report) -> list[str]:
    """The lines that say why nothing is trained; none, if all that was graded is right.

    Raises:
        MachineryError: it could not be graded.
    """
    wrong = [exercise for exercise in report.exercises if exercise.status != "passed"]
    for exercise in wrong:
        if exercise.status == "machinery":
            raise MachineryError(exercise.message)
    if not wrong:
        return []
    first = wrong[0]
    others = ", ".join(exercise.name for exercise in wrong[1:])
    lines = wrapped(_("Nothing is trained yet: {name} comes first.").format(name=first.name), "", "")
    lines += ["", f"{first.name} ({first.stem}.py)", *_why(first), ""]
    if others:
        lines += wrapped(_("Also still to do: {names}.").format(names=others), "", "")
    sentence = _("`make hint EXERCISE={name}` helps in three steps; `make grade` shows all checks.")
    return [*lines, *wrapped(sentence.format(name=first.name), "", "")]


def _why(exercise: ExerciseResult) -> list[str]:
    """What is wrong with it: nothing is there, or else the first check that failed, with its next step."""
    lines = wrapped(exercise.message, "  ", "  ") if exercise.message else []
    if exercise.status in NOTHING_THERE:
        return lines or wrapped(_(NOTHING_THERE[exercise.status]).format(name=exercise.name), "  ", "  ")
    failed = [check for check in exercise.checks if check.status not in ("passed", "skipped", "machinery")]
    return [*lines, *(failed_check(failed[0]) if failed else [])]
