"""What a student's function returned, turned into values that can travel."""

import operator
from collections.abc import Mapping
from typing import Any

import numpy as np

from .wire import Value

MAX_NUMBERS = 4 * 2**20
MAX_KEYS = 64
_FLOAT64 = np.dtype(np.float64)
_NUMBERS = (np.ndarray, list, tuple, int, float, np.number)


class BadReturn(Exception):  # noqa: N818  # the student's function returned it, nothing of ours erred
    """The function returned something else than it was asked for; `facts` says what."""

    def __init__(self, what: str, **facts: Value) -> None:
        super().__init__(what)
        self.facts: dict[str, Value] = {"what": what, **facts}


def type_name(value: object) -> str:
    """The name of the value's type, whatever tricks its class plays."""
    name = type.__dict__["__name__"].__get__(type(value))
    return str(name)[:100]


def as_array(value: object) -> Value:
    """A plain, contiguous, native float array with the value's numbers.

    float32 stays, other real numbers become float64. The copy is made once: what is judged later is what was there
    now.
    """
    if type(value) is np.ndarray and value.dtype is _FLOAT64 and value.size <= MAX_NUMBERS:  # nearly always
        return np.add(value, 0.0, out=np.empty(value.shape))  # -0.0, which is as good as 0.0, becomes 0.0
    if value is None:
        raise BadReturn("none")
    if not isinstance(value, _NUMBERS):
        raise BadReturn("type", type=type_name(value))
    if isinstance(value, np.ndarray) and value.size > MAX_NUMBERS:
        raise BadReturn("size", shape=tuple(int(size) for size in value.shape[:16]))
    try:
        plain = np.array(value, subok=False)
    except (ValueError, TypeError):
        raise BadReturn("type", type=type_name(value)) from None
    if plain.dtype.kind not in "fiu":
        raise BadReturn("dtype", dtype=str(plain.dtype)[:50])
    wanted = np.float32 if plain.dtype.str[1:] == "f4" else np.float64
    return plain.astype(wanted, order="C")


def as_number(value: object) -> Value:
    """An int where the value is one, in whatever type; else a float."""
    if value is None:
        raise BadReturn("none")
    if isinstance(value, bool | np.bool_):
        raise BadReturn("number", type="bool")
    try:
        return operator.index(value)  # type: ignore[arg-type]  # whatever has no index raises
    except TypeError:
        pass
    if isinstance(value, float | np.floating):
        return float(value)
    raise BadReturn("number", type=type_name(value))


def as_plain(value: object) -> Value:
    """An argument as it looks after a call: an array, a number, or a dict of numbers."""
    if isinstance(value, dict):
        items: Mapping[Any, Any] = value
        return {str(key)[:100]: _plain_item(item) for key, item in list(items.items())[:MAX_KEYS]}
    return as_array(value)


def _plain_item(item: object) -> Value:
    try:
        return as_number(item)
    except BadReturn:
        return f"<{type_name(item)}>"
