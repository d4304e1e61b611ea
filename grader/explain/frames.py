"""The lines of the student's own that led to an exception."""

from grader.marking.mark import Fault


def frames(fault: Fault) -> tuple[str, ...]:
    """The student's own lines, the outermost first; none if nothing was raised."""
    return ()
