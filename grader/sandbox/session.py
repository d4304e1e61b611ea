"""A submission that sits in workers: one fresh worker for each exercise, another when that one is gone."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.failure import Failure, NotAsked, StudentFailure
from grader.intake import Submission, defines, sources_for
from grader.sandbox.client import Client, plain_facts
from grader.sandbox.limits import Limits, Meter
from grader.sandbox.nursery import Nursery
from grader.sandbox.worker.desk import Reply
from grader.sandbox.worker.wire import Value
from grader.sandbox.worker_handle import Worker, WorkerGone


@dataclass
class Sitting:
    """What is known of one submission while the exercises of a stem are asked one after another.

    The `meter` is the whole submission's.
    """

    submission: Submission
    nursery: Nursery
    limits: Limits
    meter: Meter
    names: frozenset[str] = frozenset()  # everything that is asked for in the assignment
    found: dict[str, str | Failure] = field(default_factory=dict)
    dead: dict[str, str] = field(default_factory=dict)
    ended: dict[str, list[Failure]] = field(default_factory=dict)  # by function: the workers that it ended
    output: dict[str, bytes] = field(default_factory=dict)  # what was printed, by exercise


class Session(Client):
    """One exercise of one submission. Use it as a context manager; at its end its worker is gone."""

    def __init__(self, sitting: Sitting, exercise: str, stem: str) -> None:
        super().__init__(sitting.found, sitting.dead, sitting.names)
        self._sitting = sitting
        self._exercise = exercise
        self._stem = stem
        self._meter = Meter(sitting.limits.exercise_seconds)
        self._worker: Worker | None = None

    def exchange(self, name: str, verb: str, *arguments: Value) -> Reply:
        """See `Client.exchange`. A function that cost too many workers or too much memory is not asked any more."""
        self._refuse_if_spent(name)
        worker = self._worker = self._worker or self._new_worker()
        started, before = time.monotonic(), worker.processor
        try:
            reply = worker.ask((verb, *arguments))
            if reply[0] == "raised" and plain_facts(reply[1]).get("type") == "MemoryError":
                self._count(Failure("raised", name, plain_facts(reply[1])))
            return reply
        except WorkerGone as gone:
            failure = self._failure(name, gone)
            self._count(failure)
            raise StudentFailure(failure) from None
        finally:
            used = (worker.processor - before, time.monotonic() - started)
            self._meter.add(*used)
            self._sitting.meter.add(*used)
            if worker.ended:
                self._leave()

    def sources(self, name: str) -> list[str]:
        """See `Client.sources`."""
        return sources_for(self._sitting.submission, name, self._stem)

    def defining(self, name: str) -> list[str]:
        """See `Client.defining`."""
        return defines(self._sitting.submission, name)

    def unreadable(self) -> Mapping[str, str]:
        """See `Client.unreadable`."""
        return self._sitting.submission.broken

    def seconds(self) -> float:
        """See `Implementation.seconds`."""
        return self._worker.processor if self._worker else 0.0

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_error: object) -> None:
        self._leave()

    def _new_worker(self) -> Worker:
        return Worker(self._sitting.nursery, str(self._sitting.submission.folder), self._sitting.limits)

    def _refuse_if_spent(self, name: str) -> None:
        ended = self._sitting.ended.get(name, [])
        limits = self._sitting.limits
        if sum(one.kind == "timeout" for one in ended) >= limits.timeouts or len(ended) >= limits.crashes:
            raise NotAsked(ended[-1])
        for meter, whole in ((self._meter, self._exercise), (self._sitting.meter, "the submission")):
            if meter.used_up:
                raise NotAsked(Failure("timeout", name, {"whole": whole}))

    def _failure(self, name: str, gone: WorkerGone) -> Failure:
        if gone.timeout:
            return Failure("timeout", name, {"seconds": self._sitting.limits.call_seconds, "how": gone.how})
        return Failure("crashed", name, {"how": gone.how})

    def _count(self, failure: Failure) -> None:
        self._sitting.ended.setdefault(failure.name, []).append(failure)

    def _leave(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._loaded.clear()  # the next worker has loaded nothing yet
            output = self._sitting.output
            output[self._exercise] = (output.get(self._exercise, b"") + bytes(self._worker.output))[:4096]
            self._worker = None
