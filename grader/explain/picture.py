"""What a page draws of a fault: the wrong array, the expected one, and the window behind the worst element."""

from grader.exercise import Exercise
from grader.marking.mark import Fault
from grader.report.result import Picture


def picture(exercise: Exercise, fault: Fault) -> Picture | None:
    """The picture of a fault, if it is about an array."""
    return None
