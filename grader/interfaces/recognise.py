"""Which interface a submission follows, told by its text: nothing of it is run to find out.

The interface under which most points can be found is meant; the assignment's own, where that has as many, unless a
word of another course's stands there.
"""

from collections.abc import Iterable

from grader.exercise import Exercise
from grader.intake import Submission, mentions, parameters_of
from grader.interfaces.interface import ASSIGNMENT, Interface, interfaces


def recognised(submission: Submission) -> Interface:
    """The interface that the submission follows; the assignment's own, where it is open."""
    others = [one for one in interfaces().values() if one is not ASSIGNMENT]
    told = _told(others)
    own = _points(ASSIGNMENT, submission, told)
    best, most = ASSIGNMENT, own
    if own == ASSIGNMENT.points:
        return best  # nobody has more
    for one in others:
        points = _points(one, submission, frozenset())
        is_signed = points == own == most and any(mentions(submission, sign) for sign in one.signs)
        if points and (points > most or (is_signed and best is ASSIGNMENT)):
            best, most = one, points
    return best


def _told(others: Iterable[Interface]) -> frozenset[str]:
    """Words that stand in no definition of the assignment's, however it is written: a size that is one parameter."""
    return frozenset(
        word
        for one in others
        for target in one.targets.values()
        if target.size and target.tells
        for word in target.parameters.get("size", ())
    )


def _points(interface: Interface, submission: Submission, strange: frozenset[str]) -> float:
    """The points of the exercises whose functions the submission defines, as this interface has them."""
    return sum(
        exercise.points for exercise in interface.exercises if _is_there(interface, exercise, submission, strange)
    )


def _is_there(interface: Interface, exercise: Exercise, submission: Submission, strange: frozenset[str]) -> bool:
    target = interface.targets.get(exercise.name)
    tells = frozenset(target.tells if target else ())
    definitions = [words for name in interface.names(exercise) for words in parameters_of(submission, name)]
    return any(words & tells if tells else not words & strange for words in definitions)
