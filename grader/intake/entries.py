"""A file that was handed in, before it is copied: its name, its size and a way to read it."""

import errno
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.errors import InputError
from grader.language import _


@dataclass(frozen=True)
class Entry:
    """One regular file of a folder or an archive.

    `name` is a clean POSIX path in NFC form; `size` is what the origin claims; `read(limit)` returns the
    content, or its first `limit + 1` bytes where it is larger. `read` raises OSError for a file that can't be
    read and InputError for a damaged archive.
    """

    name: str
    size: int
    read: Callable[[int], bytes]


def read_regular(path: Path, limit: int) -> bytes:
    """The content of the regular file `path`, or its first `limit + 1` bytes where it is larger.

    Symbolic links are not followed, and a pipe that took the file's place is refused, not waited for.

    Raises:
        OSError: the file can't be read, or is no regular file.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Not a regular file", str(path))
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(limit + 1)
    finally:
        os.close(descriptor)


def unreadable(name: str, error: OSError) -> InputError:
    """What to raise, or to say, of a file or folder that can't be read."""
    sentence = _("{name} can't be read ({reason}): check its permissions")
    return InputError(sentence.format(name=name, reason=reason(error)))


def reason(error: OSError) -> str:
    """What the system says of `error`, in a few words and without the path."""
    return (error.strerror or type(error).__name__).lower()
