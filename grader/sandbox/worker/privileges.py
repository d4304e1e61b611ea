"""A worker has no capabilities and no way to any, not as root either, and nobody else of its user looks into it."""

import ctypes
import os
import signal
import struct

from . import kernel

_HEADER = struct.pack("=Ii", 0x20080522, 0)  # linux/capability.h: version 3, this process
_SETS = struct.Struct("=6I")  # effective, permitted and inheritable, in two halves of 32 bits
TO_READ = 1 << 2  # CAP_DAC_READ_SEARCH: to read whatever the file's mode


def take_no_new() -> None:
    """No program that is started from here on gets more rights by it. Other layers need that, too. Raises OSError."""
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if kernel.prctl(kernel.PR_GET_NO_NEW_PRIVS) != 1:
        raise OSError("programs can get new privileges")


def give_up(kept: int = 0) -> None:
    """Give up all capabilities but `kept`, for good: a program that the worker starts, even as root, gets none back.

    Raises:
        OSError: the kernel refuses, or doesn't do what it says.
    """
    take_no_new()
    wanted = _SETS.pack(kept, kept, 0, 0, 0, 0)
    kernel.capset(_HEADER, wanted)
    left = ctypes.create_string_buffer(_SETS.size)
    kernel.capget(_HEADER, left)
    if left.raw != wanted:
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
