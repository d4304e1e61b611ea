"""Grade on this machine: some processes side by side, each with a marker; one that dies is replaced."""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
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
        if error[0] is None:
            for slot in self._slots:
                slot.end()
        else:
            for act in (*(slot.stop for slot in self._slots), *(slot.end for slot in self._slots)):
                _surely(act)

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


def _surely(act: Callable[[], None]) -> None:
    """Do it, though whoever has pressed Ctrl-C presses it again: else processes would go on, and we wait for them."""
    while True:
        try:
            return act()
        except KeyboardInterrupt:
            continue


def _failed(error: BrokenProcessPool) -> Future[Outcome]:
    future = Future[Outcome]()
    future.set_exception(error)
    return future


class _Slot:
    """One process with a marker."""

    def __init__(self, setting: Setting) -> None:
        self._pool = ProcessPoolExecutor(1, mp_context=_START, initializer=_begin, initargs=(setting,))
        # Ctrl-C in a terminal is for all processes there: for this one it waits until `_begin` has seen to it.
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            self._pid = self._pool.submit(os.getpid)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)

    def submit(self, job: Job) -> Future[Outcome]:
        try:
            return self._pool.submit(_graded, job)
        except BrokenProcessPool as error:  # it has died while it had nothing to do
            return _failed(error)

    def stop(self) -> None:
        """Have the process leave what it is doing; one that is still starting is waited for, else it would begin."""
        with contextlib.suppress(BrokenProcessPool, ProcessLookupError):
            pid = self._pid.result()
            os.kill(pid, signal.SIGTERM)
            os.kill(pid, signal.SIGCONT)  # whoever is stopped hears nothing

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
    is_over = False


def _begin(setting: Setting) -> None:
    """Make this process ready; nothing in here may fail, since nobody would be told why."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which then ends us
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    signal.signal(signal.SIGTERM, _stop)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_outlive_nobody, args=(parent.sentinel,), daemon=True).start()
    _Here.setting = setting


def _stop(_signal: int, _frame: object) -> None:
    _Here.is_over = True
    if _Here.is_busy:  # else there is nothing to be cleaned up, and nothing will be begun any more
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
        if _Here.is_over:
            raise _Stopped
        return _Here.marker.graded(job)
    finally:
        _Here.is_busy = False
        signal.alarm(0)
