"""Whatever ends a worker is told in one sentence, and the next call is answered by the next worker."""

from collections.abc import Callable

import numpy as np
import pytest

from grader.failure import Failure
from grader.sandbox.session import Session
from tests.sandbox.conftest import SessionOf, SittingOf
from tests.sandbox.test_replies import FORGER

FailureOf = Callable[..., Failure]

IMPORTS = "import ctypes, os, signal, sys, threading, time\n"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("os._exit(0)", "f ended its process with exit status 0."),
        ("os._exit(3)", "f ended its process with exit status 3."),
        ("os.abort()", "f ended its process by signal 6."),
        ("os.kill(os.getpid(), signal.SIGKILL)", "f ended its process by signal 9."),
        ("os.killpg(0, signal.SIGKILL)", "f ended its process by signal 9."),
        ("os.kill(os.getpid(), signal.SIGTERM)", "f ended its process by signal 15."),
        ("ctypes.string_at(0)", "f ended its process by signal 11."),
    ],
)
def test_the_end_of_a_process_is_told(session_of: SessionOf, failure_of: FailureOf, body: str, sentence: str) -> None:
    session = session_of(f"{IMPORTS}def f():\n    {body}\ndef g():\n    return 1\n")
    failure = failure_of(session)
    assert failure.kind == "crashed"
    assert failure.sentence() == sentence
    assert session.call("g", returns="number") == 1


def test_the_same_function_is_asked_again_after_it_ended_its_process(
    session_of: SessionOf, failure_of: FailureOf
) -> None:
    session = session_of("import os\ndef f(x):\n    return x if x else os._exit(3)\n")
    assert session.call("f", 1, returns="number") == 1
    assert failure_of(session, "f", 0).kind == "crashed"
    assert session.call("f", 2, returns="number") == 2


@pytest.mark.parametrize("raising", ["sys.exit('so')", "sys.exit(0)", "raise KeyboardInterrupt", "raise GeneratorExit"])
def test_an_exit_is_an_exception_like_any_other(session_of: SessionOf, failure_of: FailureOf, raising: str) -> None:
    session = session_of(
        f"{IMPORTS}KEPT = []\ndef f():\n    KEPT.append(1)\n    {raising}\ndef g():\n    return len(KEPT)\n"
    )
    failure = failure_of(session)
    assert failure.kind == "raised"
    assert failure.sentence().startswith("f raised ")
    assert session.call("g", returns="number") == 1  # in the same worker


def test_deep_recursion_is_an_exception(session_of: SessionOf, failure_of: FailureOf) -> None:
    session = session_of("def f():\n    return f()\ndef g():\n    return 1\n")
    assert failure_of(session).facts["type"] == "RecursionError"
    assert session.call("g", returns="number") == 1


def test_a_function_that_harms_its_worker_later_costs_neither_its_file_nor_others(sitting_of: SittingOf) -> None:
    bomb = "write(frame(2, '[\"ok\",7]')); select.select([REQUESTS], [], []); os._exit(3)"
    sub = f"{FORGER}\ndef f():\n    {bomb}\n"
    sitting = sitting_of({"sub.py": sub, "two.py": "def h():\n    return 2\n"})
    for name, value in (("g", 1), ("h", 2)):
        with Session(sitting, "sub", name) as session:
            assert session.call("f", returns="number") == 7
            assert session.call(name, returns="number") == value  # loading it meets the bomb
    assert sitting.dead == {}


@pytest.mark.parametrize("body", ["os._exit(3)", "os.kill(os.getpid(), 9)", "ctypes.string_at(0)"])
def test_a_file_that_ends_its_process_costs_no_other_file_anything(
    sitting_of: SittingOf, failure_of: FailureOf, body: str
) -> None:
    sitting = sitting_of({"sub.py": f"{IMPORTS}{body}\ndef f(): ...\n", "good.py": "def g():\n    return 1\n"})
    for _ in range(2):
        with Session(sitting, "sub", "f") as session:
            failure = failure_of(session)
            assert failure.kind == "unloadable"
            assert failure.sentence().startswith("sub.py could not be loaded: it ended its process ")
            assert session.call("g", returns="number") == 1
    assert len(sitting.ended["f"]) == 1


def test_an_exit_at_import_is_told_with_its_line(session_of: SessionOf, failure_of: FailureOf) -> None:
    failure = failure_of(session_of("import sys\nsys.exit(0)\ndef f(): ...\n"))
    assert failure.sentence() == (
        "sub.py could not be loaded: SystemExit: 0 (sub.py, line 2: `sys.exit(0)`)."
        " Take the call of exit out: a function answers by returning."
    )


def test_a_thread_that_never_ends_is_left_behind(session_of: SessionOf) -> None:
    loop = "threading.Thread(target=time.sleep, args=(10**6,)).start()"
    assert session_of(f"{IMPORTS}def f():\n    {loop}\n    return 1\n").call("f", returns="number") == 1


def test_objects_of_a_worker_that_ended_are_gone(session_of: SessionOf, failure_of: FailureOf) -> None:
    session = session_of("import os\ndef f(x=None):\n    return [x]\ndef g():\n    os._exit(3)\n")
    handle = session.call("f", returns="handle")
    failure_of(session, "g")
    assert failure_of(session, "f", handle).kind == "raised"
    assert session.call("f", 1, returns="array") is not None


@pytest.mark.parametrize(
    ("returned", "sentence"),
    [
        ("None", "f returned None. Is its return statement missing?"),
        ("'text'", "f is a str, not an array of numbers."),
        ("np.broadcast_to(0.0, (10**6, 10**6))", "f is far too large: its shape is (1000000, 1000000)."),
        ("np.zeros(2) > 0", "f is an array of dtype bool, not of real numbers."),
        ("(1, 2)", None),
    ],
)
def test_what_is_no_array_is_told(
    session_of: SessionOf, failure_of: FailureOf, returned: str, sentence: str | None
) -> None:
    session = session_of(f"import numpy as np\ndef f():\n    return {returned}\n")
    if sentence is None:
        assert isinstance(session.call("f", returns="array"), np.ndarray)
    else:
        assert failure_of(session, "f", returns="array").sentence() == sentence


def test_answers_too_large_for_one_frame_are_told(session_of: SessionOf, failure_of: FailureOf) -> None:
    session = session_of("import numpy as np\ndef f():\n    return (np.zeros(2**22),) * 3\ndef g():\n    return 1\n")
    failure = failure_of(session, "f", returns=("array", "array", "array"))
    assert failure.kind == "bad_return"
    assert failure.sentence() == "f gave an answer that can't be read (a frame too long)."
    assert session.call("g", returns="number") == 1


def test_large_arguments_and_answers_go_over_whole(session_of: SessionOf) -> None:
    session = session_of("def f(x):\n    return x + 1, x.sum()\n")
    x = np.arange(300_000.0)
    value = session.call("f", x, returns=("array", "array"))
    assert isinstance(value, tuple)
    assert isinstance(value[0], np.ndarray)
    assert np.array_equal(value[0], x + 1)


def test_a_number_that_no_float_can_hold_is_told(session_of: SessionOf, failure_of: FailureOf) -> None:
    failure = failure_of(session_of("def f():\n    return 10**400\n"))
    assert failure.sentence() == "f gave an answer that can't be read (a number too large)."
