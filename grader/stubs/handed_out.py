"""The code that every student was given: nothing of it says who worked with whom."""

from pathlib import Path

from grader.exam.hidden import SOLUTIONS
from grader.stubs.cut import cut

ASSIGNMENT = SOLUTIONS.parent / "assignment"


def handout(solutions: Path = SOLUTIONS, assignment: Path = ASSIGNMENT) -> list[str]:
    """The text of each stub: cut from the solutions where those are, since the assignment may have been filled in.

    Raises:
        InputError: a solution can't be cut.
    """
    if texts := [(path, _text(path)) for path in sorted(solutions.glob("*.py"))]:
        return [cut(text, path.name) for path, text in texts]
    return [_text(path) for path in sorted(assignment.glob("*.py"))]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")
