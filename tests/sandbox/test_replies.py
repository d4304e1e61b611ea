"""Replies that a submission writes itself, on the pipe to the grader: taken as data, or the end of its worker."""

from collections.abc import Callable

import numpy as np
import pytest

from grader.failure import Failure, StudentFailure
from grader.sandbox.limits import Limits
from grader.sandbox.session import Session
from tests.sandbox.conftest import SessionOf

FailureOf = Callable[..., Failure]

# Requests and answers are numbered: 0 made the worker ready, 1 loads the file, 2 is the first call.
FORGER = """
import fcntl, os, select, stat, struct, time
def pipe(access):
    for number in range(3, 256):
        try:
            is_pipe = stat.S_ISFIFO(os.fstat(number).st_mode)
        except OSError:
            continue
        if is_pipe and fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE == access:
            return number
REPLIES, REQUESTS = pipe(os.O_WRONLY), pipe(os.O_RDONLY)
def frame(number, text, numbers=b"", length=None):
    text = f"[{text}]"  # the answers to a script of one request
    body = struct.pack("<I", len(text)) + text.encode() + numbers
    body = struct.pack("<I", len(body)) + body  # the reply to one script
    return struct.pack("<4sIQ", b"CG01", number, len(body) if length is None else length) + body
def write(data):
    os.write(REPLIES, data)
def g():
    return 1
"""


def forged(session_of: SessionOf, body: str, limits: Limits | None = None) -> Session:
    """A session whose `f` does `body`, then returns 1."""
    return session_of(f"{FORGER}\ndef f():\n    {body}\n    return 1\n", limits)


def forging_the_second_answer(answer: str) -> str:
    """A file whose `f` answers with a handle, and gives `answer` to the next request, whatever that is."""
    numbers = bytes(16 if "[0,2]" in answer else 0)
    return (
        f'{FORGER}\ndef f():\n    write(frame(2, \'["ok",{{"":1}}]\'))\n    os.read(REQUESTS, 2**16)\n'
        f"    write(frame(3, '[\"ok\",{answer}]', {numbers!r}))\n    time.sleep(10**6)\n"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("bytes(100)", "not a frame"),
        ("b'HTTP/1.1 200 OK and so on, for long enough'", "not a frame"),
        ("frame(3, '[\"ok\",7]')", "a frame out of turn"),
        ("frame(1, '[\"ok\",7]')", "a frame out of turn"),
        ("frame(2, '', length=2**62)", "a frame too long"),
        ("frame(2, '[\"ok\",7]') + frame(3, '[\"ok\",7]')", "bytes that nobody asked for"),
        ("frame(2, '[\"ok\",7]') * 2", "bytes that nobody asked for"),
        ("frame(2, '[\"ok\",7]') + b'x'", "bytes that nobody asked for"),
        ("frame(2, '[\"ok\",7')", "not JSON"),
        ("frame(2, '[\"ok\",7]', bytes(8))", "bytes left over"),
        ('frame(2, \'["ok",{"":[0,1]}]\')', "the frame ends too early"),
        ('frame(2, \'["ok",{"":[0,99999999999]}]\')', "the frame ends too early"),
        ("frame(2, '[' * 1000)", "not JSON"),
        ("frame(2, '7')", "not an answer"),
        ("frame(2, '[\"ok\"]')", "not an answer"),
        ("frame(2, '[\"ok\",7,8]')", "not an answer"),
        ("frame(2, '[\"right\",7]')", "not an answer"),
        ("frame(2, '[null,7]')", "not an answer"),
        ("frame(2, '{\"ok\":7}')", "not an answer"),
        ("frame(2, '[{\"\":[0,2]},7]', bytes(16))", "not an answer"),
        ("frame(2, '[{\"\":[0,0]},7]')", "not an answer"),
    ],
)
def test_what_is_no_answer_ends_the_worker(
    session_of: SessionOf, failure_of: FailureOf, data: str, reason: str
) -> None:
    session = forged(session_of, f"write({data}); time.sleep(10**6)")
    failure = failure_of(session)
    assert failure.kind == "crashed"
    assert failure.sentence() == f"f gave an answer that can't be read: {reason}."
    assert session.call("g", returns="number") == 1


@pytest.mark.parametrize("count", [0, 2, 2**20])
def test_a_frame_with_more_or_fewer_replies_than_scripts_ends_the_worker(
    session_of: SessionOf, failure_of: FailureOf, count: int
) -> None:
    empty = f"struct.pack('<4sIQ', b'CG01', 2, {4 * count}) + bytes({4 * count})"
    failure = failure_of(forged(session_of, f"write({empty}); time.sleep(10**6)"))
    assert failure.sentence() == "f gave an answer that can't be read: not an answer."


def test_an_answer_that_is_announced_and_never_comes_is_waited_for_in_vain(
    session_of: SessionOf, failure_of: FailureOf
) -> None:
    session = forged(session_of, "write(frame(2, '', length=60 * 2**20))", Limits(call_seconds=0.2))
    assert failure_of(session).kind == "timeout"


def test_an_answer_before_the_question_ends_the_worker(session_of: SessionOf, failure_of: FailureOf) -> None:
    failure = failure_of(session_of(f"{FORGER}\nwrite(frame(2, '[\"ok\",7]'))\ndef f():\n    return 1\n"))
    assert failure.kind == "unloadable"
    assert failure.sentence() == (
        "sub.py could not be loaded: it gave an answer that can't be read: a frame out of turn."
    )


def test_an_answer_of_ones_own_is_an_answer_and_the_second_one_ends_the_worker(
    session_of: SessionOf, failure_of: FailureOf
) -> None:
    wait = "select.select([REQUESTS], [], [])"  # until the next question is there, when this answer is out of turn
    session = forged(session_of, f"write(frame(2, '[\"ok\",7]')); {wait}")
    assert session.call("f", returns="number") == 7
    failure = failure_of(session)
    assert failure.sentence() == "f gave an answer that can't be read: a frame out of turn."
    assert session.call("g", returns="number") == 1


@pytest.mark.parametrize(
    ("answer", "numbers"),
    [
        *(('"text"', ""), ("null", ""), ("true", ""), ("[1]", ""), ('{"x":1}', ""), ('{"":3}', "")),
        ('{"":[0,2]}', "bytes(16)"),
    ],
)
def test_an_answer_of_another_kind_than_asked_is_refused(
    session_of: SessionOf, failure_of: FailureOf, answer: str, numbers: str
) -> None:
    session = forged(session_of, f"write(frame(2, '[\"ok\",{answer}]', {numbers or repr(b'')})); os._exit(0)")
    failure = failure_of(session)
    assert failure.kind == "crashed"
    assert failure.sentence() == "f answered what it was not asked."


@pytest.mark.parametrize("answer", ['["raised",7]', '["bad",null]', '["raised",[]]'])
def test_a_failure_without_facts_is_refused(session_of: SessionOf, failure_of: FailureOf, answer: str) -> None:
    failure = failure_of(forged(session_of, f"write(frame(2, '{answer}')); os._exit(0)"))
    assert failure.sentence() == "the worker answered what it was not asked."


@pytest.mark.parametrize("outcome", ["raised", "bad"])
@pytest.mark.parametrize("key", ["type", "message", "frames", "what", "stub", "position", "wanted"])
def test_facts_that_are_arrays_are_refused(
    session_of: SessionOf, failure_of: FailureOf, outcome: str, key: str
) -> None:
    facts = f'["{outcome}",{{"{key}":[{{"":[0,2]}}]}}]'
    failure = failure_of(forged(session_of, f"write(frame(2, '{facts}', bytes(16))); os._exit(0)"))
    assert failure.sentence() == "the worker answered what it was not asked."


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ('["ok",{}]', "missing"),
        ('["ok",{"has":3}]', "missing"),
        ('["ok",{"has":"other"}]', "bad_return"),
        ('["ok",{"has":"stub"}]', "not_implemented"),
        ('["ok",{"has":"nothing","names":3,"failure":4}]', "missing"),
        ('["ok",{"has":"nothing","names":[3,null,"g"],"failure":{}}]', "unloadable"),
        ('["ok",{"has":"nothing","failure":{"type":3,"message":null,"frames":[3]}}]', "unloadable"),
        ('["ok",{"has":"nothing","failure":{"frames":[[1,2,3]],"outcome":{"x":[1]}}}]', "unloadable"),
        ('["ok",7]', "unloadable"),
        ('["ok",{"has":{"":[0,0]}}]', "unloadable"),
        ('["raised",{"type":"MemoryError"}]', "unloadable"),
        ('["bad",{}]', "unloadable"),
    ],
)
def test_forged_facts_about_a_file_are_taken_as_data(
    session_of: SessionOf, failure_of: FailureOf, answer: str, kind: str
) -> None:
    failure = failure_of(session_of(f"{FORGER}\nwrite(frame(1, '{answer}'))\nos._exit(0)\ndef f(): ...\n"))
    assert failure.kind == kind
    assert failure.sentence().isprintable()


@pytest.mark.parametrize("answer", ["null", "7", '"text"', "[1]", '{"x":1}', '{"":[0,2]}'])
def test_what_is_no_handle_is_refused_where_an_object_was_put(
    session_of: SessionOf, failure_of: FailureOf, answer: str
) -> None:
    session = session_of(forging_the_second_answer(answer))
    session.call("f", returns="handle")
    with pytest.raises(StudentFailure) as failed:
        session.put(3)
    assert failed.value.failure.sentence() == "put answered what it was not asked."


@pytest.mark.parametrize("answer", ["null", '"text"', "[1]", '{"":3}', '{"x":{"":[0,2]}}'])
def test_what_is_no_array_number_or_dict_of_them_is_refused_where_an_object_is_looked_at(
    session_of: SessionOf, failure_of: FailureOf, answer: str
) -> None:
    session = session_of(forging_the_second_answer(answer))
    handle = session.call("f", returns="handle")
    with pytest.raises(StudentFailure) as failed:
        session.get(handle, "weight")
    assert failed.value.failure.sentence() == "weight answered what it was not asked."


@pytest.mark.parametrize("body", ["os.close(REPLIES)", "os.closerange(3, 256)"])
def test_a_worker_that_closes_its_pipes_and_lives_on_has_left(
    session_of: SessionOf, failure_of: FailureOf, body: str
) -> None:
    session = forged(session_of, f"{body}; time.sleep(10**6)")
    failure = failure_of(session)
    assert failure.kind == "crashed"
    assert failure.sentence() == "f cut its connection to the grader."
    assert session.call("g", returns="number") == 1


def test_a_worker_that_closes_its_pipe_and_answers_has_left(session_of: SessionOf, failure_of: FailureOf) -> None:
    failure = failure_of(forged(session_of, "os.close(REPLIES)"))
    assert failure.sentence() in (
        "f ended its process with exit status 1.",
        "f cut its connection to the grader.",  # where it took its time
    )


def test_a_worker_that_does_not_listen_any_more_has_left(session_of: SessionOf, failure_of: FailureOf) -> None:
    session = forged(session_of, "os.close(REQUESTS)")
    assert session.call("f", returns="number") == 1
    assert failure_of(session).kind == "crashed"
    assert session.call("g", returns="number") == 1


def test_a_request_that_finds_the_pipe_full_waits_until_the_time_is_up(
    session_of: SessionOf, failure_of: FailureOf
) -> None:
    unread = "int.from_bytes(fcntl.ioctl(REQUESTS, termios.FIONREAD, bytes(4)), sys.byteorder)"
    source = (
        f"{FORGER}\nimport sys, termios\ndef f(x):\n    write(frame(2, '[\"ok\",7]'))\n"
        f"    while {unread} < 65_000:\n        time.sleep(0.001)\n"
        "    write(frame(3, '[\"ok\",7]'))\n    time.sleep(10**6)\n"
    )
    session = session_of(source, Limits(call_seconds=0.2))
    fills_the_pipe = np.zeros(8_150)
    assert session.call("f", 1, returns="number") == 7
    assert session.call("f", fills_the_pipe, returns="number") == 7
    assert failure_of(session, "f", fills_the_pipe).kind == "timeout"


def test_an_answer_to_half_a_question_is_none(session_of: SessionOf, failure_of: FailureOf) -> None:
    answer = "write(frame(2, '[\"ok\",7]')); os.read(REQUESTS, 1); write(frame(3, '[\"ok\",7]')); time.sleep(10**6)"
    session = forged(session_of, answer)
    assert session.call("f", returns="number") == 7
    failure = failure_of(session, "f", np.zeros(100_000))
    assert failure.sentence() == "f gave an answer that can't be read: bytes that nobody asked for."
