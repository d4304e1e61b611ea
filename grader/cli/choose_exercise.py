"""Which exercise is meant, by its name."""

import difflib
from collections.abc import Sequence

from grader.errors import InputError
from grader.escape import printable
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.language import _

_MOST_NEAR = 4  # names that are offered for one that isn't there
_LONGEST = 100  # letters of a name that are looked at


def chosen(names: Sequence[str]) -> Sequence[Exercise]:
    """The exercises of these names, in the order of the rubric; none, if nobody chose, which leaves the choice open.

    Raises:
        InputError: a name is no exercise's.
    """
    wanted = {named(name).name for name in names}
    return [exercise for exercise in EXERCISES if exercise.name in wanted]


def named(name: str) -> Exercise:
    """The exercise of this name, in whatever case it is written.

    Raises:
        InputError: there is none; the sentence has those of a similar name, or else all of them.
    """
    wanted = name[:_LONGEST].casefold()
    exercises = {exercise.name.casefold(): exercise for exercise in EXERCISES}
    if wanted in exercises:
        return exercises[wanted]
    names = ", ".join(exercise.name for exercise in EXERCISES)
    if not wanted:
        raise InputError(_("say for which exercise, EXERCISE=NAME. The names are: {names}").format(names=names))
    close = difflib.get_close_matches(wanted, exercises)
    near = list(dict.fromkeys([*close, *(known for known in exercises if wanted in known)]))[:_MOST_NEAR]
    shown = printable(name, _LONGEST)
    if near:
        meant = ", ".join(exercises[known].name for known in near)
        raise InputError(
            _("there is no exercise {name}. Did you mean one of these: {near}?").format(name=shown, near=meant)
        )
    raise InputError(_("there is no exercise {name}. The names are: {names}").format(name=shown, names=names))
