"""What a process of a cluster does for a run: it holds a marker for it, and grades one submission at a time.

A process may be used by several runs, and by several threads. What happens here happens under one lock, since a marker
is for one submission at a time, and the language is that of the whole process.
"""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from grader import language
from grader.batch.job import Job, Outcome, Setting
from grader.batch.marker import Marker
from grader.errors import GraderError
from grader.sandbox.limits import WALL_FACTOR

# A process that is busy for longer than any submission may take has a fault of its own, and is ended.
_SPARE_SECONDS = 600
# The marker of a run that has sent nothing for so long is closed when another run comes: its run has died. If it has
# not, it makes a new one.
_IDLE_SECONDS = 3600.0
_SWEEP_SECONDS = 1.0  # that the loop of the worker may wait here


@dataclass
class _Seat:
    """A marker, and for whom."""

    marker: Marker
    setting: Setting
    used_at: float = field(default_factory=time.monotonic)


class _Here:
    """What this process has."""

    lock = threading.Lock()
    seats: ClassVar[dict[str, _Seat]] = {}  # by run
    over: ClassVar[set[str]] = set()  # runs that have ended
    busy = ""  # the run for which a submission is being graded


def take_seat(run: str, setting: Setting) -> str:
    """Make a marker for a run. Returns why this process can't grade, such as isolation that is missing; or nothing."""
    with _alone():
        for other, seat in list(_Here.seats.items()):
            if time.monotonic() - seat.used_at > _IDLE_SECONDS:
                _close(other)
        if run in _Here.over:
            return "the run is over"
        if run in _Here.seats:
            return ""
        try:
            _Here.seats[run] = _Seat(Marker(setting), setting)
        except GraderError as error:
            return str(error)
        return ""


def grade_here(run: str, job: Job) -> Outcome | None:
    """What comes of a job; nothing if this process has no marker for the run, or none any more."""
    with _alone():
        seat = _Here.seats.get(run)
        if seat is None or run in _Here.over:
            return None
        language.use(seat.setting.terms.lang)
        _Here.busy = run
        try:
            with _ended_if_stuck(seat.setting):
                return seat.marker.graded(job)
        except GraderError:  # there is no isolated place any more: whoever asks for a seat again is told why
            _close(run)
            return None
        finally:
            _Here.busy = ""
            seat.used_at = time.monotonic()


def leave_seat(run: str) -> None:
    """The run is over: what it has here is closed, at once if it is being used."""
    _Here.over.add(run)
    if _Here.busy == run and (seat := _Here.seats.get(run)):
        seat.marker.abandon()
    if _Here.lock.acquire(timeout=_SWEEP_SECONDS):  # else whoever has it sweeps
        try:
            _sweep()
        finally:
            _Here.lock.release()


def seats() -> list[str]:
    """The runs for which there is a marker."""
    return sorted(_Here.seats)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    with _Here.lock:
        try:
            yield
        finally:
            _sweep()


def _sweep() -> None:
    for run in _Here.over & _Here.seats.keys():
        _close(run)


def _close(run: str) -> None:
    with contextlib.suppress(OSError):  # its nursery may be gone
        _Here.seats.pop(run).marker.close()


@contextlib.contextmanager
def _ended_if_stuck(setting: Setting) -> Iterator[None]:
    """Whoever is stuck is killed with the process; Dask gives the job to another one."""
    seconds = setting.terms.limits.submission_seconds * WALL_FACTOR * 2 + _SPARE_SECONDS
    watch = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL))
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
