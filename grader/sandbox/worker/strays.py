"""Processes that a worker started and that left its group: they fall to the nursery, which ends them."""

import contextlib
import os
import signal
import time
from collections.abc import Collection
from pathlib import Path

from .kernel import IS_LINUX

_LONGEST = 20.0  # seconds that are spent on it; a chain of short-lived processes takes milliseconds


def end_strays(alive: Collection[int]) -> None:
    """Kill all children of this process but those `alive`, and what falls to it by that, until none is left.

    A child that a dead process leaves behind falls to the nearest ancestor that asked for it (a subreaper), us. So
    whatever a worker started, and however often that started another, becomes our child in the end.
    """
    if not IS_LINUX:  # nothing falls to us there, and there is no list of processes
        return
    deadline = time.monotonic() + _LONGEST
    while (alive or _has_children()) and time.monotonic() < deadline:
        newest = _newest()
        # Where a process was started meanwhile, it may not have been in the list of those looked at.
        if not _kill_children(alive) and _newest() == newest:
            break


def _kill_children(alive: Collection[int]) -> bool:
    """Kill those that are there at the moment, the youngest first. Returns whether there was one."""
    own = os.getpid()
    killed = []
    for pid in sorted((int(name) for name in os.listdir("/proc") if name.isdigit()), reverse=True):
        if pid not in alive and _parent(pid) == own:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            killed.append(pid)
    for pid in killed:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    return bool(killed)


def _has_children() -> bool:
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def _parent(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/stat", "rb", buffering=0) as file:
            # Behind the name, which may hold anything, a bracket too: the state and the parent.
            return int(file.read(1024).rpartition(b")")[2].split()[1])
    except (OSError, IndexError):
        return -1  # it has ended meanwhile


def _newest() -> bytes:
    """The number of the process that was started last on this machine."""
    return Path("/proc/loadavg").read_bytes().split()[-1]
