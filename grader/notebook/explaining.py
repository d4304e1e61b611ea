"""An exception in a cell -> what happened, and what to do next, in a sentence or two."""

import linecache
import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from grader.escape import printable
from grader.language import _
from grader.notebook.importing import NotImported
from grader.notebook.output import Tone
from grader.notebook.pictures.drawable import Undrawable
from grader.notebook.place import ASSIGNMENT

Explanation = tuple[list[str], Tone]

_NOT_WRITTEN = re.compile(r"([\w.]+) is not written yet\b")
_OURS = Path(__file__).parent
_LONGEST_LINE = 160


@dataclass(frozen=True)
class _Frame:
    """A step of a traceback: the file, the line, and the function that it is in."""

    path: Path
    line: int
    function: str


def explanation(error: BaseException) -> Explanation:
    """The sentences of an exception that ended a cell, and their tone. Names may stand between backticks."""
    if isinstance(error, Undrawable):
        return [error.sentence], Tone.FAULT
    if isinstance(error, NotImported):
        return _not_imported(error), Tone.FAULT
    frames = list(_frames(error))
    own = next((frame for frame in reversed(frames) if _is_below(frame.path, ASSIGNMENT)), None)
    if isinstance(error, NotImplementedError) and (own or not frames):
        return [_not_written(error, own)], Tone.WAITING
    if own is not None:
        return _raised_in_own_code(error, own), Tone.FAULT
    if frames and _is_below(frames[-1].path, _OURS):
        sentence = _("No picture can be made of these values ({error}). Look at what your function returned.")
        return [sentence.format(error=_told(error))], Tone.FAULT
    return _raised_in_the_cell(error, frames), Tone.FAULT


def _not_written(error: NotImplementedError, own: _Frame | None) -> str:
    found = _NOT_WRITTEN.match(_text(error))
    name = found[1] if found else own.function if own else ""
    file = own.path.name if own else ""
    sentence = _("`{name}` is not written yet: write it in {file}, save the file, then run this cell again.")
    return sentence.format(name=_quoted(name), file=printable(file))


def _not_imported(error: NotImported) -> list[str]:
    cause = error.__cause__ or error
    if isinstance(cause, ModuleNotFoundError) and f"{cause.name}.py" == error.file:
        return [_("There is no {file} in the folder assignment/: is it elsewhere?").format(file=error.file)]
    if isinstance(cause, SyntaxError):
        place, code = cause.lineno or 1, cause.text or ""
        file = printable(Path(cause.filename or error.file).name)
    else:
        own = next((frame for frame in reversed(list(_frames(cause))) if _is_below(frame.path, ASSIGNMENT)), None)
        place, code = (own.line, linecache.getline(str(own.path), own.line)) if own else (1, "")
        file = printable(own.path.name if own else error.file)
    sentence = _("{file} can't be imported. Line {line}: {error}. Mend it, save the file, then run this cell again.")
    return [sentence.format(file=file, line=place, error=_told(cause)), *_code(code)]


def _raised_in_own_code(error: BaseException, own: _Frame) -> list[str]:
    sentence = _("`{function}` raised {error} ({file}, line {line}).")
    said = sentence.format(
        function=_quoted(own.function), error=_told(error), file=printable(own.path.name), line=own.line
    )
    return [said, *_code(linecache.getline(str(own.path), own.line))]


def _raised_in_the_cell(error: BaseException, frames: list[_Frame]) -> list[str]:
    obj = getattr(error, "obj", None)
    if isinstance(error, AttributeError) and isinstance(obj, ModuleType) and isinstance(error.name, str):
        sentence = _("{file} defines no `{name}`: did you rename it?")
        return [sentence.format(file=printable(f"{obj.__name__}.py"), name=_quoted(error.name))]
    line = frames[0].line if frames else 1
    said = [_("Line {line} of this cell: {error}.").format(line=line, error=_told(error))]
    if isinstance(error, NameError):
        said.append(_("Names come from the cells above: run those first, the first of all."))
    elif "unpack" in _text(error):
        said.append(_("Does your function return all that its docstring promises, in this order?"))
    return said


def _frames(error: BaseException) -> Iterator[_Frame]:
    """From the cell inwards, but for the frame of `explained` itself."""
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield _Frame(Path(frame.f_code.co_filename), line, frame.f_code.co_qualname)


def _is_below(path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder) or path.is_relative_to(folder.resolve())


def _told(error: BaseException) -> str:
    """The type of an exception and its text, in one line."""
    text = _text(error)
    name = printable(type(error).__name__)
    return f"{name}: {text.rstrip('.')}" if text else name


def _text(error: BaseException) -> str:
    try:
        return printable(str(error.msg if isinstance(error, SyntaxError) else error))
    except Exception:  # a __str__ of the student's own may raise
        return ""


def _code(line: str) -> list[str]:
    return [f"`{_quoted(line.strip()[:_LONGEST_LINE])}`"] if line.strip() else []


def _quoted(text: str) -> str:
    return printable(text).replace("`", "'")
