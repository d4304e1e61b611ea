"""How far a run is: a line now and then, for logs and pipes. A live bar for terminals is in `live.py`."""

import contextlib
import os
import time
from collections.abc import Callable
from typing import Protocol, Self, TextIO

from grader.batch.job import Job, Outcome
from grader.duration import duration
from grader.escape import log_line

_SECONDS_BETWEEN = 10.0


class Progress(Protocol):
    """Who is told how far a run is. It is a context manager."""

    def begin(self, waiting: int, before: int) -> None:
        """So many are to be graded; so many have been `before`."""
        ...

    def came_back(self, job: Job, outcome: Outcome, is_over: bool) -> None:
        """One has come back; it isn't over if it is tried again."""
        ...

    def say(self, line: str) -> None:
        """A line for whoever watches."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...


class Tally:
    """What has been counted of a run, and what follows from it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = clock()
        self.waiting = 0
        self.done = 0
        self.faults = 0

    def begin(self, waiting: int) -> None:
        """Count from now on."""
        self.waiting = waiting
        self._started = self._clock()

    def count(self, outcome: Outcome) -> None:
        """One more is over."""
        self.done += 1
        self.faults += outcome.state != "graded"

    @property
    def rate(self) -> float:
        """Submissions a second."""
        seconds = self._clock() - self._started
        return self.done / seconds if seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long it will take, if it goes on like this."""
        return (self.waiting - self.done) / self.rate if self.rate else None


class Lines:
    """See `Progress`: lines for a log, one every ten seconds, and one for each submission that isn't graded."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._tally = Tally(clock)
        self._told_at = clock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Nothing is left open."""

    def begin(self, waiting: int, before: int) -> None:
        """See `Progress`."""
        self._tally.begin(waiting)
        self._told_at = self._clock()
        self.say(f"{waiting} to grade" + (f", {before} are graded already" if before else ""))

    def came_back(self, job: Job, outcome: Outcome, is_over: bool) -> None:
        """See `Progress`."""
        if fault := fault_line(job, outcome, is_over):
            self.say(fault)
        if not is_over:
            return
        self._tally.count(outcome)
        now = self._clock()
        if now - self._told_at >= _SECONDS_BETWEEN or self._tally.done == self._tally.waiting:
            self._told_at = now
            self.say(self._state())

    def say(self, line: str) -> None:
        """See `Progress`."""
        try:
            print(log_line(line), file=self._stream, flush=True)
        except OSError:  # nobody listens any more: `... 2>&1 | head`, or a full disk with the log
            with contextlib.suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())

    def _state(self) -> str:
        tally = self._tally
        left = tally.seconds_left
        parts = [f"{tally.done} of {tally.waiting}", f"{tally.rate:.1f} a second"]
        if left and tally.done < tally.waiting:
            parts.append(f"about {duration(left)} left")
        if tally.faults:
            parts.append(f"{tally.faults} not graded")
        return ", ".join(parts)


def fault_line(job: Job, outcome: Outcome, is_over: bool) -> str:
    """One line about a submission that isn't graded; empty if it is."""
    if outcome.state == "graded":
        return ""
    if outcome.state == "unusable":
        return f"{job.id}: can't be used: {outcome.reason}"
    return f"{job.id}: not graded{'' if is_over else ', will be tried again'}: {outcome.reason}"
