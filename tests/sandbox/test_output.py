"""What a submission prints: kept up to a length, apart from its answers, and never in anybody's way."""

import select
from collections.abc import Callable
from typing import Any

import pytest

from grader.failure import Failure
from grader.sandbox import worker_handle
from grader.sandbox.limits import Limits
from grader.sandbox.session import Session
from tests.sandbox.conftest import SittingOf

FailureOf = Callable[..., Failure]


def printed(sitting_of: SittingOf, body: str, calls: int = 1, head: str = "") -> bytes:
    """What is kept of a submission whose `f` does `body` and returns 1."""
    sitting = sitting_of({"sub.py": f"import os, sys\n{head}\ndef f():\n    {body}\n    return 1\n"})
    with Session(sitting, "sub", "conv") as session:
        for _ in range(calls):
            assert session.call("f", returns="number") == 1
    assert list(sitting.output) == ["conv"]
    return sitting.output["conv"]


@pytest.mark.parametrize(
    "body",
    [
        *("print('so')", "print('so', file=sys.stderr)", "sys.stdout.write('so\\n')", "os.write(1, b'so\\n')"),
        *("os.write(2, b'so\\n')", "sys.__stdout__.write('so\\n'); sys.__stdout__.flush()"),
    ],
)
def test_what_is_printed_is_kept(sitting_of: SittingOf, body: str) -> None:
    assert printed(sitting_of, body) == b"so\n"


def test_a_line_without_an_end_is_kept(sitting_of: SittingOf) -> None:
    assert printed(sitting_of, "print('so', end='')", calls=2) == b"soso"


def test_what_is_printed_at_import_is_kept(sitting_of: SittingOf) -> None:
    assert printed(sitting_of, "print('call')", head="print('import')") == b"import\ncall\n"


def test_text_that_is_no_text_is_kept_escaped(sitting_of: SittingOf) -> None:
    assert printed(sitting_of, "print('\\ud800 가')") == "\\ud800 가\n".encode()


def test_a_warning_is_printed_and_no_more(sitting_of: SittingOf) -> None:
    assert b"RuntimeWarning" in printed(sitting_of, "import numpy; numpy.log(numpy.zeros(1))")


@pytest.mark.parametrize(
    "body", ["print('x' * 5_000_000)", "[print('x') for _ in range(100_000)]", "os.write(1, b'x' * 10**6)"]
)
def test_of_long_output_the_beginning_is_kept(sitting_of: SittingOf, body: str) -> None:
    kept = printed(sitting_of, body, head="print('begin')")
    assert len(kept) == worker_handle.KEPT_OUTPUT
    assert kept.startswith(b"begin\nx")


def test_no_more_than_the_beginning_is_held_in_memory(sitting_of: SittingOf) -> None:
    with Session(sitting_of({"sub.py": "def f():\n    print('x' * 10**6)\n    return 1\n"}), "conv", "sub") as session:
        session.call("f", returns="number")
        assert session._worker is not None
        assert len(session._worker.output) == worker_handle.KEPT_OUTPUT


@pytest.mark.parametrize("flood", ["print('x' * 1000)", "os.write(1, b'x' * 10_000)", "os.write(2, b'x' * 10_000)"])
def test_printing_without_end_ends_the_call(sitting_of: SittingOf, failure_of: FailureOf, flood: str) -> None:
    source = f"import os\ndef f():\n    while True:\n        {flood}\ndef g():\n    return 1\n"
    sitting = sitting_of({"sub.py": source}, Limits(printed_mib=1))
    with Session(sitting, "sub", "conv") as session:
        failure = failure_of(session)
        assert failure.kind == "crashed"
        assert failure.sentence() == "f printed without end."
        assert session.call("g", returns="number") == 1
    assert sitting.output["conv"].startswith(b"xxx")


def test_the_output_of_all_workers_of_an_exercise_is_kept_in_order(
    sitting_of: SittingOf, failure_of: FailureOf
) -> None:
    source = (
        "import os\ndef f():\n    print('f', flush=True)\n    os._exit(0)\ndef g():\n    print('g')\n    return 1\n"
    )
    sitting = sitting_of({"sub.py": source})
    with Session(sitting, "sub", "one") as session:
        failure_of(session)
        session.call("g", returns="number")
    with Session(sitting, "sub", "two") as session:
        session.call("g", returns="number")
    assert sitting.output == {"one": b"f\ng\n", "two": b"g\n"}


def test_an_exercise_without_a_worker_has_no_output(sitting_of: SittingOf) -> None:
    sitting = sitting_of({"sub.py": ""})
    with Session(sitting, "sub", "conv"):
        pass
    assert sitting.output == {}


@pytest.mark.parametrize(
    "close", ["os.close(1)", "os.close(2)", "os.close(1); os.close(2)", "sys.stdout.close()", "sys.stdout = None"]
)
def test_closed_streams_cost_nothing(sitting_of: SittingOf, close: str) -> None:
    source = f"import os, sys\ndef f():\n    {close}\n    return 1\ndef g():\n    return 2\n"
    with Session(sitting_of({"sub.py": source}), "sub", "conv") as session:
        assert session.call("f", returns="number") == 1
        assert session.call("g", returns="number") == 2


def test_nobody_turns_in_circles_while_a_call_without_streams_goes_on(
    sitting_of: SittingOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []

    def counted(*arguments: Any) -> Any:
        looks.append(1)
        return select_now(*arguments)

    select_now = select.select
    monkeypatch.setattr(select, "select", counted)
    source = "import os, time\ndef f():\n    os.close(1)\n    os.close(2)\n    time.sleep(0.3)\n    return 1\n"
    with Session(sitting_of({"sub.py": source}), "sub", "conv") as session:
        assert session.call("f", returns="number") == 1
    assert len(looks) < 100
