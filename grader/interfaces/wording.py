"""What a report says of an interface, and its sentences with the names that the submission has for its functions."""

import re
from collections.abc import Mapping
from dataclasses import replace

from grader.exercises import EXERCISES
from grader.interfaces.found_layout import SHAPES
from grader.interfaces.interface import ASSIGNMENT, Interface
from grader.language import _
from grader.report.result import ExerciseResult


def notes_on(interface: Interface, layout: str) -> tuple[str, ...]:
    """By which interface a submission was graded, and what is left out; nothing for the assignment's own."""
    if interface is ASSIGNMENT:
        return ()
    sentence = _("Graded by the interface {interface}: {points} points in all. Not part of it: {names}.")
    left_out = ", ".join(exercise.name for exercise in EXERCISES if exercise not in interface.exercises)
    notes = [sentence.format(interface=interface.name, points=f"{interface.points:g}", names=left_out)]
    if layout:
        sentence = _("The matrix of windows was found to be in the layout {shape}, and is graded in it.")
        notes.append(sentence.format(shape=SHAPES[layout]))
    return tuple(notes)


def in_own_names(result: ExerciseResult, called: Mapping[str, str]) -> ExerciseResult:
    """The result with the submission's own names in our sentences; what quotes the submission stays as it is.

    `called` has them by the assignment's names; there are none where those are the submission's own. No other course
    has the assignment's files.
    """
    if not called:
        return result
    result = replace(result, stem="")
    names = {name: own for name, own in called.items() if name != own}
    if not names:
        return result
    word = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b(?!\.py)")

    def told(text: str) -> str:
        return word.sub(lambda found: names[found[0]], text)

    checks = tuple(
        replace(check, seen=tuple(map(told, check.seen)), hint=told(check.hint) if check.hint else check.hint)
        for check in result.checks
    )
    return replace(result, called=names.get(result.name, ""), checks=checks)
