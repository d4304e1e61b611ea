"""What is left behind: no process, no zombie, no open descriptor."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.errors import MachineryError
from grader.failure import Failure
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import Nursery
from grader.sandbox.session import Session
from grader.sandbox.worker_handle import Worker
from tests.sandbox.conftest import SessionOf, SittingOf
from tests.sandbox.test_replies import FORGER

FailureOf = Callable[..., Failure]

PATIENCE = 20.0  # seconds: it takes milliseconds

CHILD = """
import os, signal, subprocess, time
def child():
    pid = os.fork()
    if pid == 0:
        time.sleep(10**6)
    return pid
def program():
    return subprocess.Popen(["sleep", "1000000"]).pid
def grandchild():
    read, write = os.pipe()
    if os.fork() == 0:
        os.write(write, str(child()).encode())
        os._exit(0)
    return int(os.read(read, 100))
def daemon(prepare=lambda: None):
    read, write = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            prepare()
            os.write(write, str(os.getpid()).encode())
            time.sleep(10**6)
        os._exit(0)
    return int(os.read(read, 100))
def stubborn():
    return daemon(lambda: [signal.signal(number, signal.SIG_IGN) for number in (1, 2, 13, 15)])
def stopped():
    pid = daemon()
    os.kill(pid, signal.SIGSTOP)
    return pid
def chain():  # each starts the next one, in a session of its own, and ends
    if os.fork() == 0:
        while True:
            os.setsid()
            if os.fork():
                os._exit(0)
            time.sleep(0.002)
    return os.getpid()
def own():
    return os.getpid()
def nursery():
    return os.getppid()
def ends():
    os._exit(0)
def loops():
    while True: pass
"""


def state(pid: int) -> str:
    """The state of a process, as one letter; Z is a zombie, and nothing is no process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def children(pid: int) -> list[int]:
    """The processes whose parent is `pid`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(folder.name))
    return found


def ends(pid: int) -> bool:
    """Whether a process is gone within a while; one that only its parent has not taken note of is gone."""
    deadline = time.monotonic() + PATIENCE
    while state(pid) not in ("", "Z", "X"):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True


def pid_of(session: Session, name: str) -> int:
    """The process id that the function `name` returns."""
    pid = session.call(name, returns="number")
    assert isinstance(pid, int)
    assert state(pid) not in ("", "Z")
    return pid


@pytest.fixture
def own_nursery(sitting_of: SittingOf) -> Iterator[tuple[Nursery, Callable[..., Session]]]:
    """A nursery of this test's own, and `session(source)` with a worker of it."""
    with Nursery() as nursery:

        def make(source: str = CHILD, limits: Limits | None = None) -> Session:
            sitting = sitting_of({"sub.py": source}, limits)
            sitting.nursery = nursery
            return Session(sitting, "sub", "f")

        yield nursery, make


@pytest.mark.parametrize("name", ["own", "child", "program", "grandchild", "daemon"])
def test_whatever_a_worker_started_ends_with_the_session(
    sitting_of: SittingOf, bare_nursery: Nursery, name: str
) -> None:
    sitting = sitting_of({"sub.py": CHILD})
    sitting.nursery = bare_nursery
    with Session(sitting, "sub", "f") as session:
        pid = pid_of(session, name)
    assert ends(pid)


@pytest.mark.parametrize(
    ("started", "name"),
    [("child", "ends"), ("child", "loops"), ("daemon", "ends"), ("stubborn", "ends"), ("stopped", "ends")],
)
def test_whatever_a_worker_started_ends_with_the_worker(
    bare_session_of: SessionOf, failure_of: FailureOf, started: str, name: str
) -> None:
    session = bare_session_of(CHILD, Limits(call_seconds=0.05))
    pid = pid_of(session, started)
    assert failure_of(session, name).kind in ("crashed", "timeout")
    assert ends(pid)


def test_a_chain_of_processes_is_ended_to_the_last_one(bare_session_of: SessionOf) -> None:
    session = bare_session_of(CHILD)
    nursery = pid_of(session, "nursery")
    pid_of(session, "chain")
    session.leave()
    own = pid_of(bare_session_of(CHILD), "own")  # whose start comes after the end of the other
    assert children(nursery) == [own]


def test_the_end_of_a_worker_is_not_that_of_another(bare_session_of: SessionOf) -> None:
    first, second = bare_session_of(CHILD), bare_session_of(CHILD)
    theirs = [pid_of(second, "own"), pid_of(second, "child")]
    pid_of(first, "daemon")
    first.leave()
    assert second.call("own", returns="number") == theirs[0]
    assert not set(map(state, theirs)) & {"", "Z", "X"}


def test_a_child_that_keeps_the_pipes_open_keeps_nobody_waiting(bare_session_of: SessionOf) -> None:
    session = bare_session_of(CHILD)
    pid_of(session, "child")
    assert pid_of(session, "own") > 0


def test_no_zombies_are_left_in_the_nursery(
    own_nursery: tuple[Nursery, Callable[..., Session]], failure_of: FailureOf
) -> None:
    _nursery, session_of = own_nursery
    for _ in range(4):
        with session_of() as session:
            parent = pid_of(session, "nursery")
        with session_of() as session:
            failure_of(session, "ends")
    with session_of() as session:  # whose start comes after all ends
        own = pid_of(session, "own")
        assert children(parent) == [own]


def test_the_nursery_is_gone_when_it_is_closed(sitting_of: SittingOf) -> None:
    sitting = sitting_of({"sub.py": CHILD})
    with Nursery() as nursery:
        sitting.nursery = nursery
        with Session(sitting, "sub", "f") as session:
            pid = pid_of(session, "nursery")
            assert pid in children(os.getpid())
    assert state(pid) == ""


def test_every_worker_is_gone_when_the_nursery_is_closed(tmp_path: Path) -> None:
    with Nursery() as nursery:
        workers = [Worker(nursery, str(tmp_path), Limits()) for _ in range(24)]
        pids = [worker.pid for worker in workers]
        for worker in workers[:4]:
            worker.end()  # to which nobody reads the nursery's answer
    try:
        assert all(map(ends, pids))
    finally:
        for worker in workers:
            with contextlib.suppress(MachineryError):
                worker.end()


def test_fifty_sessions_leave_no_descriptor_open(
    own_nursery: tuple[Nursery, Callable[..., Session]], failure_of: FailureOf
) -> None:
    _nursery, session_of = own_nursery
    source = f"{FORGER}{CHILD}def garbage():\n    write(bytes(100))\ndef closes():\n    os.closerange(0, 256)\n"
    source += "def prints():\n    while True:\n        os.write(1, b'x' * 2**16)\n"

    def go(name: str) -> None:
        with session_of(source, Limits(printed_mib=1)) as session:
            if name == "own":
                session.call(name, returns="number")
            else:
                failure_of(session, name)

    go("own")
    before = sorted(os.listdir("/proc/self/fd"))
    for _ in range(10):
        for name in ("own", "ends", "garbage", "closes", "prints"):
            go(name)
    assert sorted(os.listdir("/proc/self/fd")) == before


def test_a_nursery_that_is_closed_leaves_no_descriptor_open() -> None:
    before = sorted(os.listdir("/proc/self/fd"))
    Nursery().close()
    assert sorted(os.listdir("/proc/self/fd")) == before


def test_several_threads_share_a_nursery(sitting_of: SittingOf, failure_of: FailureOf) -> None:
    sitting = sitting_of({"sub.py": f"{CHILD}def f(x):\n    return x\n"})

    def one(number: int) -> object:
        mine = type(sitting)(sitting.submission, sitting.nursery, sitting.limits, sitting.meter)
        with Session(mine, "sub", f"e{number}") as session:
            if number % 3 == 0:
                failure_of(session, "ends")
            return session.call("f", number, returns="number")

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, range(24))) == list(range(24))


def test_ctrl_c_at_the_terminal_does_not_reach_a_worker(session_of: SessionOf) -> None:
    session = session_of("import os\ndef f():\n    return os.getpid(), os.getpgid(0), os.getsid(0)\n")
    value = session.call("f", returns=("number", "number", "number"))
    assert isinstance(value, tuple)
    assert len(set(value)) == 1
    assert value[0] != os.getsid(0)
