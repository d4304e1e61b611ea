"""System calls of Linux that Python has no name for."""

import ctypes
import os
import sys

IS_LINUX = sys.platform == "linux"

# linux/prctl.h
PR_SET_PDEATHSIG = 1
PR_GET_DUMPABLE = 3
PR_SET_DUMPABLE = 4
PR_GET_SECCOMP = 21
PR_SET_SECCOMP = 22
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_GET_NO_NEW_PRIVS = 39

_LIBC = ctypes.CDLL(None, use_errno=True) if IS_LINUX else None

Argument = int | bytes | ctypes.Array[ctypes.c_char] | None


def call(name: str, *arguments: Argument) -> int:
    """What the C library's function `name` returns. Raises OSError as `syscall`."""
    return _called(name, *arguments)


def syscall(number: int, *arguments: Argument) -> int:
    """What the system call returns.

    Raises:
        OSError: it refuses, or this is no Linux.
    """
    return _called("syscall", number, *arguments)


def prctl(option: int, value: Argument = 0, other: Argument = 0) -> int:
    """What prctl(2) returns. Raises OSError as `syscall`."""
    return _called("prctl", option, value, other, 0, 0)


def guard_this_process() -> None:
    """Make this process undumpable: no other one of the same user may look into its memory, or trace it.

    Raises:
        OSError: it can't be.
    """
    prctl(PR_SET_DUMPABLE, 0)
    if prctl(PR_GET_DUMPABLE) != 0:
        raise OSError("the process is dumpable still")


def _called(name: str, *arguments: Argument) -> int:
    if _LIBC is None:
        raise OSError("only Linux has this system call")
    # A plain int would be passed as 32 bits: the kernel takes registers.
    words = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    result = int(getattr(_LIBC, name)(*words))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result
