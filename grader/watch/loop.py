"""The loop: keys and saves in, gradings asked for, frames out."""

import time
from pathlib import Path

from grader.watch.desk import Desk
from grader.watch.examiner import Examiner
from grader.watch.overheard import Overheard
from grader.watch.sources import Sources
from grader.watch.terminal import Terminal
from grader.watch.view import Window, lines

_SETTLED = 0.03  # seconds in which nothing changes: then an editor has written all
_SHOWN_AFTER = 0.15  # seconds of grading before it is said: what flashes by is no news
_END = 1_000_000  # lines: more than there are
_LINES = {"up": -1, "down": 1, "home": -_END, "end": _END}
_PAGES = {"page up": -1, "page down": 1}


class Loop:
    """Goes on until `q`, or the end of the terminal's input."""

    def __init__(
        self, path: Path, desk: Desk, terminal: Terminal, examiner: Examiner, overheard: Overheard, *, colour: bool
    ) -> None:
        self._desk = desk
        self._terminal = terminal
        self._examiner = examiner
        self._colour = colour
        self._sources = Sources(path)
        self._settles_at = 0.0
        self._overheard = overheard

    def run(self, look_every: float) -> None:
        """`look_every`: seconds after which files are looked at though nothing rang."""
        self._grade()
        look_at = 0.0
        while not self._terminal.has_ended:
            self._draw()
            now = time.monotonic()
            keys = self._terminal.keys(self._patience(look_at - now))
            for key in keys:
                if key == "q":
                    return
                self._press(key)
            now = time.monotonic()
            if not keys or now >= look_at:
                self._look(now)
                look_at = time.monotonic() + look_every
            for news in self._examiner.news():
                self._overheard.line = ""
                if self._desk.take(news):
                    self._examiner.want_some_time(self._desk.others, self._desk.edition)
                self._grade()

    def _patience(self, seconds: float) -> float:
        """How long to wait for a key, at most."""
        if self._settles_at:
            seconds = min(seconds, _SETTLED)
        if self._examiner.hurry() or (self._is_busy(0.0) and not self._is_busy()):
            seconds = min(seconds, _SHOWN_AFTER / 2)
        return max(0.0, seconds)

    def _look(self, now: float) -> None:
        """Take in what was saved, when it is all there."""
        if self._sources.is_moving():
            self._settles_at = now + _SETTLED
        elif self._settles_at and now >= self._settles_at:
            self._settles_at = 0.0
            if self._sources.is_news():
                self._saved()

    def _saved(self) -> None:
        bears_on_others = self._desk.save(self._sources.take())
        self._grade()
        if bears_on_others:
            self._examiner.want_some_time(self._desk.others, self._desk.edition)

    def _press(self, key: str) -> None:
        desk = self._desk
        if key == "r":
            desk.again()
        elif key in _LINES:
            desk.scroll(_LINES[key])
        elif key in _PAGES:
            desk.scroll(_PAGES[key] * max(1, self._terminal.size[0] // 2))
        else:
            desk.press(key)
        self._grade()

    def _grade(self) -> None:
        if self._desk.needs_grading:
            self._examiner.want(self._desk.exercise, self._desk.edition)

    def _is_busy(self, seconds: float = _SHOWN_AFTER) -> bool:
        """Whether the exercise that is shown has been graded for so long, and is not done."""
        busy = self._examiner.busy_with
        return busy is not None and busy[0] is self._desk.exercise and busy[1] >= seconds

    def _draw(self) -> None:
        rows, columns = self._terminal.size
        is_plain = self._terminal.is_dumb
        if is_plain and self._desk.needs_grading:
            return  # what is said there stays there
        is_busy = self._is_busy() or self._desk.told is None
        window = Window(None if is_plain else rows, columns, self._colour, is_busy, self._overheard.line)
        self._terminal.draw(lines(self._desk, window))
