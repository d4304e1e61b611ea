"""How much a submission may use, and how its use is counted."""

import os
import time
from dataclasses import dataclass, replace

# Time is counted as processor time, so that a busy machine costs no points; a clock on the wall bounds those who
# sleep. This many seconds on the wall count as one.
WALL_FACTOR = 4.0


@dataclass(frozen=True)
class Limits:
    """Bounds on one call, on one exercise, on one submission, and on one worker.

    Graded cases are small: four plain loops need milliseconds for one, the slowest correct code that was seen
    needed 4 s for all of a function's cases.
    """

    call_seconds: float = 5.0
    exercise_seconds: float = 60.0
    submission_seconds: float = 300.0
    memory_mib: int = 2048
    printed_mib: int = 64
    load_seconds: float = 10.0  # for what a file does when it is imported: some test themselves
    threads: int = 256  # a pool of 64 is seen now and then
    timeouts: int = 3  # after so many, a function is not asked any more
    crashes: int = 5  # the same for crashes, and for running out of memory

    def for_explaining(self) -> "Limits":
        """The same for questions on which no mark hangs: nobody waits for what takes its time."""
        return replace(
            self,
            call_seconds=min(self.call_seconds, 1.0),
            exercise_seconds=min(self.exercise_seconds, 2.0),
            submission_seconds=min(self.submission_seconds, 4.0),
            timeouts=1,
            crashes=2,
        )


class Meter:
    """Adds up what was used: processor seconds, or seconds on the wall divided by WALL_FACTOR if that is more."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._processor = 0.0
        self._wall = 0.0

    def add(self, processor: float, wall: float) -> None:
        """Count one call."""
        self._processor += processor
        self._wall += wall

    @property
    def used_up(self) -> bool:
        """Whether nothing is left."""
        return max(self._processor, self._wall / WALL_FACTOR) > self.seconds


def processor_seconds(pid: int) -> float:
    """The processor time of all threads of another process, read from outside: nothing in it can change the figure.

    On systems without such a clock, the time on the wall.

    Raises:
        ProcessLookupError: there is no such process.
    """
    if not _HAS_CLOCK:
        return time.monotonic()
    try:
        return time.clock_gettime(_clock_of(pid))
    except OSError:
        raise ProcessLookupError(pid) from None


def threads_of(pid: int) -> int:
    """How many threads another process has; where that can't be seen, one."""
    try:
        with open(f"/proc/{pid}/stat", "rb", buffering=0) as file:
            # Behind the name, which may hold anything, a bracket too: the count is the 20th field, see proc(5).
            return int(file.read(1024).rpartition(b")")[2].split()[17])
    except (OSError, IndexError):
        return 1


def _clock_of(pid: int) -> int:
    return (~pid << 3) | 2  # CPUCLOCK_SCHED of a process, see Linux' posix-cpu-timers


def _has_clock() -> bool:
    try:
        time.clock_gettime(_clock_of(os.getpid()))
    except (OSError, AttributeError, OverflowError):
        return False
    return True


_HAS_CLOCK = _has_clock()
