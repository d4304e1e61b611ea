"""Tries the escapes in workers, and tells which got out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from grader.errors import MachineryError
from grader.sandbox.canaries import Canaries, canaries
from grader.sandbox.escapes import ESCAPES, Escape, of_project
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import Nursery
from grader.sandbox.pids import is_there
from grader.sandbox.probes.processes import GONE_ELSEWHERE
from grader.sandbox.worker.wire import Value
from grader.sandbox.worker_handle import Worker, WorkerGone

_LIMITS = Limits(call_seconds=10.0)
_OURS = Path(__file__)  # a file of the grader, which stands for all of the project


def selftest(nursery: Nursery) -> list[str]:
    """The names of the escapes that get out of the nursery's workers, as it makes them now. It takes some 50 ms.

    Raises:
        MachineryError: they can't be tried.
    """
    try:
        with canaries({"the project": _OURS}) as found, _Prober(nursery, found) as prober:
            return [escape.name for escape in (*of_project(found), *ESCAPES) if prober.gets_out(escape)]
    except OSError as error:
        raise MachineryError(f"the self-test can't be set up: {error}") from error


def gets_out(escape: Escape, nursery: Nursery, found: Canaries) -> bool:
    """Whether the escape gets out of a worker that nothing else is tried in."""
    with _Prober(nursery, found) as prober:
        return prober.gets_out(escape)


class _Prober:
    """One worker, and another one when that is gone."""

    def __init__(self, nursery: Nursery, found: Canaries) -> None:
        self._nursery = nursery
        self._canaries = found
        self._worker: Worker | None = None
        self._loaded: set[tuple[str, str]] = set()

    def gets_out(self, escape: Escape) -> bool:
        """Whether it does."""
        with self._given(escape) as attempts:
            values = [self._tried(escape, arguments) for arguments in attempts]
        self._canaries.sweep()
        if escape.stays and any(values):
            self._leave()
            return any(is_there(pid) for pid in values if pid)
        return any(values)

    @contextmanager
    def _given(self, escape: Escape) -> Iterator[Sequence[Value]]:
        if escape.needs == "process":
            with self._canaries.process() as pid:
                yield [(pid,)]
        elif escape.needs == "worker":
            other = self._new_worker()
            try:
                yield [(other.pid,)]
            finally:
                other.end()
        else:
            yield escape.arguments(self._canaries)

    def _tried(self, escape: Escape, arguments: Value) -> int:
        try:
            if self._worker is None:
                self._worker = self._new_worker()
            if (escape.file, escape.probe) not in self._loaded:
                self._worker.ask(("load", f"{escape.file}.py", escape.probe))
                self._loaded.add((escape.file, escape.probe))
            outcome, value = self._worker.ask(("call", escape.probe, arguments, "number"))
        except WorkerGone as gone:
            self._leave()
            return int(gone.exit_status == GONE_ELSEWHERE)
        if outcome != "ok" or not isinstance(value, int):
            raise MachineryError(f"the self-test broke in {escape.name!r}: {value}")
        return value

    def _new_worker(self) -> Worker:
        return Worker(self._nursery, str(self._canaries.base), _LIMITS)

    def _leave(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._nursery.settle()
        self._worker = None
        self._loaded.clear()

    def __enter__(self) -> "_Prober":
        return self

    def __exit__(self, *_error: object) -> None:
        self._leave()
