"""How much a worker may use of what the kernel counts."""

import resource
import signal

OPEN_FILES = 64  # NumPy and honest code need a dozen
PROCESSES = 256  # with threads: a pool of 64 is seen now and then


def bound(memory_bytes: int, cpu_seconds: int, is_alone: bool) -> None:
    """Set the limits, for good. `is_alone`: no other process has this user, so that its processes can be counted.

    Raises:
        OSError: the system refuses one of them.
    """
    most = {
        "RLIMIT_CPU": cpu_seconds,
        "RLIMIT_AS": memory_bytes,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_MSGQUEUE": 0,  # of POSIX, which outlive the process
    }
    if is_alone:
        most["RLIMIT_NPROC"] = PROCESSES
    for name, value in most.items():
        if hasattr(resource, name):  # not every system has all of them
            _limit(name, value)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond the limit raises OSError instead of killing


def _limit(name: str, most: int) -> None:
    kind = getattr(resource, name)
    _soft, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    try:
        resource.setrlimit(kind, (most, most))
    except (ValueError, OSError):
        raise OSError(f"the system takes no {name}") from None
