"""The terminal while we have it: keys one by one, a screen of our own, and all of it given back however we end."""

import contextlib
import os
import select
import signal
import sys
import termios
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import Any

from grader.errors import InputError
from grader.language import _
from grader.watch import screen
from grader.watch.bell import Bell
from grader.watch.keys import Keys

_ENDING = (signal.SIGTERM, signal.SIGHUP)
_CTRL_Z = "\x1a"
_NO_KEY = b"\0" if sys.platform == "linux" else b"\xff"  # _POSIX_VDISABLE
_ESCAPE_SECONDS = 0.05  # after which nothing follows any more that belongs to an Escape


class Ended(BaseException):
    """A signal ends the command; the terminal is to be given back before."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    def die(self) -> None:
        """End as the signal would have ended us."""
        signal.signal(self.number, signal.SIG_DFL)
        os.kill(os.getpid(), self.number)


class Terminal:
    """Standard input and output, both a terminal. Use it as a context manager.

    `bell` is rung when something happens to it, so that whoever waits looks.

    Raises:
        InputError: one of them is no terminal.
    """

    def __init__(self, bell: Bell) -> None:
        self._in, self._out = _descriptors()
        self._bell = bell
        self._keys = Keys()
        self._encoding = sys.stdout.encoding or "utf-8"
        self._shown = b""
        self._is_ours = False
        self._handlers: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}
        self.is_dumb = os.environ.get("TERM", "dumb") in ("dumb", "")
        self.has_ended = False

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        try:
            columns, rows = os.get_terminal_size(self._out)
        except OSError:
            columns, rows = 0, 0
        return rows or 24, columns or 80

    def draw(self, lines: Sequence[str]) -> None:
        """Show these lines, if others are shown now."""
        if self.is_dumb:
            data = screen.plain(lines, self._encoding)
        else:
            data = screen.frame(lines, self.size[1], self._encoding)
        if data != self._shown:
            self._shown = data
            self._write(data)

    def keys(self, seconds: float) -> list[str]:
        """The keys that were pressed, after waiting so long, or until the bell rings, at most."""
        if self._keys.is_waiting:
            seconds = min(seconds, _ESCAPE_SECONDS)
        ready, _none, _nothing = select.select([self._in, self._bell.fileno()], [], [], seconds)
        if self._bell.fileno() in ready:
            self._bell.hush()
        if self._in not in ready:
            if not ready:
                self._keys.forget()
            return []
        with contextlib.suppress(BlockingIOError):
            data = os.read(self._in, 1024)
            self.has_ended = not data
            keys = self._keys.take(data)
            if _CTRL_Z in keys:
                self._stop(os.getpgrp())
            return [key for key in keys if key != _CTRL_Z]
        return []

    def __enter__(self) -> "Terminal":
        self._settings = termios.tcgetattr(self._in)
        self._ours = _for_keys(self._settings)
        for number in (*_ENDING, signal.SIGWINCH, signal.SIGTSTP, signal.SIGCONT):
            self._handlers[number] = signal.getsignal(number)
        with contextlib.ExitStack() as undo:
            undo.callback(self._give_back)
            for number in _ENDING:
                if self._handlers[number] != signal.SIG_IGN:  # nohup: go on when the terminal hangs up
                    signal.signal(number, self._end)
            signal.signal(signal.SIGWINCH, self._ring)
            signal.signal(signal.SIGTSTP, self._pause)
            signal.signal(signal.SIGCONT, self._go_on)
            self._take()
            undo.pop_all()
        return self

    def __exit__(self, *_error: object) -> None:
        self._give_back()

    def _take(self) -> None:
        termios.tcsetattr(self._in, termios.TCSADRAIN, self._ours)
        if not self.is_dumb:
            self._write(screen.ENTER)
        self._shown = b""
        self._is_ours = True
        self._bell.ring()

    def _release(self) -> None:
        self._is_ours = False
        if not self.is_dumb:
            self._write(screen.leave(self.size[0]))
        with contextlib.suppress(termios.error):  # it may be gone
            termios.tcsetattr(self._in, termios.TCSADRAIN, self._settings)

    def _give_back(self) -> None:
        with _holding(*_ENDING, signal.SIGINT, signal.SIGTSTP):
            self._release()
            for number, handler in self._handlers.items():
                signal.signal(number, signal.SIG_DFL if handler is None else handler)

    def _end(self, number: int, _frame: FrameType | None) -> None:
        raise Ended(number)

    def _ring(self, _number: int, _frame: FrameType | None) -> None:
        self._shown = b""
        self._bell.ring()

    def _pause(self, _number: int, _frame: FrameType | None) -> None:
        self._stop(None)

    def _stop(self, group: int | None) -> None:
        """The terminal is the shell's until we go on; with us stops the whole `group`, `make` say, if there is one."""
        self._release()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        if group is None:
            os.kill(os.getpid(), signal.SIGTSTP)
        else:
            os.killpg(group, signal.SIGTSTP)
        # Here we stop, and from here we go on.
        signal.signal(signal.SIGTSTP, self._pause)
        if not self._is_ours:  # nobody has stopped us: there is no shell to come back from
            self._take()

    def _go_on(self, _number: int, _frame: FrameType | None) -> None:
        with contextlib.suppress(termios.error):  # a terminal that hangs up lets us go on, too, so that we end
            self._take()

    def _write(self, data: bytes) -> None:
        with contextlib.suppress(OSError):  # it may be gone, and then its end tells
            while data:
                data = data[os.write(self._out, data) :]


def _descriptors() -> tuple[int, int]:
    """Of standard input and output."""
    if not (os.isatty(0) and os.isatty(1)):
        raise InputError(_("watch needs a terminal for keys and screen: start it in one, or use `make grade`"))
    return 0, 1


def _for_keys(settings: list[Any]) -> list[Any]:
    """The terminal's settings with keys one by one, unseen.

    Ctrl-Z is a key: as a signal it would reach `make`, too, whose shell might be at work before we have given the
    terminal back.
    """
    iflag, oflag, cflag, lflag, ispeed, ospeed, characters = settings
    characters = [*characters]
    characters[termios.VMIN], characters[termios.VTIME], characters[termios.VSUSP] = b"\x01", b"\x00", _NO_KEY
    return [iflag, oflag, cflag, lflag & ~(termios.ECHO | termios.ICANON), ispeed, ospeed, characters]


@contextlib.contextmanager
def _holding(*numbers: signal.Signals) -> Iterator[None]:
    """None of these signals disturbs what is done meanwhile; it comes afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
