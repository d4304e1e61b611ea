"""A private folder for one submission, gone at the end; what a killed grader left is swept by the next one.

    TEMP/conv-grader-UID/    one for each user, gone with the last of its folders
        NAME.lock            made before the folder and removed after it; locked while its grader lives
        NAME/                the folder of one submission

The lock is flock's: the kernel lets go of it when the grader ends, by SIGKILL too.
"""

import errno
import fcntl
import os
import secrets
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from grader.errors import MachineryError
from grader.intake.removal import remove_tree
from grader.language import _

_LOCK = ".lock"
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_ATTEMPTS = 100  # each fails only if another grader sweeps or ends in that very moment

_held: set[int] = set()  # the descriptors of this process's locks


def _drop_inherited_locks() -> None:
    """In a forked child: a lock is its parent's, and must not outlive it."""
    while _held:
        os.close(_held.pop())


os.register_at_fork(after_in_child=_drop_inherited_locks)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A new empty folder that only we may enter (mode 0700); removed at the end, whatever happens.

    What other graders of this user left, and use no more, is removed before.

    Raises:
        MachineryError: no such folder can be made.
    """
    try:
        root, lock = _new_folder()
    except OSError as error:
        sentence = _("no scratch folder can be made ({error}): free space or set TMPDIR")
        raise MachineryError(sentence.format(error=error)) from error
    owner = os.getpid()
    try:
        _sweep(root.parent)  # nobody takes the place itself away any more: our own lock is in it
        yield root
    finally:
        if os.getpid() == owner:  # not in a child that was forked meanwhile
            _remove(root, lock)
            with suppress(OSError):
                root.parent.rmdir()


def _new_folder() -> tuple[Path, int]:
    """A new folder and the descriptor of its lock, which is held."""
    gone: OSError = BlockingIOError(errno.EAGAIN, "others are in the way")
    for _attempt in range(_ATTEMPTS):
        try:
            place, descriptor = _own_place()
        except FileNotFoundError as error:  # another grader has just taken it away
            gone = error
            continue
        try:
            name = secrets.token_hex(8)
            lock = _new_lock(name, descriptor)
            if lock is None:
                continue
            try:
                os.mkdir(name, 0o700, dir_fd=descriptor)
            except BaseException:
                _remove(place / name, lock)
                raise
            return place / name, lock
        finally:
            os.close(descriptor)
    raise gone


def _own_place() -> tuple[Path, int]:
    """The folder for all that is this user's, and its descriptor: by a path alone, it might become another's.

    Whoever gets hold of the usual name first, in a temporary folder that is everybody's, gains nothing by it.
    """
    temporary = Path(tempfile.gettempdir()).resolve()
    place = temporary / f"conv-grader-{os.geteuid()}"
    with suppress(FileExistsError):
        os.mkdir(place, 0o700)
    descriptor = _opened_if_ours(place)
    if descriptor is None:
        place = Path(tempfile.mkdtemp(prefix=f"{place.name}-", dir=temporary))
        descriptor = os.open(place, _FOLDER)
    # As root, workers are other users: each must get through to the one folder that is given to its group.
    os.fchmod(descriptor, 0o711 if os.geteuid() == 0 else 0o700)
    return place, descriptor


def _opened_if_ours(place: Path) -> int | None:
    try:
        descriptor = os.open(place, _FOLDER)
    except FileNotFoundError:
        raise
    except OSError:  # a link, a file, or a folder that is closed to us
        return None
    status = os.fstat(descriptor)
    if status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return descriptor
    os.close(descriptor)
    return None


def _new_lock(name: str, place: int) -> int | None:
    """The descriptor of a new lock, held; None where somebody swept it before we could take it."""
    try:
        lock = os.open(name + _LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600, dir_fd=place)
    except FileNotFoundError:  # the place itself is gone
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        swept = os.fstat(lock).st_nlink == 0
    except BlockingIOError:
        swept = True
    except BaseException:
        os.close(lock)
        raise
    if swept:
        os.close(lock)
        return None
    _held.add(lock)
    return lock


def _sweep(place: Path) -> None:
    """Remove the folders in `place` that no living grader holds."""
    names: set[str] = set()
    with suppress(OSError):
        names = {name.removesuffix(_LOCK) for name in os.listdir(place)}
    for name in sorted(names):
        with suppress(OSError):
            # Made anew if it isn't there: a folder without a lock is left over, too.
            lock = os.open(place / (name + _LOCK), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            _held.add(lock)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                _let_go(lock)
            else:
                _remove(place / name, lock)


def _remove(root: Path, lock: int) -> None:
    """Remove a folder whose lock we hold, and then the lock: never is there a folder in use without one."""
    remove_tree(root)
    with suppress(OSError):
        os.unlink(root.with_name(root.name + _LOCK))
    _let_go(lock)


def _let_go(lock: int) -> None:
    _held.discard(lock)
    os.close(lock)
