"""The filter of system calls: what it lets through, run here step by step, and what a worker can do under it."""

import errno
import platform
from collections.abc import Callable, Iterator

import pytest

from grader.sandbox.nursery import Nursery
from grader.sandbox.session import Session
from grader.sandbox.worker import seccomp
from grader.sandbox.worker.limited_calls import LIMITED, OWN, OWN_GROUP, UNKNOWN
from grader.sandbox.worker.refused_calls import LAST, refused
from tests.sandbox.conftest import SittingOf

ALLOWED, REFUSED, UNKNOWN_HERE, KILLED = 0x7FFF0000, 0x50000 + errno.EPERM, 0x50000 + errno.ENOSYS, 0x80000000
PROCESSORS = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
I386 = 0x40000003
PID = 4242
CLONE, KILL, TGKILL, PRCTL, IOCTL, FCNTL, PRLIMIT, SOCKETPAIR = 56, 62, 234, 157, 16, 72, 302, 53  # on x86_64
MOST_STEPS = 4096  # BPF_MAXINSNS of linux/bpf_common.h

Run = Callable[..., int]


@pytest.fixture(params=PROCESSORS)
def processor(request: pytest.FixtureRequest) -> tuple[int, int]:
    """The column of the tables, and the calling convention."""
    return PROCESSORS[request.param]


def machine(processor: tuple[int, int]) -> Run:
    """`run(number, *arguments)` is what the filter says of a system call."""
    column, convention = processor
    return running(seccomp._program(column, convention), convention)


def running(steps: list[seccomp._Step], convention: int = 0) -> Run:
    """A machine as the kernel's, which runs these steps."""
    assert len(steps) <= MOST_STEPS

    def run(number: int, *arguments: int, convention: int = convention) -> int:
        words = {0: number, 4: convention}
        for position, argument in enumerate(arguments):
            words[16 + 8 * position], words[20 + 8 * position] = argument & 0xFFFFFFFF, argument >> 32 & 0xFFFFFFFF
        at, loaded = 0, 0
        while True:
            step = steps[at]
            value = seccomp._value(step, {OWN: PID, OWN_GROUP: -PID % 2**32})
            assert 0 <= step.then <= 255
            assert 0 <= step.otherwise <= 255
            at += 1
            if step.code == seccomp._RETURN:
                return value
            if step.code == seccomp._LOAD:
                loaded = words.get(value, 0)
            elif step.code == seccomp._AND:
                loaded &= value
            elif step.code == seccomp._JUMP:
                at += value
            else:
                is_so = loaded == value if step.code == seccomp._IF_EQUAL else loaded >= value
                at += step.then if is_so else step.otherwise

    return run


def test_every_call_of_the_table_is_refused_and_no_other_one(processor: tuple[int, int]) -> None:
    run, column = machine(processor), processor[0]
    limited = {one.numbers[column] for one in LIMITED}
    unknown = {numbers[column] for numbers in UNKNOWN}
    wanted = dict.fromkeys(range(LAST + 1), ALLOWED)
    wanted |= dict.fromkeys(refused(column), REFUSED) | dict.fromkeys(unknown, UNKNOWN_HERE)
    assert {number: run(number) for number in wanted if number not in limited} == {
        number: outcome for number, outcome in wanted.items() if number not in limited
    }


def test_a_call_that_was_not_thought_of_is_answered_as_an_older_kernel_would(processor: tuple[int, int]) -> None:
    run = machine(processor)
    for number in (LAST + 1, LAST + 100, 2**30 + 39, 2**31, 2**32 - 1):  # 2**30: the calls of x32
        assert run(number) == UNKNOWN_HERE


def test_a_table_of_any_length_is_searched_to_the_end() -> None:
    # Far jumps are needed from some hundred ranges on.
    steps = [
        seccomp._Step(seccomp._LOAD, 0),
        *seccomp._search(range(0, 3000, 3), [[seccomp._Step(seccomp._RETURN, block)] for block in range(1000)]),
    ]
    run = running(steps)
    assert [run(number) for number in range(3000)] == [number // 3 for number in range(3000)]


def test_the_numbers_of_another_calling_convention_end_the_process(processor: tuple[int, int]) -> None:
    run = machine(processor)
    assert run(1, convention=I386) == KILLED


@pytest.mark.parametrize(
    ("number", "arguments", "outcome"),
    [
        (CLONE, (0x3D0F00,), ALLOWED),  # what the C library starts threads with
        (CLONE, (0x01200011,), REFUSED),  # and what it forks with
        (CLONE, (0x3D0F00 | 0x10000000,), REFUSED),  # a user namespace
        (CLONE, (0,), REFUSED),
        (KILL, (PID, 9), ALLOWED),
        (KILL, (-PID, 9), ALLOWED),
        (KILL, (0, 9), ALLOWED),
        (KILL, (-1, 9), REFUSED),
        (KILL, (1, 9), REFUSED),
        (KILL, (PID + 1, 0), REFUSED),
        (KILL, (2**32 + 1, 9), REFUSED),  # of which the kernel takes the low half
        (TGKILL, (PID, PID + 1, 6), ALLOWED),
        (TGKILL, (PID + 1, PID + 1, 6), REFUSED),
        (PRCTL, (15,), ALLOWED),
        *((PRCTL, (option,), REFUSED) for option in (1, 4, 22, 35, 36, 38, 0x59616D61)),
        (IOCTL, (0, 0x5401), ALLOWED),
        *((IOCTL, (0, request), REFUSED) for request in (0x5412, 0x40086602, 0x40806685)),
        (FCNTL, (3, 1030), ALLOWED),
        *((FCNTL, (3, command), REFUSED) for command in (6, 7, 8, 15, 37, 1024, 1031, 1033)),
        (PRLIMIT, (0, 7), ALLOWED),
        (PRLIMIT, (PID, 7), ALLOWED),
        (PRLIMIT, (1, 7), REFUSED),
        (SOCKETPAIR, (1, 1 | 0o2004000), ALLOWED),  # as asyncio asks for it
        (SOCKETPAIR, (1, 2), REFUSED),
        (SOCKETPAIR, (1, 5), REFUSED),
        (SOCKETPAIR, (2, 1), REFUSED),
    ],
)
def test_a_call_that_depends_on_its_arguments(number: int, arguments: tuple[int, ...], outcome: int) -> None:
    assert machine(PROCESSORS["x86_64"])(number, *arguments) == outcome


def test_both_processors_know_the_same_conditions() -> None:
    x86_64, aarch64 = machine(PROCESSORS["x86_64"]), machine(PROCESSORS["aarch64"])
    for limited in LIMITED:
        for first in (0, 1, PID, -PID, 0x3D0F00, 0x5401):
            for second in (0, 1, 2, 0x5401, 1030):
                outcomes = [run(limited.numbers[i], first, second) for i, run in enumerate((x86_64, aarch64))]
                assert outcomes[0] == outcomes[1]


def test_a_processor_without_a_table_is_said_to_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    name = type("Name", (), {"machine": "riscv64"})
    monkeypatch.setattr(seccomp.os, "uname", lambda: name)  # type: ignore[attr-defined]
    with pytest.raises(OSError, match=r"there is no table of system calls for this processor \(riscv64\)"):
        seccomp.Filter()


@pytest.fixture
def filtered(sitting_of: SittingOf) -> Iterator[Session]:
    """A session of HONEST whose worker wears the filter, and nothing else that could refuse."""
    if platform.machine() not in PROCESSORS:
        pytest.skip("there is no filter for this processor")
    with Nursery(("seccomp",)) as nursery:
        if "seccomp" not in nursery.standing().layers:
            pytest.skip("this kernel filters no system calls")
        sitting = sitting_of({"sub.py": HONEST})
        sitting.nursery = nursery
        with Session(sitting, "sub", "f") as session:
            yield session


HONEST = """
import asyncio, os, queue, signal, threading, time
from concurrent.futures import ThreadPoolExecutor
def pool():
    with ThreadPoolExecutor(8) as pool:
        return sum(pool.map(lambda n: n * n, range(10)))
def loop():
    async def one(n):
        await asyncio.sleep(0.001)
        return n
    async def all():
        return sum(await asyncio.gather(*map(one, range(10))))
    return asyncio.run(all())
def alarm():
    got = []
    signal.signal(signal.SIGALRM, lambda *_: got.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.001)
    time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGALRM)
    signal.raise_signal(signal.SIGALRM)
    return len(got)
def nowhere():
    with open(os.devnull, "w") as file:
        print("so", file=file)
        return int(not file.isatty())
def pipe():
    read, write = os.pipe()
    os.set_blocking(read, False)
    os.write(write, b"12")
    return int(os.read(read, 10))
def limits():
    import resource
    resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
"""


def test_threads_coroutines_signals_to_itself_and_pipes_work(filtered: Session) -> None:
    wanted = {"pool": 285, "loop": 45, "alarm": 3, "nowhere": 1, "pipe": 12, "limits": 20}
    assert {name: filtered.call(name, returns="number") for name in wanted} == wanted
