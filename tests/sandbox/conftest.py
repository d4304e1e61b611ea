"""Small submissions that sit in real workers."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from grader.failure import Failure, StudentFailure
from grader.intake import Submission
from grader.sandbox.limits import Limits, Meter
from grader.sandbox.nursery import Nursery
from grader.sandbox.session import Session
from grader.sandbox.sitting import Sitting
from grader.sandbox.worker.desk import Returns
from grader.sandbox.worker.wire import Value

Files = Mapping[str, str]

BARE = ("process", "rlimits")  # layers that leave a worker free to start processes and to read files


class SittingOf(Protocol):
    """`sitting_of({"sub.py": "..."})` is the sitting of a submission of these files."""

    def __call__(self, files: Files, limits: Limits | None = None, broken: Mapping[str, str] | None = None) -> Sitting:
        """With the usual limits, or others; `broken` says which of the files can't be read, and why."""
        ...


class SessionOf(Protocol):
    """`session_of("def f(): ...")` is a session with a submission of this one file, sub.py."""

    def __call__(self, source: str, limits: Limits | None = None) -> Session:
        """With the usual limits, or others."""
        ...


@pytest.fixture
def sitting_of(tmp_path: Path, nursery: Nursery) -> SittingOf:
    """See `SittingOf`."""

    def make(files: Files, limits: Limits | None = None, broken: Mapping[str, str] | None = None) -> Sitting:
        for name, content in files.items():
            path = tmp_path / "handed_in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        broken = broken or {}
        readable = tuple(name for name in files if name not in broken)
        submission = Submission("handed_in", tmp_path, "handed_in", readable, (), broken)
        limits = limits or Limits()
        return Sitting(submission, nursery, limits, Meter(limits.submission_seconds))

    return make


@pytest.fixture(scope="session")
def bare_nursery() -> Iterator[Nursery]:
    """Where workers come from that may start processes: it is as if the kernel knew nothing better."""
    with Nursery(BARE) as nursery:
        yield nursery


@pytest.fixture
def bare_session_of(sitting_of: SittingOf, bare_nursery: Nursery) -> Iterator[SessionOf]:
    """As `SessionOf`, with workers of the `bare_nursery`."""
    with contextlib.ExitStack() as sessions:

        def make(source: str, limits: Limits | None = None) -> Session:
            sitting = sitting_of({"sub.py": source}, limits)
            sitting.nursery = bare_nursery
            return sessions.enter_context(Session(sitting, "sub", "f"))

        yield make


@pytest.fixture
def session_of(sitting_of: SittingOf) -> Iterator[SessionOf]:
    """See `SessionOf`."""
    with contextlib.ExitStack() as sessions:

        def make(source: str, limits: Limits | None = None) -> Session:
            return sessions.enter_context(Session(sitting_of({"sub.py": source}, limits), "sub", "f"))

        yield make


@pytest.fixture
def failure_of() -> Callable[..., Failure]:
    """`failure_of(session, "f", 1, returns="array")` is how a call of `f` fails."""

    def make(session: Session, name: str = "f", *arguments: Value, returns: Returns = "number") -> Failure:
        with pytest.raises(StudentFailure) as failed:
            session.call(name, *arguments, returns=returns)
        return failed.value.failure

    return make


@pytest.fixture
def told(session_of: SessionOf, failure_of: Callable[..., Failure]) -> Callable[..., str]:
    """`told("import os", "os.getcwd()")` is what this expression is in a worker, as text."""
    return partial(_told, session_of, failure_of)


@pytest.fixture
def bare_told(bare_session_of: SessionOf, failure_of: Callable[..., Failure]) -> Callable[..., str]:
    """As `told`, in a worker of the `bare_nursery`."""
    return partial(_told, bare_session_of, failure_of)


def _told(
    session_of: SessionOf,
    failure_of: Callable[..., Failure],
    setting: str,
    expression: str,
    limits: Limits | None = None,
) -> str:
    """A number would come back as an answer; text comes back as the message of an exception."""
    session = session_of(f"{setting}\ndef f():\n    raise LookupError({expression})\n", limits)
    message = failure_of(session).facts["message"]
    assert isinstance(message, str)
    return message
