"""System calls of Linux that Python has no name for."""

import ctypes
import os
import sys
from collections.abc import Callable

IS_LINUX = sys.platform == "linux"

# linux/prctl.h
PR_SET_PDEATHSIG = 1
PR_GET_DUMPABLE = 3
PR_SET_DUMPABLE = 4
PR_SET_KEEPCAPS = 8
PR_GET_SECCOMP = 21
PR_SET_SECCOMP = 22
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_GET_NO_NEW_PRIVS = 39

_LIBC = ctypes.CDLL(None, use_errno=True) if IS_LINUX else None
# Looked up here once, not in every worker.
_SYSCALL, _PRCTL, _CAPGET, _CAPSET = (getattr(_LIBC, name, None) for name in ("syscall", "prctl", "capget", "capset"))

Argument = int | bytes | ctypes.Array[ctypes.c_char] | None


def syscall(number: int, *arguments: Argument) -> int:
    """What the system call returns.

    Raises:
        OSError: it refuses, or this is no Linux.
    """
    return _called(_SYSCALL, number, *arguments)


def prctl(option: int, value: Argument = 0, other: Argument = 0) -> int:
    """What prctl(2) returns. Raises OSError as `syscall`."""
    return _called(_PRCTL, option, value, other, 0, 0)


def capget(header: bytes, sets: ctypes.Array[ctypes.c_char]) -> None:
    """Fill in the sets of capabilities, see capget(2). Raises OSError as `syscall`."""
    _called(_CAPGET, header, sets)


def capset(header: bytes, sets: bytes) -> None:
    """Change the sets of capabilities. Raises OSError as `syscall`."""
    _called(_CAPSET, header, sets)


def guard_this_process() -> None:
    """Make this process undumpable: no other one of the same user may look into its memory, or trace it.

    Raises:
        OSError: it can't be.
    """
    prctl(PR_SET_DUMPABLE, 0)
    if prctl(PR_GET_DUMPABLE) != 0:
        raise OSError("the process is dumpable still")


def _called(function: Callable[..., int] | None, *arguments: Argument) -> int:
    if function is None:
        raise OSError("only Linux has this system call")
    # A plain int would be passed as 32 bits: the kernel takes registers.
    result = function(*[ctypes.c_long(one) if isinstance(one, int) else one for one in arguments])
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result
