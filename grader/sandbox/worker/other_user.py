"""Where the grader is root, each worker is a user of its own, who owns nothing and has no rights."""

import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from . import kernel
from .copied import give

# systemd's documentation of user ids: those from here up to 2**31 belong to nobody.
_FIRST = 1_879_048_192
_GROUPS_FROM = _FIRST + 2**23  # beyond what a process id can add
_GROUPS_OF_ONE = 32  # submissions that one nursery tells apart at a time
_NOBODY = 65534
_USER_MAP, _GROUP_MAP = "/proc/self/uid_map", "/proc/self/gid_map"


class Became(NamedTuple):
    """What a process is that has become another user."""

    is_alone: bool  # no other worker is the same user
    reads_by_capability: bool


class Users:
    """Users for workers, one each, and groups for submissions, one each. Made where workers are started, by root.

    `needed`: what every worker must be able to read.

    Raises:
        OSError: there is no such user.
    """

    def __init__(self, needed: Sequence[Path]) -> None:
        self._groups: dict[str, int] = {}  # by the submission's folder
        self._numbers = count()
        self._owner = os.getpid()
        self._closed = _closed(needed, self._user(), _mapped(_GROUPS_FROM, _GROUP_MAP))

    def group_of(self, folder: Path) -> int:
        """The group to which the submission in `folder` belongs: it may read all of it. Nobody else may.

        Raises:
            OSError: it can't be given to a group.
        """
        if str(folder) not in self._groups:
            number = next(self._numbers) % _GROUPS_OF_ONE
            group = _mapped(_GROUPS_FROM + self._owner * _GROUPS_OF_ONE + number, _GROUP_MAP)
            give(folder, group)
            if len(self._groups) == _GROUPS_OF_ONE:  # whose group this is now
                del self._groups[next(iter(self._groups))]
            self._groups[str(folder)] = group
        return self._groups[str(folder)]

    def become_one(self, folder: Path, may_keep: bool) -> Became:
        """Become a user of one's own, for good, of the group of the submission in `folder`.

        `may_keep`: where something needed is closed to others, capabilities may stay permitted, for `privileges` to
        give up all but the one to read.

        Raises:
            OSError: there is no such user, or it couldn't read what it needs; this process is root still.
        """
        group, user = self.group_of(folder), self._user()
        os.setgroups([])
        closed = self._closed or _closed([folder], user, group)
        if closed and not may_keep:
            raise OSError(closed)
        os.setresgid(group, group, group)
        kernel.prctl(kernel.PR_SET_KEEPCAPS, int(bool(closed)))
        os.setresuid(user, user, user)
        _check(user, group)
        return Became(is_alone=user != _NOBODY, reads_by_capability=bool(closed))

    def _user(self) -> int:
        return _mapped(_FIRST + os.getpid(), _USER_MAP)


def _closed(paths: Sequence[Path], user: int, group: int) -> str:
    """Why one of these folders can't be read by the user, whom this process is for a moment; else nothing."""
    os.setegid(group)
    os.seteuid(user)
    try:
        for path in paths:
            if not os.access(path, os.R_OK | os.X_OK, effective_ids=True):
                return f"a user without rights can't read {path}"
    finally:
        os.seteuid(0)
        os.setegid(0)
    return ""


def _check(user: int, group: int) -> None:
    if os.getresuid() != (user,) * 3 or os.getresgid() != (group,) * 3 or os.getgroups():
        raise OSError("the user has not changed")
    try:
        os.setuid(0)
    except PermissionError:
        return
    os._exit(1)  # nobody may go on as root who is taken for somebody else


def _mapped(number: int, path: str) -> int:
    """`number`, or nobody's where a user namespace has no such user or group."""
    ranges = [tuple(map(int, line.split())) for line in Path(path).read_text(encoding="ascii").splitlines()]
    for one in (number, _NOBODY):
        if any(first <= one < first + length for first, _outside, length in ranges):
            return one
    raise OSError("there is no user here but root")
