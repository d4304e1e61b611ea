"""Bytes that are no body of ours give a WireError: no other exception, and no memory that they only announce."""

import contextlib
import struct
import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sandbox.worker import wire
from grader.sandbox.worker.wire import Value, WireError
from tests.worker.values import is_same, values

MOST_MEMORY = 16 * 2**20  # bytes: what a text of MAX_TEXT can be made to take, with room to spare
LARGE = 2**62


def body(text: str | bytes, numbers: bytes = b"", length: int | None = None) -> bytes:
    """A body with this text, behind the length that it has or that it claims to have."""
    raw = text.encode() if isinstance(text, str) else text
    return struct.pack("<I", len(raw) if length is None else length) + raw + numbers


def refusal(data: bytes) -> str:
    """The reason for which `data` is refused, without taking much memory first."""
    with pytest.raises(WireError) as refused:
        measured(wire.decode, data)
    return str(refused.value)


def measured(read: Callable[[bytes], Value], data: bytes) -> Value:
    """What `read(data)` gives; it may not take much memory."""
    tracemalloc.start()
    try:
        return read(data)
    finally:
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < MOST_MEMORY + 2 * len(data)


@settings(deadline=None, database=None)
@given(values(), st.data())
def test_a_body_that_was_cut_is_refused(value: Value, data: st.DataObject) -> None:
    whole = wire.encode(value)
    refusal(whole[: data.draw(st.integers(0, len(whole) - 1))])


@settings(deadline=None, database=None)
@given(values(), st.binary(min_size=1, max_size=20))
def test_a_body_with_bytes_left_over_is_refused(value: Value, more: bytes) -> None:
    assert refusal(wire.encode(value) + more) == "bytes left over"


@settings(deadline=None, database=None, max_examples=150)
@given(values(), st.lists(st.tuples(st.integers(0), st.integers(0, 255)), min_size=1, max_size=6))
def test_changed_bytes_give_another_value_or_are_refused(value: Value, changes: list[tuple[int, int]]) -> None:
    data = bytearray(wire.encode(value))
    for place, byte in changes:
        data[place % len(data)] = byte
    with contextlib.suppress(WireError):
        got = measured(wire.decode, bytes(data))
        assert is_same(wire.decode(wire.encode(got)), got)  # if it is read, it is a value of ours


@settings(deadline=None, database=None, max_examples=150)
@given(st.text(alphabet='[]{}":,01.9eE-+truefalsnINy\\u', max_size=40), st.binary(max_size=24))
def test_arbitrary_text_gives_a_value_or_is_refused(text: str, numbers: bytes) -> None:
    with contextlib.suppress(WireError):
        measured(wire.decode, body(text, numbers))


@settings(deadline=None, database=None, max_examples=150)
@given(
    st.lists(st.integers(-2, 9) | st.integers() | st.sampled_from([None, True, 1.0, "0", [], {}]), max_size=5),
    st.binary(max_size=64),
)
def test_an_array_is_read_only_with_exactly_the_bytes_of_its_shape(mark: list[object], numbers: bytes) -> None:
    text = str(mark).replace("'", '"').replace("None", "null").replace("True", "true")
    try:
        got = measured(wire.decode, body(f'{{"":{text}}}', numbers))
    except WireError:
        return
    assert isinstance(got, np.ndarray)
    assert got.tobytes() == numbers
    assert [{8: 0, 4: 1}[got.itemsize], *got.shape] == mark


@pytest.mark.parametrize(
    "shape",
    [
        [LARGE],
        [LARGE, LARGE],
        [2**32, 2**32],  # 2**64 numbers: 0 in a machine's arithmetic
        [2**61],  # 2**64 bytes
        [0, LARGE],
        [0, LARGE, LARGE],
        [LARGE, 0],
        [2**63],
        [0, 10**30],
        [10**6, 10**6],
    ],
)
@pytest.mark.parametrize("code", [0, 1])
def test_a_shape_that_no_bytes_stand_behind_is_refused(shape: list[int], code: int) -> None:
    refusal(body(f'{{"":{[code, *shape]}}}'))
    refusal(body(f'[{{"":{[code, *shape]}}},{{"":[0,1]}}]', bytes(8)))


def test_a_negative_shape_is_refused_also_where_the_sizes_multiply_to_the_bytes() -> None:
    assert refusal(body('{"":[0,-1]}', bytes(8))) == "an unknown mark"
    assert refusal(body('{"":[0,-1,-1]}', bytes(8))) == "an unknown mark"


@pytest.mark.parametrize(
    "mark",
    [
        *("-1", "null", "true", "false", "1.0", '"1"', "{}", "[[0]]", "[0,null]", "[true,1]", "[0,true]", "[0,1.0]"),
        *("[]", "[2,1]", "[7]", '["<f8",1]', '["O",1]', '[0,"1"]', '{"":1}', str(2**63), "[0," + "1," * 16 + "1]"),
    ],
)
def test_a_mark_that_is_none_of_ours_is_refused(mark: str) -> None:
    refusal(body(f'{{"":{mark}}}', bytes(8)))
    refusal(body(f'{{"":{mark}}}', bytes(4)))
    refusal(body(f'{{"":{mark}}}'))


def test_a_mark_beside_other_keys_is_refused() -> None:
    assert refusal(body('{"":1,"x":2}')) == "an unknown mark"
    assert refusal(body('{"x":2,"":1}')) == "an unknown mark"


def test_deep_nesting_is_refused() -> None:
    assert refusal(body("[" * 17 + "]" * 17)) == "nested too deeply"
    assert refusal(body('{"a":' * 17 + "1" + "}" * 17)) == "nested too deeply"
    for opening in ("[", '{"a":', '[{"":['):
        refusal(body(opening * (wire.MAX_TEXT // len(opening))))
    refusal(body("[" * (wire.MAX_TEXT // 2) + "]" * (wire.MAX_TEXT // 2)))


@pytest.mark.parametrize("digits", [19, 20, 400, 5_000, 100_000])
def test_a_number_that_is_too_large_is_refused(digits: int) -> None:
    for number in ("9" * digits, "-" + "9" * digits):
        refusal(body(number))
        refusal(body(f'{{"x":[{number}]}}'))


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "nul", "NULL", "nan", "1 2", "[1,]", "{1:2}", '{"a"}', "'a'", "0x10", "01", "+1", "1_0", '"\n"'),
        *(b"\xff", b'"\xff"', b"\x80", b'"\xc3"', b"\0", b"\xff\xfe[", '"\\ud8"', '"', "//x\n1", "[1]x", "__import__"),
    ],
)
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    assert refusal(body(text)) == "not JSON"


def test_a_text_that_fills_all_it_may_takes_little_memory() -> None:
    piece = '{"":[0,0]}'  # of all forms the one that takes most
    text = "[" + ",".join([piece] * ((wire.MAX_TEXT - 2) // (len(piece) + 1))) + "]"
    assert isinstance(measured(wire.decode, body(text)), tuple)


def test_a_length_that_is_not_there_is_refused() -> None:
    assert refusal(b"") == refusal(b"\1\0\0") == refusal(body("1", length=2)) == "the frame ends too early"
    assert (
        refusal(body("1", length=2**32 - 1)) == refusal(body("1", length=wire.MAX_TEXT)) == "the frame ends too early"
    )


def test_more_text_than_is_allowed_is_refused_though_it_is_there() -> None:
    refusal(body(" " * wire.MAX_TEXT + "1"))
    assert wire.decode(body(" " * (wire.MAX_TEXT - 1) + "1")) == 1


@settings(deadline=None, database=None)
@given(st.binary(min_size=wire.HEADER.size, max_size=wire.HEADER.size))
def test_a_header_of_random_bytes_is_refused(header: bytes) -> None:
    with pytest.raises(WireError):
        wire.body_length(header, 0)


def test_a_header_says_its_number_and_a_length_within_bounds() -> None:
    assert wire.body_length(wire.HEADER.pack(wire.MAGIC, 3, wire.MAX_BODY), 3) == wire.MAX_BODY
    for header, reason in (
        (wire.HEADER.pack(wire.MAGIC, 4, 1), "out of turn"),
        (wire.HEADER.pack(wire.MAGIC, 2, 1), "out of turn"),
        (wire.HEADER.pack(wire.MAGIC, 3, wire.MAX_BODY + 1), "too long"),
        (wire.HEADER.pack(wire.MAGIC, 3, 2**64 - 1), "too long"),
        (wire.HEADER.pack(b"CG00", 3, 1), "not a frame"),
    ):
        with pytest.raises(WireError, match=reason):
            wire.body_length(header, 3)


@settings(deadline=None, database=None)
@given(st.lists(st.binary(max_size=30), max_size=5), st.data())
def test_a_sheaf_is_taken_apart_as_it_was_put_together_or_refused(values: list[bytes], data: st.DataObject) -> None:
    sheaf = wire.sheaf(3, values)
    whole = sheaf[wire.HEADER.size :]
    assert wire.body_length(sheaf, 3) == len(whole)
    assert list(wire.pieces(whole)) == values
    cut = whole[: data.draw(st.integers(0, max(0, len(whole) - 1)))]
    try:
        found = list(wire.pieces(cut))
    except WireError:
        return
    assert found == values[: len(found)]  # cut between two of them: who reads knows how many there should be


@settings(deadline=None, database=None, max_examples=150)
@given(st.binary(max_size=200))
def test_the_pieces_of_random_bytes_are_all_of_them_or_refused(data: bytes) -> None:
    with contextlib.suppress(WireError):
        found = list(wire.pieces(data))
        assert sum(len(piece) + wire.LENGTH.size for piece in found) == len(data)


def test_a_piece_that_announces_more_than_there_is_takes_no_memory() -> None:
    def read(data: bytes) -> Value:
        return len(list(wire.pieces(data)))

    with pytest.raises(WireError, match="too early"):
        measured(read, struct.pack("<I", 2**32 - 1) + bytes(100))
