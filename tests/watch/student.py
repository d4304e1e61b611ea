"""A student at a terminal: presses keys, and sees what a terminal's emulator makes of what is written."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.watch.watching import LIMIT, Watching

pyte: Any = pytest.importorskip("pyte", reason="needs pyte, a terminal to look at: make lint installs it")


class Student(Watching):
    """Sees the screen of what is watched."""

    def __init__(self, *words: object, rows: int = 30, columns: int = 80, **environment: str) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        super().__init__(*words, rows=rows, columns=columns, **environment)

    def resize(self, rows: int, columns: int) -> None:
        """Give the window another size."""
        self._screen.resize(rows, columns)
        super().resize(rows, columns)

    @property
    def lines(self) -> list[str]:
        """What is on the screen."""
        cells = self._screen.buffer  # not `display`, which fails while one half of a wide letter is written over
        return [
            "".join(cells[y][x].data for x in range(self._screen.columns)).rstrip() for y in range(self._screen.lines)
        ]

    @property
    def text(self) -> str:
        """What is on the screen, in one piece, without the breaks of lines."""
        return " ".join(" ".join(self.lines).split())

    def sees(self, *texts: str) -> str:
        """Wait until all of the texts are on the screen."""
        return self.waits(lambda: all(text in self.text for text in texts), " and ".join(texts))

    def waits(self, is_there: Callable[[], bool], what: str) -> str:
        """Wait until something is so; returns what is on the screen then."""
        end = time.monotonic() + LIMIT
        while not is_there():
            shown = "\n".join(self.lines)
            assert time.monotonic() < end, f"{what} was never to be seen, but:\n{shown}"
            assert self.reads(0.1) or self.process.poll() is None or is_there(), f"it ended without {what}:\n{shown}"
        return self.text

    def reads(self, seconds: float) -> bytes:
        """What is written within so many seconds, which is on the screen then."""
        data = super().reads(seconds)
        self._stream.feed(data)
        return data
