"""An exception of a submission as plain data: what was raised, and where in the student's own files."""

from collections.abc import Callable
from types import TracebackType

from .returned import type_name
from .wire import Value

MAX_MESSAGE = 1000
MAX_LINE = 200
MAX_STEPS = 10_000
MAX_FRAMES = 3

LineOf = Callable[[str, int], tuple[str, str] | None]  # (file name in a code object, line) -> (path, source line)


def description(error: BaseException, line_of: LineOf) -> Value:
    """`type`, `message` and the last `frames` (path, line, source) in the student's own files."""
    try:
        frames = _frames(error, line_of)
    except BaseException:  # a class of the student's may answer anything when it is asked for its traceback
        frames = ()
    return {"type": type_name(error), "message": _message(error), "frames": frames}


def _message(error: BaseException) -> str:
    try:
        # a SyntaxError's own text repeats the place, which has a field of its own
        return str(error.msg if isinstance(error, SyntaxError) else error)[:MAX_MESSAGE]
    except BaseException:  # a __str__ that raises
        return ""


def _frames(error: BaseException, line_of: LineOf) -> tuple[Value, ...]:
    frames: list[Value] = []
    if isinstance(error, SyntaxError) and isinstance(error.filename, str) and isinstance(error.lineno, int):
        place = line_of(error.filename, error.lineno)
        if place:
            return ((place[0], error.lineno, place[1].strip()[:MAX_LINE]),)
    step: TracebackType | None = error.__traceback__
    for _ in range(MAX_STEPS):
        if step is None:
            break
        place = line_of(step.tb_frame.f_code.co_filename, step.tb_lineno)
        if place:
            frames.append((place[0], step.tb_lineno, place[1].strip()[:MAX_LINE]))
        step = step.tb_next
    return tuple(frames[-MAX_FRAMES:])
