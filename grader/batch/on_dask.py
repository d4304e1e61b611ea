"""Grade on a Dask cluster: submissions go out with the exam, never with the solutions, as fast as marks come back.

Which process may grade is known to `staff.py`, what it does there to `on_worker.py`. This is the one module that needs
the package `distributed`.
"""

import asyncio
import contextlib
import itertools
import logging
import time
import uuid
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import Any, Self

import dask
import distributed
from distributed.versions import VersionMismatchWarning

from grader.batch.job import Job, Outcome, Setting
from grader.batch.marker import refused
from grader.batch.on_worker import grade_here, leave_seat
from grader.batch.staff import Staff
from grader.cohort.hand_in import HandIn
from grader.cohort.parcel import packed
from grader.errors import InputError, MachineryError
from grader.escape import printable

_CONNECT_SECONDS = 10.0
_CLOSE_SECONDS = 5.0
_ROLL_SECONDS = 1.0
# That the result of a job which is done may take to arrive: who has it may have died just then.
_ARRIVE_SECONDS = 20.0
# One submission is graded, the next one is there already, and no more are read. What is tried again is there alone: a
# worker that dies of it takes no other with it.
_AT_ONCE = 2
_AT_ONCE_AGAIN = 1
# So often a job goes to another process because one has lost its marker.
_MOST_MOVES = 10


@dataclass(frozen=True)
class _Absent:
    """The answer of a process that has no marker for the run."""

    address: str


@dataclass
class _Sent:
    """A job that is out, and to whom it may go."""

    job: Job
    allowed: frozenset[str]
    moves: int
    future: Any


class DaskEngine:
    """The workers of the cluster whose scheduler is at `scheduler`. See `grader.batch.job.Engine`.

    `say` is told what whoever waits should know. TLS is set up in Dask's own configuration.
    """

    def __init__(self, setting: Setting, scheduler: str, say: Callable[[str], None]) -> None:
        self._setting = replace(setting, has_reference=False)
        self._address = scheduler
        self._say = say
        self._run = uuid.uuid4().hex
        self._numbers = itertools.count()
        self._done: SimpleQueue[Any] = SimpleQueue()
        self._sent: dict[str, _Sent] = {}
        self._again: deque[tuple[Job, int]] = deque()
        self._client: Any = None
        self._staff: Staff
        self._rolled_at = 0.0
        self._at_once = _AT_ONCE

    def __enter__(self) -> Self:
        self._client = _connected(self._address, self._say)
        self._staff = Staff(self._client, self._run, self._setting, self._say, self._done)
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave the cluster as it was. What can't be reached any more has nothing of ours for long."""
        with contextlib.suppress(Exception):
            if self._client.status == "running":
                self._client.cancel([sent.future for sent in self._sent.values()], force=True)
                self._staff.leave()
                self._client.run(_left, self._run, wait=False, on_error="ignore")
        with contextlib.suppress(Exception):
            self._client.close(timeout=_CLOSE_SECONDS)

    def outcomes(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
        """See `Engine`."""
        waiting = iter(jobs)
        while self._is_left(waiting) or self._sent:
            self._call_roll()
            yield from self._feed(waiting)
            try:
                future = self._done.get(timeout=_ROLL_SECONDS)
            except Empty:
                continue
            if not self._staff.answered(future):
                yield from self._came_back(future)
        self._at_once = _AT_ONCE_AGAIN

    def _is_left(self, waiting: Iterator[Job]) -> bool:
        """Whether there is a job to be sent."""
        if not self._again and (job := next(waiting, None)) is not None:
            self._again.append((job, 0))
        return bool(self._again)

    def _feed(self, waiting: Iterator[Job]) -> Iterator[tuple[Job, Outcome]]:
        """Send as many as there is room for. Yields what can't be sent."""
        while len(self._sent) < self._at_once * len(self._staff.ready) and self._is_left(waiting):
            job, moves = self._again.popleft()
            try:
                self._send(job, moves)
            except InputError as error:
                yield job, refused(job, error)

    def _send(self, job: Job, moves: int) -> None:
        parcel = packed(job.handed) if isinstance(job.handed, HandIn) else job.handed
        key = f"conv-grader-{self._run}-{next(self._numbers)}"
        allowed = frozenset(self._staff.ready)
        future = self._client.submit(
            _graded,
            self._run,
            replace(job, handed=parcel),
            key=key,
            workers=sorted(allowed),
            allow_other_workers=False,
            pure=False,
        )
        self._sent[key] = _Sent(job, allowed, moves, future)
        future.add_done_callback(self._done.put)

    def _came_back(self, future: Any) -> Iterator[tuple[Job, Outcome]]:
        sent = self._sent.get(future.key)
        if sent is None or sent.future is not future:
            return  # nobody waits for it any more
        if future.status == "pending":  # it was done, and who had the result has died
            future.add_done_callback(self._done.put)
            return
        try:
            result = future.result(timeout=_ARRIVE_SECONDS)
        except distributed.client.FutureCancelledError:
            self._check_scheduler()
            self._send_again(sent, sent.moves + 1)
            return
        except distributed.scheduler.KilledWorker:
            result = _died("the workers that graded it have died, one after another (too little memory?)")
        except TimeoutError:
            future.add_done_callback(self._done.put)
            return
        except Exception as error:  # Dask's own troubles are of many kinds, and cost no more than another try
            self._check_scheduler()
            result = _died(f"the cluster failed on it ({type(error).__name__}: {error})")
        if isinstance(result, _Absent):
            self._staff.forget(result.address)
            if sent.moves < _MOST_MOVES:
                self._send_again(sent, sent.moves + 1)
                return
            result = _died("one worker after another has lost the place where it grades")
        del self._sent[future.key]
        yield sent.job, result

    def _send_again(self, sent: _Sent, moves: int) -> None:
        del self._sent[sent.future.key]
        self._client.cancel([sent.future], force=True)
        self._again.append((sent.job, moves))

    def _call_roll(self) -> None:
        """Once a second: who has come, who has gone, and what was to be done by those alone."""
        self._check_scheduler()
        if time.monotonic() - self._rolled_at >= _ROLL_SECONDS:
            self._rolled_at = time.monotonic()
            try:
                self._staff.call_roll()
            except Exception:  # whichever way it can't be asked
                raise self._lost() from None
            for sent in list(self._sent.values()):
                if not sent.allowed & self._staff.present:
                    self._send_again(sent, sent.moves)
        self._staff.check()

    def _check_scheduler(self) -> None:
        if self._client.status != "running":
            raise self._lost()

    def _lost(self) -> MachineryError:
        return MachineryError(
            f"the scheduler at {printable(self._address)} can't be reached any more: what is graded is kept; "
            "start the cluster again, and the same command goes on"
        )


def _graded(run: str, job: Job) -> Outcome | _Absent:
    """Runs on a worker."""
    outcome = grade_here(run, job)
    return outcome if outcome is not None else _Absent(str(distributed.get_worker().address))


async def _left(run: str) -> None:
    """Runs on a worker, beside the submissions: nobody waits for it."""
    await asyncio.to_thread(leave_seat, run)


def _died(reason: str) -> Outcome:
    return Outcome("machinery", printable(reason, 1000))


def _connected(address: str, say: Callable[[str], None]) -> Any:
    """A client of the scheduler at `address`. Raises InputError: there is none."""
    _be_quiet()
    dask.config.set(
        {"distributed.admin.large-graph-warning-threshold": "1GiB"}
    )  # submissions have a limit of their own
    try:
        asyncio.run(_try(address))
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always", VersionMismatchWarning)
            client = distributed.Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        why = str(error).split("\n")[0] or "what is there does not speak as one"
        raise InputError(
            f"no Dask scheduler answers at {printable(address)} ({printable(why, 300)}): start one, or give the "
            "address that it tells when it starts"
        ) from None
    if any(issubclass(one.category, VersionMismatchWarning) for one in warned):
        say("the cluster has other versions of Dask's packages than this machine: if it fails, install the same ones")
    return client


async def _try(address: str) -> None:
    """Connect and hang up: a client that can't connect leaves more behind than an exception."""
    keys = distributed.Security().get_connection_args("client")
    connecting = distributed.comm.connect(address, timeout=_CONNECT_SECONDS, **keys)
    comm = await asyncio.wait_for(connecting, 2 * _CONNECT_SECONDS)  # Dask waits for ever for what says nothing
    await comm.close()


def _be_quiet() -> None:
    """What Dask logs of troubles reaches us as exceptions, too. Who has configured its logs gets them."""
    if not any(dask.config.get(name, None) for name in ("logging", "distributed.logging", "logging-file-config")):
        for name in ("distributed", "tornado", *logging.root.manager.loggerDict):
            if name.partition(".")[0] in ("distributed", "tornado"):
                logging.getLogger(name).setLevel(logging.CRITICAL + 1)
