"""What a submission may use up, and that whoever uses up more pays for nothing but that."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.failure import Failure, NotAsked
from grader.sandbox import limits as limits_module
from grader.sandbox.limits import WALL_FACTOR, Limits, Meter, processor_seconds
from grader.sandbox.nursery import Nursery
from grader.sandbox.session import Session
from grader.sandbox.worker_handle import Worker, WorkerGone
from tests.sandbox.conftest import SessionOf, SittingOf

FailureOf = Callable[..., Failure]

BURN = """
import time
def burn(seconds):
    start = time.process_time()
    while time.process_time() - start < seconds:
        pass
"""
SHORT = Limits(call_seconds=0.2, load_seconds=0.3)


@pytest.mark.parametrize(
    "loop",
    [
        "while True: pass",
        "sum(range(10**15))",
        "time.sleep(10**6)",
        "os.kill(os.getpid(), signal.SIGSTOP)",
        "time.monotonic = time.time = time.process_time = lambda: 0\n    while True: pass",
        "re.match('(a+)+$', 'a' * 60 + 'b')",
    ],
)
def test_a_call_that_never_ends_is_ended(session_of: SessionOf, failure_of: FailureOf, loop: str) -> None:
    session = session_of(f"import os, re, signal, time\ndef f():\n    {loop}\ndef g():\n    return 1\n", SHORT)
    failure = failure_of(session)
    assert failure.kind == "timeout"
    assert failure.sentence() == "f did not finish within 0.2 s. Is there a loop that never ends?"
    assert session.call("g", returns="number") == 1  # in a fresh worker


def test_a_loop_at_import_costs_the_file_that_has_it_and_no_other(sitting_of: SittingOf, failure_of: FailureOf) -> None:
    files = {"sub.py": "while True: pass\ndef f(): ...\n", "good.py": "def g():\n    return 1\n"}
    sitting = sitting_of(files, SHORT)
    with Session(sitting, "sub", "f") as session:
        failure = failure_of(session)
        assert failure.kind == "unloadable"
        assert failure.sentence() == "sub.py could not be loaded: it did not finish within 0.3 s."
        assert session.call("g", returns="number") == 1
    with Session(sitting, "sub", "g") as session:
        assert session.call("g", returns="number") == 1
        assert failure_of(session).kind == "unloadable"
    assert len(sitting.ended["f"]) == 1  # the file was not loaded once more


def test_a_function_that_never_ends_is_not_asked_for_ever(sitting_of: SittingOf, failure_of: FailureOf) -> None:
    sitting = sitting_of({"sub.py": "def f():\n    while True: pass\n"}, Limits(call_seconds=0.05, timeouts=2))
    for _ in range(2):  # another exercise doesn't ask it again either
        with Session(sitting, "sub", "f") as session:
            for _ in range(3):
                assert failure_of(session).kind == "timeout"
    assert len(sitting.ended["f"]) == 2


def test_a_function_that_ends_its_process_is_not_asked_for_ever(sitting_of: SittingOf, failure_of: FailureOf) -> None:
    sitting = sitting_of({"sub.py": "import os\ndef f():\n    os._exit(3)\n"}, Limits(crashes=2))
    with Session(sitting, "sub", "f") as session:
        assert {failure_of(session).kind for _ in range(4)} == {"crashed"}
    assert len(sitting.ended["f"]) == 2


def test_memory_beyond_the_limit_is_an_exception(session_of: SessionOf, failure_of: FailureOf) -> None:
    session = session_of("import numpy\ndef f(n):\n    return len(numpy.empty(n))\n", Limits(memory_mib=512))
    failure = failure_of(session, "f", 2**26)
    assert failure.kind == "raised"
    assert failure.facts["type"] == "MemoryError"
    assert failure.sentence().endswith("It asked for more memory than it may have.")
    assert "sub.py, line 3" in failure.sentence()
    assert session.call("f", 2**10, returns="number") == 2**10  # in the same worker


def test_memory_may_grow_up_to_the_limit(session_of: SessionOf) -> None:
    session = session_of("import numpy\ndef f(n):\n    return len(numpy.empty(n))\n", Limits(memory_mib=1024))
    assert session.call("f", 2**26, returns="number") == 2**26


def test_a_function_that_asks_for_too_much_memory_is_not_asked_for_ever(
    sitting_of: SittingOf, failure_of: FailureOf
) -> None:
    source = "CALLS = []\ndef f():\n    CALLS.append(1)\n    return bytearray(2**40)\ndef g():\n    return len(CALLS)\n"
    with Session(sitting_of({"sub.py": source}, Limits(crashes=2)), "sub", "f") as session:
        sentences = {failure_of(session).sentence() for _ in range(4)}
        assert len(sentences) == 1
        assert session.call("g", returns="number") == 2


@pytest.mark.parametrize("folder", [".", "..", "/tmp"])  # noqa: S108  # whoever runs code can name them
def test_nothing_can_be_written(session_of: SessionOf, failure_of: FailureOf, folder: str) -> None:
    name = f"{folder}/written_by_{os.getpid()}"
    session = session_of(f"def f():\n    open({name!r}, 'w')\ndef g():\n    return 1\n")
    assert failure_of(session).facts["type"] == "PermissionError"
    assert session.call("g", returns="number") == 1  # it lives on


def test_where_files_can_be_opened_nothing_can_be_written_to_them(
    bare_session_of: SessionOf, failure_of: FailureOf
) -> None:
    session = bare_session_of("def f():\n    open('x', 'w').write('x' * 100_000)\ndef g():\n    return 1\n")
    assert "File too large" in str(failure_of(session).facts["message"])
    assert session.call("g", returns="number") == 1


def test_the_kernel_ends_what_uses_up_the_processor_time_of_a_worker(nursery: Nursery, tmp_path: Path) -> None:
    (tmp_path / "sub.py").write_text("def f():\n    while True: pass\n")
    worker = Worker(nursery, str(tmp_path), Limits(submission_seconds=-4.0))  # which leaves it one second
    worker.ask(("load", "sub.py", "f"))
    with pytest.raises(WorkerGone, match=r"ended its process by signal (9|24)"):
        worker.ask(("call", "f", (), "number"))


def test_a_worker_can_open_few_files(session_of: SessionOf, failure_of: FailureOf) -> None:
    session = session_of(
        "import os\ndef f():\n    return len([os.dup(0) for _ in range(1000)])\ndef g():\n    return 1\n"
    )
    assert "Too many open files" in str(failure_of(session).facts["message"])


def test_a_worker_can_start_no_thousand_threads(session_of: SessionOf, failure_of: FailureOf) -> None:
    source = "import threading, time\ndef f(count):\n    threading.stack_size(2**15)\n    for _ in range(count):\n"
    source += "        threading.Thread(target=time.sleep, args=(10**6,), daemon=True).start()\n"
    source += "    while count > 1000: time.sleep(0.01)\n    return threading.active_count()\n"
    session = session_of(source)
    assert session.call("f", 100, returns="number") == 101
    failure = failure_of(session, "f", 3000)
    by_whom = "f raised RuntimeError: can't start new thread", "f started more than 256 threads."  # the kernel, or us
    assert failure.sentence().startswith(by_whom)


def test_an_exercise_that_takes_too_long_in_all_is_not_asked_any_more(
    sitting_of: SittingOf, failure_of: FailureOf
) -> None:
    source = f"{BURN}def f():\n    burn(0.2)\n    return 1\ndef g():\n    return 1\n"
    sitting = sitting_of({"sub.py": source}, Limits(exercise_seconds=0.1))
    with Session(sitting, "sub", "conv") as session:
        assert session.call("f", returns="number") == 1
        failure = failure_of(session)
        assert failure.kind == "timeout"
        assert failure.sentence() == "f was not asked any more: the time for conv is used up."
        assert failure_of(session, "g").kind == "timeout"
    with Session(sitting, "sub", "other") as session:  # which has time of its own, and finds every name
        assert session.call("g", returns="number") == 1
        assert session.call("f", returns="number") == 1


def test_a_submission_that_takes_too_long_in_all_is_not_asked_any_more(
    sitting_of: SittingOf, failure_of: FailureOf
) -> None:
    source = f"{BURN}def f():\n    burn(0.2)\n    return 1\n"
    sitting = sitting_of({"sub.py": source}, Limits(submission_seconds=0.1))
    with Session(sitting, "sub", "one") as session:
        assert session.call("f", returns="number") == 1
    with Session(sitting, "sub", "two") as session:
        assert failure_of(session).sentence() == "f was not asked any more: the time for the submission is used up."


def test_what_is_not_asked_says_so(sitting_of: SittingOf) -> None:
    sitting = sitting_of({"sub.py": "def f():\n    return 1\n"}, Limits(submission_seconds=-1.0))
    with Session(sitting, "sub", "one") as session, pytest.raises(NotAsked):
        session.call("f", returns="number")
    assert sitting.found == {}
    assert sitting.dead == {}


def test_the_processor_time_of_a_session_is_that_of_its_worker(session_of: SessionOf) -> None:
    session = session_of(f"{BURN}def f():\n    burn(0.2)\n    return 1\n")
    assert session.seconds() == 0.0
    session.call("f", returns="number")
    assert session.seconds() >= 0.2


def test_time_is_counted_as_processor_time_or_as_a_share_of_the_time_on_the_wall() -> None:
    meter = Meter(10.0)
    meter.add(processor=6.0, wall=WALL_FACTOR * 10.0)
    assert not meter.used_up
    meter.add(processor=4.5, wall=0.0)
    assert meter.used_up
    sleeping = Meter(10.0)
    sleeping.add(processor=0.0, wall=WALL_FACTOR * 10.0 + 1.0)
    assert sleeping.used_up


def test_the_clock_of_another_process_counts_what_it_used(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 0.0 < processor_seconds(os.getpid()) <= time.process_time() + 1.0
    with pytest.raises(ProcessLookupError):
        processor_seconds(2**22 + 1)  # more than there can be
    monkeypatch.setattr(limits_module, "_HAS_CLOCK", False)
    before = time.monotonic()
    assert before <= processor_seconds(2**22 + 1) <= time.monotonic()


def test_a_system_without_such_a_clock_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits_module._has_clock()

    def missing(_clock: int) -> float:
        raise OSError

    monkeypatch.setattr(time, "clock_gettime", missing)
    assert not limits_module._has_clock()
