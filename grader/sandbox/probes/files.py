"""Attempts on files: to read what is secret, to change or leave anything."""

import ctypes
import fcntl
import os
from collections.abc import Callable

LIBC = ctypes.CDLL(None, use_errno=True)
AT_FDCWD = -100
IN_ACCESS = 1


def reads(path: str) -> int:
    """Read the first byte of a file."""
    try:
        with open(path, "rb") as file:
            return len(file.read(1))
    except OSError:
        return 0


def lists(path: str) -> int:
    """List a folder."""
    try:
        return int(bool(os.listdir(path)))
    except OSError:
        return 0


def reads_by_handle(path: str) -> int:
    """Open a file by the number that the file system has for it, which passes its path by."""
    handle = ctypes.create_string_buffer((128).to_bytes(4, "little"), 136)
    mount = ctypes.c_int()
    if LIBC.name_to_handle_at(AT_FDCWD, path.encode(), handle, ctypes.byref(mount), 0):
        return 0
    try:
        folder = os.open(os.path.dirname(path), os.O_RDONLY)
    except OSError:
        return 0
    file = LIBC.open_by_handle_at(folder, handle, os.O_RDONLY)
    return int(file >= 0 and len(os.read(file, 1)))


def creates(path: str) -> int:
    """Create an empty file."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT))
    except OSError:
        return 0
    return 1


def writes(path: str) -> int:
    """Write to a file, which need not exist."""
    try:
        with open(path, "ab", buffering=0) as file:
            return file.write(b"x")
    except OSError:
        return 0


def deletes(path: str) -> int:
    """Delete a file."""
    return _worked(lambda: os.unlink(path))


def renames(path: str) -> int:
    """Rename a file."""
    return _worked(lambda: os.rename(path, f"{path}.renamed"))


def truncates(path: str) -> int:
    """Cut a file."""
    return _worked(lambda: os.truncate(path, 0))


def changes_mode(path: str) -> int:
    """Let everybody write a file."""
    return _worked(lambda: os.chmod(path, 0o666))  # noqa: S103  # it is to be refused


def changes_times(path: str) -> int:
    """Date a file back."""
    return _worked(lambda: os.utime(path, (1.0, 1.0)))


def sets_attribute(path: str) -> int:
    """Attach a note to a file."""
    return _worked(lambda: os.setxattr(path, "user.note", b"x"))


def links(path: str) -> int:
    """Give a file another name, and a new file the way to it."""
    return max(
        _worked(lambda: os.link(path, f"{path}.linked")),
        _worked(lambda: os.symlink(path, f"{path}.pointed")),
    )


def makes(path: str) -> int:
    """Make a folder and a pipe with a name."""
    return max(_worked(lambda: os.mkdir(f"{path}.folder")), _worked(lambda: os.mkfifo(f"{path}.pipe")))


def locks() -> int:
    """Lock a file that others can lock, too: one bit for whoever looks."""
    with open(os.__file__, "rb") as file:
        return _worked(lambda: fcntl.flock(file, fcntl.LOCK_EX))


def watches(path: str) -> int:
    """Be told when others read a file."""
    watch = LIBC.inotify_init1(0)
    return int(watch >= 0 and LIBC.inotify_add_watch(watch, path.encode(), IN_ACCESS) >= 0)


def _worked(attempt: Callable[[], object]) -> int:
    try:
        attempt()
    except OSError:
        return 0
    return 1
