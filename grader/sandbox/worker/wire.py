"""Values as bytes, for the pipe between the grader and a worker.

A value is None, bool, int, float, str, a float64 or float32 array, a `Handle`, a tuple of values or a dict
from str to value. A body is a short JSON text, which says everything but the arrays' numbers, and then those,
as raw bytes behind one another. There is no pickle and nothing is evaluated. The reader takes bytes only after
checking that the frame has them, and an array only when its bytes are exactly what its shape and dtype ask for.
What can be written is read as it was, but for the bits of a NaN.
"""

import json
import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
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
MAX_TEXT = 2**18  # bytes of JSON: no more can be made of them in memory than a few MiB
MAX_DEPTH = 16
MAX_INT = 2**63 - 1  # larger ones can't even be turned into a float
MAX_DIMENSIONS = 16

_LENGTH = struct.Struct("<I")
_DTYPES: dict[int, np.dtype[Any]] = {0: np.dtype("<f8"), 1: np.dtype("<f4")}
_CODES = {dtype: code for code, dtype in _DTYPES.items()}
_MARK = ""  # the key of a JSON object that stands for an array or a handle


class WireError(Exception):
    """Bytes that are no frame of ours, or a value that has no form on the wire."""


def frame(number: int, value: Value) -> bytes:
    """`value` as one frame: header and body."""
    body = encode(value)
    if len(body) > MAX_BODY:
        raise WireError("a frame too long")
    return HEADER.pack(MAGIC, number, len(body)) + body


def body_length(header: bytes, number: int) -> int:
    """The length of the body that `header` announces, if it is the header of frame `number`."""
    magic, got, length = HEADER.unpack(header)
    if magic != MAGIC:
        raise WireError("not a frame")
    if got != number:
        raise WireError("a frame out of turn")
    if length > MAX_BODY:
        raise WireError("a frame too long")
    return int(length)


def encode(value: Value) -> bytes:
    """`value` as bytes."""
    _check_form(value, MAX_DEPTH)
    arrays: list[bytes] = []

    def marked(item: Any) -> Any:
        if isinstance(item, Handle):
            return {_MARK: item.number}
        if isinstance(item, np.ndarray):
            code = _CODES.get(item.dtype)
            if code is None or item.ndim > MAX_DIMENSIONS:
                raise WireError(f"no form for an array of {item.dtype}")
            arrays.append(item.tobytes())
            return {_MARK: [code, *item.shape]}
        raise WireError(f"no form for {type(item).__name__}")

    text = json.dumps(value, default=marked, separators=(",", ":")).encode("ascii")
    if len(text) > MAX_TEXT:
        raise WireError("too much text")
    return b"".join((_LENGTH.pack(len(text)), text, *arrays))


def decode(body: bytes) -> Value:
    """The value that `body` holds, no byte more and none less."""
    if len(body) < _LENGTH.size:
        raise WireError("the frame ends too early")
    length = _LENGTH.unpack_from(body)[0]
    start = _LENGTH.size + length
    if length > MAX_TEXT or start > len(body):
        raise WireError("the frame ends too early")
    try:
        plain = json.loads(body[_LENGTH.size : start], object_pairs_hook=_object)
    except (ValueError, RecursionError):
        raise WireError("not JSON") from None
    reader = _Reader(memoryview(body)[start:])
    value = reader.value(plain, MAX_DEPTH)
    if reader.rest:
        raise WireError("bytes left over")
    return value


def _check_form(value: object, depth: int) -> None:
    """Refuse what JSON would write down but the reader would refuse, or take for something else."""
    if depth == 0:
        raise WireError("nested too deeply")
    if isinstance(value, int) and abs(value) > MAX_INT:
        raise WireError("a number too large")
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or key == _MARK:
                raise WireError("no form for such a key")
            _check_form(item, depth - 1)
    elif isinstance(value, tuple | list):
        for item in value:
            _check_form(item, depth - 1)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise WireError("a key that comes twice")
    return found


class _Reader:
    """Puts arrays and handles back in their places."""

    def __init__(self, numbers: memoryview) -> None:
        self.rest = numbers

    def value(self, plain: Any, depth: int) -> Value:
        if depth == 0:
            raise WireError("nested too deeply")
        if isinstance(plain, list):
            return tuple([self.value(item, depth - 1) for item in plain])
        if isinstance(plain, dict):
            if _MARK in plain:
                if len(plain) > 1:
                    raise WireError("an unknown mark")
                return self._marked(plain[_MARK])
            return {key: self.value(item, depth - 1) for key, item in plain.items()}
        if isinstance(plain, int) and abs(plain) > MAX_INT:
            raise WireError("a number too large")
        value: Value = plain
        return value

    def _marked(self, mark: Any) -> Value:
        if _is_count(mark):
            return Handle(mark)
        if not isinstance(mark, list) or not all(map(_is_count, mark)):
            raise WireError("an unknown mark")
        dtype = _DTYPES.get(mark[0]) if mark else None
        shape = mark[1:]
        if dtype is None or len(shape) > MAX_DIMENSIONS:
            raise WireError("an array of an unknown kind")
        size = math.prod(shape) * dtype.itemsize  # Python's own integers: no overflow makes a large shape look small
        if size > len(self.rest):
            raise WireError("the frame ends too early")
        data, self.rest = self.rest[:size], self.rest[size:]
        # A copy of our own: aligned, writable, free of the frame. A shape without numbers may still be absurd.
        try:
            array: Array = np.frombuffer(data, dtype=dtype).reshape(shape).astype(dtype.newbyteorder("="))
        except ValueError:
            raise WireError("an impossible shape") from None
        return array


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= MAX_INT  # True is no number here
