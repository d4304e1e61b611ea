"""The story of a small case: one wrong value worked out by hand."""

from grader.exercise import Exercise, Question
from grader.marking.mark import Fault


def story(exercise: Exercise, question: Question, fault: Fault) -> tuple[str, ...]:
    """The lines that work out the first wrong value, if the case is small enough to be followed by hand."""
    return ()
