"""Grade on this machine: some processes side by side, each with a marker; one that dies is replaced."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait as wait_for
from typing import Self

from grader.batch.job import Job, Outcome, Setting
from grader.batch.marker import Marker
from grader.sandbox.limits import WALL_FACTOR

# A marker that is busy for longer than any submission may take has a fault of its own, and is ended.
_SPARE_SECONDS = 600

# Not fork: this process has threads, and holds a database.
_START = multiprocessing.get_context("spawn")


class LocalEngine:
    """`jobs` processes of this machine. See `grader.batch.job.Engine`."""

    def __init__(self, setting: Setting, jobs: int) -> None:
        self._setting = setting
        self._jobs = jobs
        self._slots: list[_Slot] = []

    def __enter__(self) -> Self:
        self._slots = [_Slot(self._setting) for _ in range(self._jobs)]
        return self

    def __exit__(self, *error: object) -> None:
        if error[0] is not None:
            for slot in self._slots:
                slot.stop()
        for slot in self._slots:
            slot.end()

    def outcomes(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
        """See `Engine`."""
        waiting = iter(jobs)
        busy: dict[Future[Outcome], tuple[Job, _Slot]] = {}
        for slot in self._slots:  # one for each: who waits behind another might wait for long
            _feed(slot, waiting, busy)
        while busy:
            done, _still = wait(busy, return_when=FIRST_COMPLETED)
            for future in done:
                job, slot = busy.pop(future)
                try:
                    outcome = future.result()
                except BrokenProcessPool:
                    slot = self._instead_of(slot)
                    outcome = Outcome("machinery", "the process that graded it has died (too little memory?)")
                _feed(slot, waiting, busy)  # before anybody takes time for the outcome
                yield job, outcome

    def _instead_of(self, broken: "_Slot") -> "_Slot":
        """The process that takes the place of one that has died."""
        broken.end()
        slot = self._slots[self._slots.index(broken)] = _Slot(self._setting)
        return slot


def _feed(slot: "_Slot", waiting: Iterator[Job], busy: "dict[Future[Outcome], tuple[Job, _Slot]]") -> None:
    job = next(waiting, None)
    if job is not None:
        busy[slot.submit(job)] = job, slot


class _Slot:
    """One process with a marker."""

    def __init__(self, setting: Setting) -> None:
        self._pool = ProcessPoolExecutor(1, mp_context=_START, initializer=_begin, initargs=(setting,))
        self._pid = self._pool.submit(os.getpid)

    def submit(self, job: Job) -> Future[Outcome]:
        return self._pool.submit(_graded, job)

    def stop(self) -> None:
        """Have the process leave what it is doing."""
        if self._pid.done() and self._pid.exception() is None:
            os.kill(self._pid.result(), signal.SIGTERM)

    def end(self) -> None:
        """Wait until the process has done what it was told, and is gone."""
        self._pool.shutdown(wait=True, cancel_futures=True)


class _Stopped(BaseException):
    """The run is over: everything on the way out cleans up after itself."""


class _Here:
    """What this process has, if it is one of the engine's."""

    setting: Setting | None = None
    marker: Marker | None = None
    is_busy = False


def _begin(setting: Setting) -> None:
    """Make this process ready; nothing in here may fail, since nobody would be told why."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which then ends us
    signal.signal(signal.SIGTERM, _stop)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_outlive_nobody, args=(parent.sentinel,), daemon=True).start()
    _Here.setting = setting


def _stop(_signal: int, _frame: object) -> None:
    if _Here.is_busy:  # else there is nothing to be cleaned up, and the engine has said that it is over
        raise _Stopped


def _outlive_nobody(parent: int) -> None:
    wait_for([parent])
    os.kill(os.getpid(), signal.SIGKILL)


def _graded(job: Job) -> Outcome:
    """Runs in a process of the engine. Raises GraderError where it can grade nothing at all."""
    assert _Here.setting is not None
    if _Here.marker is None:
        _Here.marker = Marker(_Here.setting)
    limits = _Here.setting.terms.limits
    signal.alarm(int(limits.submission_seconds * WALL_FACTOR) * 2 + _SPARE_SECONDS)  # SIGALRM ends this process
    _Here.is_busy = True
    try:
        return _Here.marker.graded(job)
    finally:
        _Here.is_busy = False
        signal.alarm(0)
