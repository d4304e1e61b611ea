"""Attempts to use more than was given."""

import mmap
import os
import resource

GIB = 2**30
MANY_FILES = 1000


def takes_memory() -> int:
    """Take 3 GiB; only the last page is touched."""
    try:
        with mmap.mmap(-1, 3 * GIB) as memory:
            memory[3 * GIB - 1] = 1
    except (OSError, MemoryError, ValueError):
        return 0
    return 1


def opens_files() -> int:
    """Open a thousand files."""
    opened = []
    try:
        for _ in range(MANY_FILES):
            opened.append(os.open(os.devnull, os.O_RDONLY))  # noqa: PERF401  # those before a failure are closed
    except OSError:
        return 0
    finally:
        for descriptor in opened:
            os.close(descriptor)
    return 1


def raises_limits() -> int:
    """Raise a limit of its own."""
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU):
        _soft, hard = resource.getrlimit(kind)
        more = hard + 4096
        if hard == resource.RLIM_INFINITY:
            return 1
        try:
            resource.setrlimit(kind, (more, more))
        except (OSError, ValueError):
            continue
        return 1
    return 0


def takes_precedence() -> int:
    """Go before others."""
    try:
        os.setpriority(os.PRIO_PROCESS, 0, -5)
    except OSError:
        return 0
    return 1


def takes_all_processors() -> int:
    """Choose its processors."""
    try:
        os.sched_setaffinity(0, range(os.cpu_count() or 1))
    except OSError:
        return 0
    return 1
