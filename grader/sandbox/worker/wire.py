"""Values as bytes, for the pipe between the grader and a worker.

A value is None, bool, int, float, str, a float64 or float32 array, a `Handle`, a tuple of values or a dict from
str to value. There is no pickle and nothing is evaluated: the reader takes bytes only after checking that the
frame has them, and an array only when its bytes are exactly what its shape and dtype ask for.
"""

import struct
from collections.abc import Callable, Mapping
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
MAX_DEPTH = 8
MAX_DIMENSIONS = 16

_DTYPES = {0: np.dtype("<f8"), 1: np.dtype("<f4")}
_CODES = {dtype: code for code, dtype in _DTYPES.items()}
_INT = struct.Struct("<q")
_FLOAT = struct.Struct("<d")
_LENGTH = struct.Struct("<I")
_ARRAY = struct.Struct("<BB")


class WireError(Exception):
    """Bytes that are no frame of ours, or a value that has no form on the wire."""


def frame(number: int, value: Value) -> bytes:
    """`value` as one frame: header and body."""
    body = encode(value)
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
    parts: list[bytes] = []
    _write(value, parts, MAX_DEPTH)
    return b"".join(parts)


def decode(body: bytes) -> Value:
    """The value that `body` holds, no byte more and none less."""
    reader = _Reader(body)
    value = reader.value(MAX_DEPTH)
    if reader.left():
        raise WireError("bytes left over")
    return value


def _write(value: Value, parts: list[bytes], depth: int) -> None:
    if depth == 0:
        raise WireError("nested too deeply")
    if value is None:
        parts.append(b"n")
    elif isinstance(value, bool):
        parts.append(b"t" if value else b"f")
    elif isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise WireError("an int too large")
        parts += [b"i", _INT.pack(value)]
    elif isinstance(value, float):
        parts += [b"d", _FLOAT.pack(value)]
    elif isinstance(value, str):
        text = value.encode("utf-8", "backslashreplace")
        parts += [b"s", _LENGTH.pack(len(text)), text]
    elif isinstance(value, Handle):
        parts += [b"h", _LENGTH.pack(value.number)]
    elif isinstance(value, np.ndarray):
        _write_array(value, parts)
    elif isinstance(value, tuple):
        parts += [b"l", _LENGTH.pack(len(value))]
        for item in value:
            _write(item, parts, depth - 1)
    elif isinstance(value, Mapping):
        parts += [b"m", _LENGTH.pack(len(value))]
        for key, item in value.items():
            _write(key, parts, depth - 1)
            _write(item, parts, depth - 1)
    else:
        raise WireError(f"no form for {type(value).__name__}")


def _write_array(array: Array, parts: list[bytes]) -> None:
    code = _CODES.get(array.dtype)
    if code is None or array.ndim > MAX_DIMENSIONS:
        raise WireError(f"no form for an array of {array.dtype}")
    parts += [b"a", _ARRAY.pack(code, array.ndim)]
    parts += [_INT.pack(size) for size in array.shape]
    parts.append(array.tobytes())


class _Reader:
    """Takes values off the front of a body."""

    def __init__(self, body: bytes) -> None:
        self._body = memoryview(body)
        self._at = 0
        self._kinds: dict[bytes, Callable[[int], Value]] = {
            b"n": lambda depth: None,
            b"t": lambda depth: True,
            b"f": lambda depth: False,
            b"i": lambda depth: int(_INT.unpack(self._take(8))[0]),
            b"d": lambda depth: float(_FLOAT.unpack(self._take(8))[0]),
            b"s": lambda depth: self._text(),
            b"h": lambda depth: Handle(self._length()),
            b"a": lambda depth: self._array(),
            b"l": lambda depth: tuple(self.value(depth - 1) for _ in range(self._count())),
            b"m": lambda depth: {self._key(): self.value(depth - 1) for _ in range(self._count())},
        }

    def value(self, depth: int) -> Value:
        if depth == 0:
            raise WireError("nested too deeply")
        kind = self._kinds.get(bytes(self._take(1)))
        if kind is None:
            raise WireError("an unknown kind of value")
        return kind(depth)

    def left(self) -> int:
        return len(self._body) - self._at

    def _take(self, length: int) -> memoryview:
        if length > self.left():
            raise WireError("the frame ends too early")
        taken = self._body[self._at : self._at + length]
        self._at += length
        return taken

    def _length(self) -> int:
        return int(_LENGTH.unpack(self._take(4))[0])

    def _count(self) -> int:
        count = self._length()
        if count > self.left():  # an item has at least one byte
            raise WireError("the frame ends too early")
        return count

    def _text(self) -> str:
        try:
            return bytes(self._take(self._length())).decode("utf-8")
        except UnicodeDecodeError:
            raise WireError("text that is not UTF-8") from None

    def _key(self) -> str:
        if bytes(self._take(1)) != b"s":
            raise WireError("a key that is not text")
        return self._text()

    def _array(self) -> Array:
        code, dimensions = _ARRAY.unpack(self._take(2))
        dtype = _DTYPES.get(code)
        if dtype is None or dimensions > MAX_DIMENSIONS:
            raise WireError("an array of an unknown kind")
        shape = tuple(_INT.unpack(self._take(8))[0] for _ in range(dimensions))
        count = 1  # Python's own integers: no overflow can make a large shape look small
        for size in shape:
            if size < 0:
                raise WireError("a negative size")
            count *= size
        data = self._take(count * dtype.itemsize)
        # A copy of our own: aligned, writable, and free of the frame. A zero-sized shape may still be absurd
        # (NumPy refuses some), which is a fault of the frame.
        try:
            return np.frombuffer(data, dtype=dtype).reshape(shape).astype(dtype.newbyteorder("="), copy=True)
        except ValueError:
            raise WireError("an impossible shape") from None
