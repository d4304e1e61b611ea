"""The code that every student was given: nothing of it says who worked with whom."""

from pathlib import Path

from grader.errors import InputError
from grader.exam.hidden import SOLUTIONS
from grader.language import _
from grader.stubs.cut import cut

PRISTINE = Path(__file__).with_name("pristine")  # the stubs, where they go without the solutions
ASSIGNMENT = SOLUTIONS.parent / "assignment"


def handout(solutions: Path = SOLUTIONS, assignment: Path = ASSIGNMENT) -> list[str]:
    """The text of each stub: cut from the solutions where those are, since the assignment may have been filled in.

    Raises:
        InputError: a solution can't be cut.
    """
    if texts := [(path, _text(path)) for path in sorted(solutions.glob("*.py"))]:
        return [cut(text, path.name) for path, text in texts]
    return [_text(path) for path in sorted(assignment.glob("*.py"))]


def pristine(stem: str, solutions: Path = SOLUTIONS, copies: Path = PRISTINE) -> str:
    """The stub of one file as it was handed out: cut from the solution where there is one, else a copy beside us.

    Raises:
        InputError: there is neither, or the solution can't be cut.
    """
    file = f"{stem}.py"
    if (solutions / file).is_file():
        return cut(_text(solutions / file), file)
    try:
        return _text(copies / file)
    except OSError:
        sentence = _("the stub of {file} is not here: take {file} from the zip that you were given")
        raise InputError(sentence.format(file=file)) from None


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")
