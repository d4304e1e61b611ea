"""When our own machinery fails, that is said, and no submission is blamed for it."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.errors import MachineryError
from grader.sandbox import nursery as nursery_module
from grader.sandbox import worker_handle
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import ALIVE, Nursery
from grader.sandbox.session import Session
from grader.sandbox.worker import wire
from grader.sandbox.worker_handle import Worker, WorkerGone
from tests.sandbox.conftest import BARE, SittingOf


@pytest.fixture
def own() -> Iterator[Nursery]:
    """A nursery of this test's own."""
    with Nursery() as nursery:
        yield nursery


@pytest.fixture
def reachable() -> Iterator[Nursery]:
    """A nursery of this test's own, whose workers may signal it."""
    with Nursery(BARE) as nursery:
        yield nursery


@pytest.fixture
def answering(own: Nursery) -> Iterator[socket.socket]:
    """The other end of a nursery that answers what this test makes it answer."""
    ours, theirs = socket.socketpair()
    ours.settimeout(0.2)
    real, own._control = own._control, ours
    yield theirs
    own._control = real
    ours.close()
    theirs.close()


def descriptors() -> list[str]:
    """What this process has open."""
    return sorted(os.listdir("/proc/self/fd"))


def killed(nursery: Nursery) -> None:
    """Kill the nursery's process, and wait until it is dead."""
    nursery._process.kill()
    nursery._process.wait()


def test_a_worker_is_ended_alive_or_dead(own: Nursery, tmp_path: Path) -> None:
    alive, dead = Worker(own, str(tmp_path), Limits()), Worker(own, str(tmp_path), Limits())
    os.kill(dead.pid, signal.SIGTERM)
    status = own.status(dead.pid)
    assert os.WTERMSIG(status) == signal.SIGTERM
    assert own.status(alive.pid) == ALIVE
    for worker in (alive, dead):
        worker.pid = -1  # nobody is to end it once more
        worker._leave()


def test_an_ended_worker_says_so(nursery: Nursery, tmp_path: Path) -> None:
    worker = Worker(nursery, str(tmp_path), Limits())
    assert not worker.ended
    assert worker.ask(("anew",)) == ("ok", None)
    worker.end()
    assert worker.ended
    worker.end()  # which does nothing any more


def test_a_nursery_that_is_gone_starts_nothing(own: Nursery, tmp_path: Path) -> None:
    killed(own)
    before = descriptors()
    for _ in range(2):
        with pytest.raises(MachineryError, match="the process that starts workers is gone"):
            Worker(own, str(tmp_path), Limits())
    assert descriptors() == before


def test_a_submission_whose_nursery_is_gone_is_not_marked(own: Nursery, sitting_of: SittingOf) -> None:
    sitting = sitting_of({"sub.py": "def f():\n    return 1\n"})
    sitting.nursery = own
    killed(own)
    with Session(sitting, "sub", "f") as session, pytest.raises(MachineryError):
        session.call("f", returns="number")
    assert sitting.found == {}


def test_a_nursery_that_goes_away_meanwhile_is_noticed_and_leaves_nothing_open(
    reachable: Nursery, sitting_of: SittingOf
) -> None:
    sitting = sitting_of({"sub.py": "import os\ndef f():\n    os.kill(os.getppid(), 9)\n    return 1\n"})
    sitting.nursery = reachable
    before = descriptors()
    session = Session(sitting, "sub", "f")
    assert session.call("f", returns="number") == 1
    reachable._process.wait()
    with pytest.raises(MachineryError), session:
        pass
    assert descriptors() == before


def test_a_worker_that_dies_without_a_nursery_is_no_students_fault(reachable: Nursery, sitting_of: SittingOf) -> None:
    source = "import os, time\ndef f():\n    os.kill(os.getppid(), 9)\n    time.sleep(0.1)\n    os._exit(0)\n"
    sitting = sitting_of({"sub.py": source})
    sitting.nursery = reachable
    with pytest.raises(MachineryError), Session(sitting, "sub", "f") as session:
        session.call("f", returns="number")


def test_a_worker_that_can_not_start_is_no_students_fault(nursery: Nursery, tmp_path: Path) -> None:
    before = descriptors()
    with pytest.raises(MachineryError, match="could not be made ready: ended its process with exit status 1"):
        Worker(nursery, str(tmp_path / "nowhere"), Limits())
    assert descriptors() == before


def test_a_closed_nursery_can_be_closed_again() -> None:
    nursery = Nursery()
    nursery.close()
    nursery.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"nonsense, and more of it",
        wire.frame(7, 1),
        wire.frame(0, "text"),
        wire.HEADER.pack(wire.MAGIC, 0, 3) + b"\0\0\0",
    ],
)
def test_a_nonsensical_answer_is_the_end_of_the_nursery(own: Nursery, answering: socket.socket, answer: bytes) -> None:
    answering.sendall(answer)
    with pytest.raises(MachineryError, match="is gone"):
        own.status(1)
    assert own._process.wait(20) == -signal.SIGKILL


def test_no_answer_is_the_end_of_the_nursery(own: Nursery, answering: socket.socket) -> None:
    with pytest.raises(MachineryError, match="timed out"):
        own.status(1)


def test_an_answer_that_was_cut_is_the_end_of_the_nursery(own: Nursery, answering: socket.socket) -> None:
    answering.sendall(wire.frame(0, 1)[:-1])
    answering.shutdown(socket.SHUT_WR)
    with pytest.raises(MachineryError):
        own.status(1)


def test_the_patience_with_the_nursery_has_an_end(nursery: Nursery) -> None:
    assert nursery._control.gettimeout() == nursery_module.PATIENCE


@pytest.mark.parametrize("value", [1j, b"1", {1}, [1], np.zeros(2, dtype=np.float32)])
def test_a_request_that_has_no_form_is_our_own_fault(nursery: Nursery, tmp_path: Path, value: Any) -> None:
    worker = Worker(nursery, str(tmp_path), Limits())
    with pytest.raises(wire.WireError):
        worker.ask(("put", value))
    assert worker.ask(("anew",)) == ("ok", None)
    worker.end()


def test_what_ended_a_worker_is_told_in_words() -> None:
    gone = WorkerGone("did so", seconds=3.0)
    assert str(gone) == gone.how == "did so"
    assert gone.seconds == 3.0
    assert worker_handle._gone(ALIVE).how == "cut its connection to the grader"
