"""Landlock: the kernel lets a worker read the folders that were granted, and nothing else in the file system.

Numbers and structures are those of linux/landlock.h, explained in Documentation/userspace-api/landlock.rst.
"""

import errno
import os
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from . import kernel

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every processor
_VERSION = 1  # the flag that asks which ABI the kernel has
_PATH_BENEATH = 1

WRITE_FILE, READ_FILE, READ_DIR, TRUNCATE = 1 << 1, 1 << 2, 1 << 3, 1 << 14
_ALL_TCP = 0b11  # bind, connect
_ALL_SCOPES = 0b11  # abstract unix sockets, signals
# How many rights on files each ABI knows, from EXECUTE in the lowest bit on. 2: to move between folders (which the
# first one never allows), 3: to truncate, 5: ioctl on devices.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_TCP_SINCE, _SCOPES_SINCE = 4, 6

_ATTRIBUTES = struct.Struct("=QQQ")  # handled: files, TCP, scopes
_BENEATH = struct.Struct("=Qi")  # allowed, file descriptor


class Grant(NamedTuple):
    """Rights on one file, or on a folder and all that is below it."""

    descriptor: int
    rights: int

    @classmethod
    def on(cls, path: str | Path, rights: int) -> "Grant":
        """Open `path` for a grant. Raises OSError."""
        return cls(os.open(path, os.O_PATH | os.O_CLOEXEC), rights)


def abi() -> int:
    """The version that the kernel speaks. Raises OSError when it has no Landlock, or has it turned off."""
    try:
        return kernel.syscall(_CREATE_RULESET, None, 0, _VERSION)
    except OSError as error:
        if error.errno in (errno.ENOSYS, errno.EOPNOTSUPP):
            raise OSError("this kernel has no Landlock, or it is turned off; Linux 5.13 has it") from None
        raise


def restrict(grants: Iterable[Grant]) -> None:
    """Take every right on files from this process and its children, but for `grants`; and TCP, and scopes.

    The process can get no new privileges: the kernel asks for that.

    Raises:
        OSError: the kernel refuses, or doesn't do what it says.
    """
    version = abi()
    rights = (1 << _RIGHTS[min(version, max(_RIGHTS))]) - 1
    tcp = _ALL_TCP if version >= _TCP_SINCE else 0
    scopes = _ALL_SCOPES if version >= _SCOPES_SINCE else 0
    # An older kernel takes the longer structure as long as the rest of it is zero.
    ruleset = kernel.syscall(_CREATE_RULESET, _ATTRIBUTES.pack(rights, tcp, scopes), _ATTRIBUTES.size, 0)
    try:
        for grant in grants:
            kernel.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, _BENEATH.pack(grant.rights & rights, grant.descriptor), 0)
        kernel.syscall(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    _check()


def _check() -> None:
    try:
        os.listdir("/")
    except PermissionError:
        return
    raise OSError("the kernel took the rules, and doesn't keep them")
