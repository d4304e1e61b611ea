"""What a command finds where it is started: standard streams, and letters for the names of files."""

import contextlib
import os
import sys
from typing import TextIO

from grader.errors import InputError
from grader.escape import log_line

_LETTERS = "é김"


def open_streams() -> None:
    """Put something in the place of standard streams that are closed: else the next file that is opened is one."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # It gets the lowest number that is free; our own processes want to have it, too.
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    sys.stdout = _there(sys.stdout)
    sys.stderr = _there(sys.stderr)


def say(sentence: str) -> None:
    """One line on standard error; where nobody listens any more, that is no reason to end in another way."""
    with contextlib.suppress(OSError):
        print(log_line(sentence), file=sys.stderr, flush=True)


def expect_letters() -> None:
    """Make sure that files may have the names of students.

    Raises:
        InputError: the locale has no letters for them.
    """
    try:
        os.fsencode(_LETTERS)
    except UnicodeEncodeError:
        sentence = (
            f"files can't have names such as {_LETTERS} in this locale ({sys.getfilesystemencoding()}): set "
            "PYTHONUTF8=1, or LC_ALL to one of UTF-8"
        )
        raise InputError(sentence) from None


def _there(stream: TextIO | None) -> TextIO:
    return stream or open(os.devnull, "w", encoding="utf-8")  # open as long as the process lives
