"""One run at a time: who grades into a folder holds its lock, which the kernel lets go when that process ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.errors import InputError
from grader.escape import printable
from grader.intake.entries import reason

LOCK = ".lock"


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Have `folder`, which is made where it is missing, for ourselves.

    Raises:
        InputError: another run has it, or it can't be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    except OSError as error:
        raise unwritable(folder, error) from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = printable(os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()) or "?"
            sentence = (
                "{folder} is in use by another run (process {pid}): wait until it has ended, or choose another --out"
            )
            raise InputError(sentence.format(folder=folder, pid=holder)) from None
        try:
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        except OSError as error:
            raise unwritable(folder, error) from None
        yield
    finally:
        os.close(descriptor)


def unwritable(folder: Path, error: OSError) -> InputError:
    """What to raise of a folder that nothing can be written to."""
    return InputError(f"can't write to {folder}: {reason(error)}. Choose another --out, or mend that and run again")
