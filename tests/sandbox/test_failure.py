"""A failure as one or two sentences: safe to print, whatever the worker said."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.failure import Failure, Kind, NotAsked, StudentFailure
from grader.sandbox.worker import wire
from grader.sandbox.worker.wire import Value

FRAME = ("conv.py", 7, "x = 1 / 0")


@pytest.mark.parametrize(
    ("kind", "facts", "sentence"),
    [
        ("missing", {}, "f is not defined in any of the files."),
        ("missing", {"similar": "F"}, 'f is not defined in any of the files. There is a "F": is that the one?'),
        ("not_implemented", {"stub": True}, "f is not written yet."),
        (
            "not_implemented",
            {"frames": (FRAME,)},
            "f still raises NotImplementedError (conv.py, line 7: `x = 1 / 0`): take that line out when your code is"
            " in place.",
        ),
        ("unloadable", {"path": "a.py", "outcome": "it ended"}, "a.py could not be loaded: it ended."),
        ("unloadable", {"path": "a.py", "type": "ValueError", "message": ""}, "a.py could not be loaded: ValueError."),
        ("raised", {"type": "ValueError", "message": "so"}, "f raised ValueError: so."),
        (
            "raised",
            {"type": "ZeroDivisionError", "message": "so", "frames": (FRAME,)},
            "f raised ZeroDivisionError: so (conv.py, line 7: `x = 1 / 0`).",
        ),
        ("raised", {"type": "E", "message": "", "frames": (("a.py", 3, ""),)}, "f raised E (a.py, line 3)."),
        (
            "raised",
            {"type": "SystemExit", "message": "0"},
            "f raised SystemExit: 0. Take the call of exit out: a function answers by returning.",
        ),
        ("bad_return", {"what": "none"}, "f returned None. Is its return statement missing?"),
        (
            "bad_return",
            {"what": "type", "type": "str", "position": 1},
            "f's value number 2 is a str, not an array of numbers.",
        ),
        (
            "bad_return",
            {"what": "one", "wanted": 2, "type": "ndarray"},
            "f returned one ndarray where two values are expected: look at its last line.",
        ),
        (
            "bad_return",
            {"what": "count", "wanted": 3, "got": 2},
            "f returned 2 values where three values are expected.",
        ),
        ("bad_return", {"what": "count", "wanted": 4, "got": 2}, "f returned 2 values where 4 values are expected."),
        ("bad_return", {"what": "count", "got": 2}, "f returned 2 values where several values are expected."),
        ("bad_return", {"what": "type", "type": "str"}, "f is a str, not an array of numbers."),
        ("bad_return", {"what": "dtype", "dtype": "bool"}, "f is an array of dtype bool, not of real numbers."),
        ("bad_return", {"what": "size", "shape": (9, 9)}, "f is far too large: its shape is (9, 9)."),
        ("bad_return", {"what": "number", "type": "str"}, "f is a str, not a number."),
        ("bad_return", {"what": "not_callable", "type": "int"}, "f is a int, not a function."),
        ("bad_return", {"what": "wire", "type": "too much"}, "f gave an answer that can't be read (too much)."),
        ("bad_return", {}, "f gave an answer that can't be read."),
        ("bad_return", {"what": 3}, "f gave an answer that can't be read."),
        ("timeout", {"seconds": 0.5}, "f did not finish within 0.5 s. Is there a loop that never ends?"),
        ("timeout", {"whole": "conv"}, "f was not asked any more: the time for conv is used up."),
        ("crashed", {"how": "printed without end"}, "f printed without end."),
    ],
)
def test_each_failure_has_its_sentence(kind: Kind, facts: dict[str, Value], sentence: str) -> None:
    assert Failure(kind, "f", facts).sentence() == sentence


KINDS: list[Kind] = ["missing", "not_implemented", "unloadable", "raised", "bad_return", "crashed"]
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-wire.MAX_INT, wire.MAX_INT) | st.floats() | st.text(max_size=210),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "what": st.sampled_from(["none", "one", "count", "type", "dtype", "size", "number", "not_callable", "wire"])
        | PLAIN,
        "type": st.sampled_from(["ModuleNotFoundError", "SystemExit", "MemoryError"]) | PLAIN,
        "frames": st.lists(st.tuples(PLAIN, PLAIN, PLAIN) | PLAIN, max_size=3).map(tuple) | PLAIN,
        **dict.fromkeys(["message", "path", "outcome", "similar", "stub", "position", "wanted", "got"], PLAIN),
        **dict.fromkeys(["dtype", "shape", "how"], PLAIN),
    },
)


@settings(deadline=None, database=None, max_examples=100)
@given(st.sampled_from(KINDS), FACTS)
def test_a_sentence_is_one_safe_line_whatever_the_facts_are(kind: Kind, facts: dict[str, Value]) -> None:
    failure = Failure(kind, "f", facts)
    sentence = failure.sentence()
    assert not {unicodedata.category(char) for char in sentence} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert len(sentence) < 5000
    assert isinstance(failure.hint(), str)


def test_some_failures_would_come_again_whatever_is_asked() -> None:
    again = {kind for kind in (*KINDS, "timeout") if Failure(kind, "f").again()}
    assert again == {"missing", "unloadable"}
    assert Failure("not_implemented", "f", {"stub": True}).again()


@pytest.mark.parametrize("kind", KINDS)
def test_every_failure_has_a_next_step(kind: Kind) -> None:
    assert len(Failure(kind, "f", {"what": "none"}).hint()) > 20


def test_a_student_failure_carries_its_failure() -> None:
    failure = Failure("crashed", "f")
    assert StudentFailure(failure).failure is failure
    assert isinstance(NotAsked(failure), StudentFailure)


def test_who_is_stopped_by_the_box_is_told_of_it() -> None:
    assert "no network" in Failure("raised", "f", {"type": "PermissionError"}).hint()
    assert "no network" not in Failure("raised", "f", {"type": "ValueError"}).hint()


def test_a_line_is_spoken_of_where_one_is_named() -> None:
    named = Failure("raised", "f", {"type": "ValueError", "frames": (FRAME,)})
    assert "which line raises" in named.hint()
    bare = Failure("raised", "f", {"type": "AttributeError", "frames": ()})
    assert "line" not in bare.hint()
