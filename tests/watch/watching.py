"""A terminal of our own, in which `python -m grader watch` runs: what is written to it, and how it ends."""

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
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PROJECT = Path(__file__).parents[2]
LIMIT = 60.0  # seconds, on whatever machine
# What follows runs with the terminal as its own, so that Ctrl-C and Ctrl-Z reach it, and ignores no signal that these
# tests may have been told to ignore, in the background.
_OWN = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGTSTP):
    signal.signal(number, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""


class Watching:
    """Use it as a context manager. `raw` is all that was written to the terminal."""

    def __init__(self, *words: object, rows: int = 30, columns: int = 80, **environment: str) -> None:
        self._ours, self._theirs = os.openpty()
        self.raw = b""
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
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys: str | bytes) -> None:
        """Press keys."""
        os.write(self._ours, keys if isinstance(keys, bytes) else keys.encode())

    def leaves(self) -> int:
        """Wait for the end; returns the exit status."""
        end = time.monotonic() + LIMIT
        while self.process.poll() is None and time.monotonic() < end:
            self.reads(0.1)
        while self.reads(0.0):
            pass
        return self.process.wait(1)

    def hangs_up(self) -> int:
        """Close the window, and wait for the end; returns the exit status."""
        os.close(self._ours)
        self._ours = os.open(os.devnull, os.O_RDWR)
        return self.process.wait(LIMIT)

    @property
    def settings(self) -> list[Any]:
        """The terminal's."""
        return termios.tcgetattr(self._theirs)

    @property
    def frames(self) -> list[bytes]:
        """What was drawn, frame by frame."""
        return re.findall(rb"\x1b\[\?2026h(.*?)\x1b\[\?2026l", self.raw, re.DOTALL)

    def reads(self, seconds: float) -> bytes:
        """What is written within so many seconds; nothing, if nothing is."""
        if not select.select([self._ours], [], [], seconds)[0]:
            return b""
        data = os.read(self._ours, 65536)
        self.raw += data
        return data

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: type[BaseException] | BaseException | TracebackType | None) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._ours)
        os.close(self._theirs)
