"""An exception of a submission as plain data: what was raised, and where in the student's own files."""

from collections import deque
from collections.abc import Callable
from types import TracebackType

from .returned import type_name
from .wire import Value

MAX_MESSAGE = 1000
MAX_LINE = 200
MAX_STEPS = 10_000
FIRST_FRAMES, LAST_FRAMES = 2, 4

LineOf = Callable[[str, int], tuple[str, str] | None]  # (file name in a code object, line) -> (path, source line)


def description(error: BaseException, line_of: LineOf) -> dict[str, Value]:
    """`type`, `message` and the `frames` (path, line, source) in the student's own files, the innermost last.

    A line that calls itself is told once. Of many frames, `left_out` are left out after the first ones.
    """
    try:
        frames, left_out = _frames(error, line_of)
    except BaseException:  # a class of the student's may answer anything when it is asked for its traceback
        frames, left_out = (), 0
    facts: dict[str, Value] = {"type": type_name(error), "message": _message(error), "frames": frames}
    return {**facts, "left_out": left_out} if left_out else facts


def _message(error: BaseException) -> str:
    try:
        # a SyntaxError's own text repeats the place, which has a field of its own
        return str(error.msg if isinstance(error, SyntaxError) else error)[:MAX_MESSAGE]
    except BaseException:  # a __str__ that raises
        return ""


def _frames(error: BaseException, line_of: LineOf) -> tuple[tuple[Value, ...], int]:
    if isinstance(error, SyntaxError) and isinstance(error.filename, str) and isinstance(error.lineno, int):
        place = line_of(error.filename, error.lineno)
        if place:
            return (_frame(place, error.lineno),), 0
    first: list[Value] = []
    last: deque[Value] = deque(maxlen=LAST_FRAMES)
    count, before = 0, None
    step: TracebackType | None = error.__traceback__
    for _ in range(MAX_STEPS):
        if step is None:
            break
        here = step.tb_frame.f_code.co_filename, step.tb_lineno
        place = line_of(*here)
        if place and here != before:
            before = here
            count += 1
            (first if len(first) < FIRST_FRAMES else last).append(_frame(place, step.tb_lineno))
        step = step.tb_next
    return (*first, *last), count - len(first) - len(last)


def _frame(place: tuple[str, str], line: int) -> Value:
    return place[0], line, place[1].strip()[:MAX_LINE]
