"""How a training is shown: live in a terminal that can redraw, else a line for each epoch."""

import os
import shutil
import time
from collections.abc import Callable, Mapping
from typing import Protocol, Self, TextIO

from grader.duration import duration
from grader.language import _
from grader.report.wrapped import cut, wrapped
from grader.training.chart import LETTERS, chart, spark
from grader.training.curve import Curve, Look, Step

Size = Callable[[], tuple[int, int]]

_FRAMES_A_SECOND = 12
_LEAST_COLUMNS, _LEAST_ROWS = 40, 14  # of a terminal in which there is room for a curve
_MOST_COLUMNS, _CHART_ROWS = 100, 8
_UP, _CLEAR_BELOW, _CLEAR_RIGHT, _HIDE, _SHOW = "\x1b[{}F", "\x1b[J", "\x1b[K", "\x1b[?25l", "\x1b[?25h"
_CURVE, _QUIET, _PLAIN = "\x1b[36m", "\x1b[2m", "\x1b[0m"


class Screen(Protocol):
    """Who is told what is seen of a training. It is a context manager."""

    def say(self, sentence: str) -> None:
        """A sentence that stays."""
        ...

    def show(self, seen: Step | Look, curve: Curve, seconds_left: float) -> None:
        """What was seen last, and all that was seen up to now."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...


def screen_for(stream: TextIO, environment: Mapping[str, str] = os.environ) -> Screen:
    """The screen that fits what `stream` is."""
    columns, rows = shutil.get_terminal_size()
    can_redraw = stream.isatty() and environment.get("TERM") != "dumb" and _has_letters(stream)
    if can_redraw and columns >= _LEAST_COLUMNS and rows >= _LEAST_ROWS:
        return Live(stream, colour=not environment.get("NO_COLOR"))
    return Lines(stream)


def accuracy(look: Look) -> str:
    """The share of test images that is right, in percent."""
    return f"{100 * look.accuracy:.1f}"


class Lines:
    """A line for each epoch."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Nothing has to be put back."""

    def say(self, sentence: str) -> None:
        """See `Screen`."""
        print(*wrapped(sentence, "", ""), sep="\n", file=self._stream, flush=True)

    def show(self, seen: Step | Look, curve: Curve, seconds_left: float) -> None:
        """See `Screen`."""
        if isinstance(seen, Look) and curve.losses:
            line = _("epoch {epoch} of {epochs}: loss {loss}, {percent} % of the test images right")
            numbers = {"epoch": curve.epoch, "epochs": curve.epochs, "loss": f"{curve.loss:.3f}"}
            print(line.format(percent=accuracy(seen), **numbers), file=self._stream, flush=True)


class Live:
    """A curve that is drawn again in its place, some times a second, each time in one write."""

    def __init__(
        self,
        stream: TextIO,
        colour: bool,
        size: Size = shutil.get_terminal_size,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream, self._has_colour, self._size, self._clock = stream, colour, size, clock
        self._drawn: list[str] = []  # the lines of the frame that can be seen
        self._drawn_at: tuple[int, int] = (0, 0)  # how large the terminal was then
        self._next = 0.0  # not before this time is it drawn again

    def __enter__(self) -> Self:
        self._write(_HIDE)
        return self

    def __exit__(self, *_error: object) -> None:
        self._write(_SHOW)

    def say(self, sentence: str) -> None:
        """See `Screen`. The sentence takes the curve's place, which moves down."""
        said = wrapped(sentence, "", "", min(self._columns(), 80))
        self._write(
            self._back() + "".join(f"{line}{_CLEAR_RIGHT}\n" for line in said) + _CLEAR_BELOW + _joined(self._drawn)
        )

    def show(self, seen: Step | Look, curve: Curve, seconds_left: float) -> None:
        """See `Screen`."""
        is_due = self._clock() >= self._next or isinstance(seen, Look)
        if not is_due or not curve.losses:
            return
        self._next = self._clock() + 1 / _FRAMES_A_SECOND
        back = self._back()
        self._drawn, self._drawn_at = self._frame(curve, seconds_left), self._size()
        self._write(back + _joined(self._drawn))

    def _frame(self, curve: Curve, seconds_left: float) -> list[str]:
        columns = self._columns()
        *rows, axis = chart(curve.losses, curve.steps, columns, _CHART_ROWS)
        status = _("epoch {epoch} of {epochs} · loss {loss}").format(
            epoch=curve.epoch, epochs=curve.epochs, loss=f"{curve.loss:.3f}"
        )
        if len(curve.losses) < curve.steps and seconds_left >= 1:
            status += " · " + _("about {time} left").format(time=duration(seconds_left, _))
        shares = spark([look.accuracy for look in curve.looks[-columns // 2 :]])
        test = _("test images right: {percent} %").format(percent=accuracy(curve.looks[-1]))
        return [
            cut(_("loss, batch by batch"), columns),
            *(self._painted(_CURVE, row) for row in rows),
            self._painted(_QUIET, axis),
            cut(f"{shares} {test}", columns),
            cut(status, columns),
        ]

    def _back(self) -> str:
        """To where the last frame began; in a terminal of another size nobody knows where that is."""
        return _UP.format(len(self._drawn)) if self._drawn and self._size() == self._drawn_at else ""

    def _columns(self) -> int:
        return max(1, min(self._size()[0] - 1, _MOST_COLUMNS))  # a letter in the last one may begin a new line

    def _painted(self, colour: str, line: str) -> str:
        return f"{colour}{line}{_PLAIN}" if self._has_colour else line

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}{_CLEAR_RIGHT}\n" for line in lines)


def _has_letters(stream: TextIO) -> bool:
    try:
        LETTERS.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
