"""The worker's loop, run in this process: an answer to each request in turn, until nobody asks any more."""

import contextlib
import os
import random
import secrets
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from grader.sandbox.worker import asked, wire
from grader.sandbox.worker.serve import serve
from grader.sandbox.worker.wire import Value, WireError

Serve = Callable[[bytes], bytes]

SOURCE = """
import sys, random
import numpy as np
def f(x):
    print("printed", flush=True)
    return x
def giant():
    return np.zeros(9_000_000)
def facts():
    return {"": 1}
def drawn():
    generator = np.random.default_rng()
    return random.random(), np.random.rand(), generator.random(), np.random.default_rng().random()
def argv():
    return len(sys.argv), len(sys.stdin.read())
"""


@pytest.fixture
def served(
    folder_of: Callable[[Mapping[str, str]], Path], interpreter: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Serve]:
    """`served(requests)` is all that the loop writes when these bytes are all it reads."""
    base = folder_of({"sub.py": SOURCE})
    for name in ("argv", "stdin", "stdout", "stderr", "dont_write_bytecode"):
        monkeypatch.setattr(sys, name, getattr(sys, name))
    monkeypatch.chdir(base)
    state = np.random.get_state()
    monkeypatch.setattr(np.random.bit_generator, "randbits", secrets.randbits)

    def run(requests: bytes) -> bytes:
        theirs, ours = os.pipe()
        back, answers = os.pipe()
        os.set_blocking(back, False)
        os.write(ours, requests)
        os.close(ours)
        streams = (sys.stdin, sys.stdout, sys.stderr)
        try:
            serve(base, theirs, answers)
            with contextlib.suppress(BlockingIOError):
                return os.read(back, 2**16)
            return b""
        finally:
            for new, old in zip((sys.stdin, sys.stdout, sys.stderr), streams, strict=True):
                if new is not old:
                    new.close()
            for descriptor in (theirs, back, answers):
                os.close(descriptor)

    yield run
    np.random.set_state(state)


def answers_in(data: bytes) -> list[Value]:
    """The answers in the frames in `data`, which are numbered from 0."""
    values: list[Value] = []
    frames = 0
    while data:
        header, data = data[: wire.HEADER.size], data[wire.HEADER.size :]
        length = wire.body_length(header, frames)
        for reply in wire.pieces(data[:length]):
            answers = wire.decode(reply)
            assert isinstance(answers, tuple)
            values += answers
        data = data[length:]
        frames += 1
    return values


def requests(*values: Value) -> bytes:
    """Frames with these requests, each alone."""
    return b"".join(wire.sheaf(number, [asked.encode((value,))]) for number, value in enumerate(values))


def call(name: str, *arguments: Value, returns: Value) -> tuple[Value, ...]:
    """A request to call a function."""
    return ("call", name, arguments, returns)


def test_requests_are_answered_in_turn_until_nobody_asks(served: Serve) -> None:
    first, second, third = answers_in(
        served(requests(("load", "sub.py", "f"), call("f", 3, returns="number"), call("f", 4, returns="number")))
    )
    assert isinstance(first, tuple)
    assert first[0] == "ok"
    assert (second, third) == (("ok", 3), ("ok", 4))


def test_without_a_request_there_is_no_answer(served: Serve) -> None:
    assert served(b"") == b""


def test_a_request_that_was_cut_gets_no_answer(served: Serve) -> None:
    assert served(requests(("load", "sub.py", "f"))[:-1]) == b""


def test_a_frame_out_of_turn_ends_the_loop(served: Serve) -> None:
    with pytest.raises(WireError):
        served(wire.sheaf(1, [asked.encode((("load", "sub.py", "f"),))]))


def test_a_value_without_a_form_is_answered_as_a_bad_one(served: Serve) -> None:
    loaded, _loaded, bad, handle, got = answers_in(
        served(
            requests(
                ("load", "sub.py", "giant"),
                ("load", "sub.py", "facts"),
                call("giant", returns="array"),
                call("facts", returns="handle"),
                ("get", wire.Handle(0), ""),
            )
        )
    )
    assert isinstance(loaded, tuple)
    assert bad == ("bad", {"what": "size", "shape": (9_000_000,)})
    assert handle == ("ok", wire.Handle(0))
    assert got == ("bad", {"what": "wire", "type": "no form for such a key"})


def test_random_numbers_are_the_same_in_every_run(served: Serve) -> None:
    asked = requests(("load", "sub.py", "drawn"), call("drawn", returns=("number",) * 4))
    first = answers_in(served(asked))[1]
    random.seed(1)
    assert answers_in(served(asked))[1] == first
    assert isinstance(first, tuple)
    outcome, numbers = first
    assert outcome == "ok"
    assert isinstance(numbers, tuple)
    assert len(set(numbers)) == 4


def test_the_code_sees_no_arguments_and_an_empty_input(served: Serve) -> None:
    asked = requests(("load", "sub.py", "argv"), call("argv", returns=("number", "number")))
    assert answers_in(served(asked))[1] == ("ok", (1, 0))


def test_a_script_ends_with_its_first_failure_and_the_next_one_is_answered(served: Serve) -> None:
    scripts = [
        (("load", "sub.py", "f"), ("load", "sub.py", "facts")),
        (call("f", 3, returns="number"), call("facts", returns="array"), call("f", 4, returns="number")),
        (("anew", *call("f", 5, returns="handle")), ("get", wire.Handle(0), "")),
    ]
    _f, _facts, three, bad, handle, five = answers_in(
        served(wire.sheaf(0, [asked.encode(script) for script in scripts]))
    )
    assert three == ("ok", 3)
    assert bad == ("bad", {"what": "type", "type": "dict"})
    assert handle == ("ok", wire.Handle(0))
    assert five == ("ok", np.array(5.0))


@pytest.mark.parametrize("cut", [1, 3, 5, 30])
def test_a_sheaf_that_ends_too_early_ends_the_loop(served: Serve, cut: int) -> None:
    whole = asked.encode((("load", "sub.py", "f"),))
    body = wire.sheaf(0, [whole, whole])[wire.HEADER.size : -cut]
    with pytest.raises(WireError, match="too early"):
        served(wire.HEADER.pack(wire.MAGIC, 0, len(body)) + body)
