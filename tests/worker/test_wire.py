"""What is written is read as it was, for every kind of value; what would not be is refused when it is written."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from grader.sandbox.worker import wire
from grader.sandbox.worker.wire import Handle, Value, WireError
from tests.worker.values import is_same, nested, values


@settings(deadline=None, database=None, max_examples=100)
@given(values())
def test_every_value_comes_back_as_it_was(value: Value) -> None:
    assert is_same(wire.decode(wire.encode(value)), value)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, -0.0, 5e-324, 1.7976931348623157e308])
def test_special_floats_come_back_alone_and_in_arrays(number: float) -> None:
    assert is_same(wire.decode(wire.encode(number)), number)
    array = np.array([number, 1.0])
    assert is_same(wire.decode(wire.encode(array)), array)


def test_a_frame_announces_the_length_of_its_body() -> None:
    frame = wire.frame(7, ("ok", np.ones(3)))
    body = frame[wire.HEADER.size :]
    assert wire.body_length(frame[: wire.HEADER.size], 7) == len(body)
    assert is_same(wire.decode(body), ("ok", np.ones(3)))


@pytest.mark.parametrize("order", ["C", "F"])
def test_an_array_in_any_memory_order_comes_back_contiguous_and_writable(order: Any) -> None:
    array = np.arange(24.0).reshape(2, 3, 4).copy(order)[:, ::-1, ::2]
    array.flags.writeable = False
    back = wire.decode(wire.encode(array))
    assert isinstance(back, np.ndarray)
    assert np.array_equal(back, array)
    assert back.flags.c_contiguous
    assert back.flags.writeable
    assert back.flags.aligned
    assert back.flags.owndata


def test_several_arrays_stay_in_their_order() -> None:
    first, second = np.arange(3.0), np.arange(4, dtype=np.float32)
    assert is_same(wire.decode(wire.encode((first, {"deep": second}, first))), (first, {"deep": second}, first))


def test_nesting_goes_as_deep_as_is_read_and_no_deeper() -> None:
    deepest = nested(wire.MAX_DEPTH - 1)
    assert wire.decode(wire.encode(deepest)) == deepest
    with pytest.raises(WireError, match="nested"):
        wire.encode((deepest,))


def test_a_value_that_holds_itself_is_refused() -> None:
    circle: dict[str, Any] = {}
    circle["again"] = circle
    with pytest.raises(WireError, match="nested"):
        wire.encode(circle)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (np.zeros(2, dtype=np.int64), "int64"),
        (np.zeros(2, dtype=np.complex128), "complex128"),
        (np.zeros(2, dtype=">f8"), ">f8"),
        (np.zeros(2, dtype=object), "object"),
        (np.zeros(2, dtype=np.float16), "float16"),
        (np.zeros((1,) * (wire.MAX_DIMENSIONS + 1)), "float64"),
        (np.int64(3), "int64"),
        (b"bytes", "bytes"),
        ({1, 2}, "set"),
        (object(), "object"),
        (1j, "complex"),
        ({"": 1}, "key"),
        ({"deep": ({"": 1},)}, "key"),
        ({1: 2}, "key"),
        (wire.MAX_INT + 1, "too large"),
        (-wire.MAX_INT - 1, "too large"),
        pytest.param(10**5000, "too large", id="10**5000"),
        pytest.param("x" * wire.MAX_TEXT, "too much text", id="long text"),
    ],
)
def test_what_has_no_form_is_refused_when_it_is_written(value: Any, reason: str) -> None:
    with pytest.raises(WireError, match=reason):
        wire.encode(value)


def test_half_characters_do_no_harm() -> None:
    assert wire.decode(wire.encode("\ud800 and \udfff")) == "\ud800 and \udfff"


def test_a_frame_is_never_written_longer_than_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_BODY", 100)
    assert len(wire.frame(0, np.zeros(8))) < 100 + wire.HEADER.size
    with pytest.raises(WireError, match="too long"):
        wire.frame(0, np.zeros(16))


def test_a_handle_is_told_from_a_number() -> None:
    assert is_same(wire.decode(wire.encode((Handle(3), 3))), (Handle(3), 3))
    assert not is_same(wire.decode(wire.encode(Handle(3))), 3)
