"""Values as bytes, for the pipe between the grader and a worker.

A value is None, bool, int, float, str, a float64 or float32 array, a `Handle`, a tuple of values or a dict
from str to value. A body is a short JSON text, which says everything but the arrays' numbers, and then those,
as raw bytes behind one another. There is no pickle and nothing is evaluated. The reader takes bytes only after
checking that the frame has them, and an array only when its bytes are exactly what its shape and dtype ask for.
What can be written is read as it was, but for the bits of a NaN.
"""

import json
import math
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Handle:
    """A name for an object that stays in the worker: a cache, a layer, an array."""

    number: int


Value = None | bool | int | float | str | Array | Handle | tuple["Value", ...] | Mapping[str, "Value"]

HEADER = struct.Struct("<4sIQ")  # magic, number of the request, length of the body
MAGIC = b"CG01"
MAX_BODY = 64 * 2**20
MAX_TEXT = 2**16  # bytes of JSON, of which a few are needed: it takes time to read them, and memory to keep them
MAX_DEPTH = 16
MAX_INT = 2**63 - 1  # larger ones can't even be turned into a float
MAX_DIMENSIONS = 16

LENGTH = struct.Struct("<I")
_DTYPES: dict[int, np.dtype[Any]] = {0: np.dtype("<f8"), 1: np.dtype("<f4")}
_CODES = {dtype: code for code, dtype in _DTYPES.items()}
_MARK = ""  # the key of a JSON object that stands for an array or a handle
_MOST_DIGITS = 20  # of a number within MAX_INT, with its sign
_LONG = re.compile(f"[0-9]{{{_MOST_DIGITS - 1}}}")
_LEAVES = frozenset((str, float, bool, type(None)))  # written as they are
_READ = _LEAVES | {int}  # read as they are


class WireError(Exception):
    """Bytes that are no frame of ours, or a value that has no form on the wire."""


def frame(number: int, value: Value) -> bytes:
    """`value` as one frame: header and body."""
    return _framed(number, encode(value))


def sheaf(number: int, pieces: Sequence[bytes]) -> bytes:
    """Several encoded values as one frame."""
    return _framed(number, b"".join([part for piece in pieces for part in (LENGTH.pack(len(piece)), piece)]))


def pieces(body: bytes) -> Iterator[bytes]:
    """The encoded values in the body of a sheaf, one after another."""
    at = 0
    while at < len(body):
        if at + LENGTH.size > len(body):
            raise WireError("the frame ends too early")
        start = at + LENGTH.size
        at = start + int(LENGTH.unpack_from(body, at)[0])
        if at > len(body):
            raise WireError("the frame ends too early")
        yield body[start:at]


def _framed(number: int, body: bytes) -> bytes:
    if len(body) > MAX_BODY:
        raise WireError("a frame too long")
    return HEADER.pack(MAGIC, number, len(body)) + body


def body_length(buffer: bytes | bytearray, number: int, at: int = 0) -> int:
    """The length of the body that the header at place `at` announces, if it is the header of frame `number`."""
    magic, got, length = HEADER.unpack_from(buffer, at)
    if magic != MAGIC:
        raise WireError("not a frame")
    if got != number:
        raise WireError("a frame out of turn")
    if length > MAX_BODY:
        raise WireError("a frame too long")
    return int(length)


def encode(value: Value) -> bytes:
    """`value` as bytes."""
    arrays: list[bytes] = []
    text = _text(value, arrays, MAX_DEPTH).encode("ascii")
    if len(text) > MAX_TEXT:
        raise WireError("too much text")
    whole = b"".join((LENGTH.pack(len(text)), text, *arrays))
    if len(whole) > MAX_BODY - LENGTH.size:
        raise WireError("a frame too long")
    return whole


def decode(body: bytes) -> Value:
    """The value that `body` holds, no byte more and none less."""
    if len(body) < LENGTH.size:
        raise WireError("the frame ends too early")
    length = LENGTH.unpack_from(body)[0]
    start = LENGTH.size + length
    if length > MAX_TEXT or start > len(body):
        raise WireError("the frame ends too early")
    try:
        text = body[LENGTH.size : start].decode("ascii")
        plain = (_CAREFUL if _LONG.search(text) else _QUICK).decode(text)
    except (ValueError, RecursionError):
        raise WireError("not JSON") from None
    reader = _Reader(body, start)
    value: Value = plain if type(plain) in _READ else reader.value(plain, MAX_DEPTH)
    if reader.at < len(body):
        raise WireError("bytes left over")
    return value


def _text(value: Any, arrays: list[bytes], depth: int) -> str:
    """`value` as JSON. Refuses what JSON could say but the reader would refuse, or take for something else."""
    if depth == 0:
        raise WireError("nested too deeply")
    kind = type(value)
    if kind is np.ndarray:
        mark = _array_mark(value.dtype, value.shape)
        arrays.append(value.tobytes())
        return mark
    if kind is tuple or kind is list:
        return f"[{','.join([_text(item, arrays, depth - 1) for item in value])}]"
    if kind is Handle:
        return f'{{"":{value.number}}}'
    if kind in _LEAVES:
        return _JSON.encode(value)
    if isinstance(value, int):
        if abs(value) > MAX_INT:
            raise WireError("a number too large")
        return int.__repr__(value)
    if kind is dict:
        for key in value:
            if type(key) is not str or key == _MARK:
                raise WireError("no form for such a key")
        items = [f"{_JSON.encode(key)}:{_text(item, arrays, depth - 1)}" for key, item in value.items()]
        return f"{{{','.join(items)}}}"
    raise WireError(f"no form for {kind.__name__}")


@lru_cache(1000)
def _array_mark(dtype: np.dtype[Any], shape: tuple[int, ...]) -> str:
    code = _CODES.get(dtype)
    if code is None or len(shape) > MAX_DIMENSIONS:
        raise WireError(f"no form for an array of {dtype}")
    return f'{{"":[{",".join(map(str, (code, *shape)))}]}}'


class _Reader:
    """Puts arrays and handles back in their places, and makes tuples of lists."""

    def __init__(self, body: bytes, at: int) -> None:
        self._body = body
        self.at = at  # where the next array begins

    def value(self, plain: Any, depth: int) -> Any:
        if depth <= (1 if plain else 0):
            raise WireError("nested too deeply")
        if type(plain) is list:
            return tuple([item if type(item) in _READ else self.value(item, depth - 1) for item in plain])
        if _MARK not in plain:
            return {key: item if type(item) in _READ else self.value(item, depth - 1) for key, item in plain.items()}
        if len(plain) > 1:
            raise WireError("an unknown mark")
        mark = plain[_MARK]
        if type(mark) is list:
            return self._array(mark)
        if type(mark) is not int or mark < 0:
            raise WireError("an unknown mark")
        return Handle(mark)

    def _array(self, mark: list[Any]) -> Array:
        for number in mark:
            if type(number) is not int or number < 0:  # True is no number here
                raise WireError("an unknown mark")
        dtype = _DTYPES.get(mark[0]) if mark else None
        shape = mark[1:]
        if dtype is None or len(shape) > MAX_DIMENSIONS:
            raise WireError("an array of an unknown kind")
        # Python's own integers: no overflow makes a large shape look small.
        end = self.at + math.prod(shape) * dtype.itemsize
        if end > len(self._body):
            raise WireError("the frame ends too early")
        # A copy of our own: aligned, writable, free of the frame. A shape without numbers may still be absurd.
        try:
            view: Array = np.ndarray(shape, dtype, self._body, self.at)
        except ValueError:
            raise WireError("an impossible shape") from None
        self.at = end
        return view.copy() if dtype.isnative else view.astype(dtype.newbyteorder("="))


def _bounded(digits: str) -> int:
    number = int(digits) if len(digits) <= _MOST_DIGITS else MAX_INT + 1
    if abs(number) > MAX_INT:
        raise WireError("a number too large")
    return number


# Made once: making a coder takes longer than coding a short text.
_JSON = json.JSONEncoder(separators=(",", ":"))
_QUICK = json.JSONDecoder()
_CAREFUL = json.JSONDecoder(parse_int=_bounded)
