"""The code that every student was given: nothing of it says who worked with whom."""

from pathlib import Path

from grader.errors import InputError
from grader.exam.hidden import SOLUTIONS
from grader.language import _
from grader.sandbox.worker.notebook import code_cells
from grader.stubs.as_notebook import code_of
from grader.stubs.cut import cut
from grader.stubs.write import NOTEBOOKS

PRISTINE = Path(__file__).with_name("pristine")  # the stubs, where they go without the solutions
ASSIGNMENT = SOLUTIONS.parent / "assignment"


def handout(solutions: Path = SOLUTIONS, assignment: Path = ASSIGNMENT) -> list[str]:
    """The text of each stub, then the code of each notebook.

    Cut from the solutions where those are, since the assignment may have been filled in.

    Raises:
        InputError: a solution can't be cut.
    """
    if texts := [(path, _text(path)) for path in sorted(solutions.glob("*.py"))]:
        sources = (solutions / name for name in NOTEBOOKS)
        cells = [code_of(_text(path)) for path in sources if path.is_file()]
        return [cut(text, path.name) for path, text in texts] + ["\n\n".join(code) for code in cells]
    notebooks = [assignment / name for name in NOTEBOOKS.values()]
    stubs = [_text(path) for path in sorted(assignment.glob("*.py"))]
    return stubs + ["\n\n".join(_code(path)) for path in notebooks if path.is_file()]


def _code(path: Path) -> list[str]:
    """The code of a notebook's cells; none of one that was damaged since it was handed out."""
    try:
        return code_cells(path.read_bytes())
    except (ValueError, AttributeError):  # no JSON, or JSON of something else
        return []


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
