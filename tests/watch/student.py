"""A student at a terminal: presses keys, saves files, and sees what a terminal's emulator makes of what is written."""

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

pyte: Any = pytest.importorskip("pyte", reason="needs pyte, a terminal to look at: make lint installs it")

PROJECT = Path(__file__).parents[2]
LIMIT = 60.0  # seconds, on whatever machine
# What follows runs with the terminal as its own, so that Ctrl-C and Ctrl-Z reach it.
_OWN = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


class Student:
    """Runs `python -m grader watch`; use it as a context manager. `raw` is all that was written to the terminal."""

    def __init__(self, *words: object, rows: int = 30, columns: int = 80, **environment: str) -> None:
        self._ours, self._theirs = os.openpty()
        self.raw = b""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.resize(rows, columns)
        self.before = termios.tcgetattr(self._theirs)
        command = [sys.executable, "-c", _OWN, sys.executable, "-m", "grader", "watch", *map(str, words)]
        self.process = subprocess.Popen(  # noqa: S603  # our own watch
            command,
            cwd=PROJECT,
            env=os.environ | {"TERM": "xterm-256color", "LANGUAGE": "en", "PYTHONUTF8": "1"} | environment,
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            start_new_session=True,
        )

    def resize(self, rows: int, columns: int) -> None:
        """Give the window another size."""
        self._screen.resize(rows, columns)
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys: str | bytes) -> None:
        """Press keys."""
        os.write(self._ours, keys if isinstance(keys, bytes) else keys.encode())

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
            assert self._reads(0.1) or self.process.poll() is None or is_there(), f"it ended without {what}:\n{shown}"
        return self.text

    def leaves(self) -> int:
        """Wait for the end; returns the exit status."""
        end = time.monotonic() + LIMIT
        while self.process.poll() is None and time.monotonic() < end:
            self._reads(0.1)
        while self._reads(0.0):
            pass
        return self.process.wait(1)

    @property
    def settings(self) -> list[Any]:
        """The terminal's."""
        return termios.tcgetattr(self._theirs)

    @property
    def frames(self) -> list[bytes]:
        """What was drawn, frame by frame."""
        return re.findall(rb"\x1b\[\?2026h(.*?)\x1b\[\?2026l", self.raw, re.DOTALL)

    def _reads(self, seconds: float) -> bool:
        if not select.select([self._ours], [], [], seconds)[0]:
            return False
        data = os.read(self._ours, 65536)
        self.raw += data
        self._stream.feed(data)
        return True

    def __enter__(self) -> "Student":
        return self

    def __exit__(self, *_error: type[BaseException] | BaseException | TracebackType | None) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._ours)
        os.close(self._theirs)
