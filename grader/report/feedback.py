"""How much of a report its student gets to see: all of it, hints, or the score.

The inputs of a hidden exam must not travel with the feedback, and a student's code, which gets to see them, chooses
what it raises, prints and is called, what it answers, and how long it takes. So `hint` keeps what is ours alone:
sentences chosen by a status, the rubric's lines, the check's hint, on which cases it fails. What remains is what a
submission can say by choosing its faults: which checks pass, and a few bits for each that fails. `score` says less.
"""

import builtins
import dataclasses
from collections.abc import Mapping
from typing import Literal, get_args

from grader.failure import NOTHING_THERE
from grader.language import N_, _
from grader.report.result import CheckResult, ExerciseResult, Report

Feedback = Literal["full", "hint", "score"]
FEEDBACKS: tuple[Feedback, ...] = get_args(Feedback)

_EXCEPTIONS = frozenset(
    name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)
)

_OF_CHECK = {
    "failed": N_("The answer is not the expected one."),
    "error": N_("It ended with an error."),
    "timeout": N_("It took too long."),
}
_OF_EXERCISE = {**NOTHING_THERE, "error": N_("It could not be loaded or asked.")}


def fed_back(report: Report, feedback: Feedback) -> Report:
    """`report` with what `feedback` withholds taken out: texts become empty, counterexamples None.

    `full`: all of it.
    `hint`: without values, inputs, exceptions' texts, and what was printed. The name of an exception stays where it
        is one of Python's own.
    `score`: the scores and statuses.
    """
    if feedback == "full":
        return report
    return dataclasses.replace(
        report,
        exercises=tuple(_exercise(exercise, feedback) for exercise in report.exercises),
        trouble=(),
        duration_s=0.0,  # a submission can sleep for as many seconds as it has something to say
        notes=report.notes if feedback == "hint" else (),  # on the files, before any of them was run
    )


def _exercise(exercise: ExerciseResult, feedback: Feedback) -> ExerciseResult:
    message = ""
    if feedback == "hint" and exercise.status == "machinery":
        message = exercise.message  # our own, and about nothing of theirs
    elif feedback == "hint" and exercise.message:
        message = _told(_OF_EXERCISE, exercise.status).format(name=exercise.own_name) + _raised(exercise.raised)
    return dataclasses.replace(
        exercise,
        checks=tuple(_check(check, feedback) for check in exercise.checks),
        message=message,
        printed=(),
        raised=None,
    )


def _check(check: CheckResult, feedback: Feedback) -> CheckResult:
    bare = dataclasses.replace(
        check, message="", counterexample=None, arrays={}, story=(), frames=(), picture=None, raised=None
    )
    if feedback == "score":
        return dataclasses.replace(bare, seen=(), misconception=None, belief="", same_as="", hint=None)
    waits = check.message if check.status == "skipped" else ""  # names another line of the rubric
    return dataclasses.replace(bare, message=(_told(_OF_CHECK, check.status) or waits) + _raised(check.raised))


def _raised(name: str | None) -> str:
    return " " + _("It raised {name}.").format(name=name) if name in _EXCEPTIONS else ""


def _told(sentences: Mapping[str, str], status: str) -> str:
    return _(sentences[status]) if status in sentences else ""
