"""A worker has no capabilities and no way to any, not as root either, and nobody else of its user looks into it."""

import ctypes
import os
import signal
import struct

from . import kernel

_HEADER = struct.pack("=Ii", 0x20080522, 0)  # linux/capability.h: version 3, this process
_NONE = bytes(24)  # effective, permitted and inheritable, in two halves of 32 bits


def take_no_new() -> None:
    """No program that is started from here on gets more rights by it. Other layers need that, too. Raises OSError."""
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if kernel.prctl(kernel.PR_GET_NO_NEW_PRIVS) != 1:
        raise OSError("programs can get new privileges")


def give_up() -> None:
    """Give up all capabilities, for good: a program that the worker starts, even as root, gets none back.

    Raises:
        OSError: the kernel refuses, or doesn't do what it says.
    """
    take_no_new()
    kernel.capset(_HEADER, _NONE)
    left = ctypes.create_string_buffer(_NONE, len(_NONE))
    kernel.capget(_HEADER, left)
    if left.raw != _NONE:
        raise OSError("capabilities are left")


def belong_to(parent: int) -> None:
    """End with the process `parent`, and be looked into by nobody. A change of user would undo both.

    Raises:
        OSError: the kernel refuses; or `parent` has gone already, and this process with it.
    """
    kernel.guard_this_process()
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
