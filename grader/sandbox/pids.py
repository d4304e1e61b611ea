"""Whether a process is there."""

import os
import time
from pathlib import Path

_LOOK_EVERY = 0.005  # seconds


def is_there(pid: int) -> bool:
    """Whether a process runs, sleeps or stands still; one that only its parent has not taken note of is gone."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's
    try:
        state = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0]
    except (OSError, IndexError):
        return not Path("/proc/self/stat").exists()  # gone meanwhile; or a system without /proc
    return state not in (b"Z", b"X")


def ends_within(seconds: float, pid: int) -> bool:
    """Whether a process is gone within so many seconds."""
    deadline = time.monotonic() + seconds
    while is_there(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(_LOOK_EVERY)
    return True
