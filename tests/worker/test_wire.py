"""What is written is read as it was, for every kind of value; what would not be is refused when it is written."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from grader.sandbox.worker import wire
from grader.sandbox.worker.wire import Handle, Value, WireError

NUMBERS = st.integers(-wire.MAX_INT, wire.MAX_INT)
TEXTS = st.text(max_size=20)
FLOATS = st.floats() | st.floats(width=32)
HANDLES = st.integers(0, wire.MAX_INT).map(Handle)
ARRAYS = st.one_of(
    npst.arrays(dtype, npst.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=4))
    for dtype in (np.float64, np.float32)
)
LEAVES = st.none() | st.booleans() | NUMBERS | FLOATS | TEXTS | HANDLES | ARRAYS
KEYS = TEXTS.filter(bool)


def values() -> st.SearchStrategy[Value]:
    """Every kind of value, in tuples and dicts of each other."""
    return st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=4).map(tuple) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=12,
    )


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same in type, shape and every bit, but for the bits of a NaN outside arrays."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(same, one.values(), other.values()))
    if isinstance(one, float):
        return (math.isnan(one) and math.isnan(other)) or (one == other and math.copysign(1, one * 0) == 1) or one == other
    return bool(one == other)


def nested(depth: int, leaf: Value = 1) -> Value:
    """`leaf` in `depth` tuples."""
    for _ in range(depth):
        leaf = (leaf,)
    return leaf


@settings(deadline=None, max_examples=300)
@given(values())
def test_every_value_comes_back_as_it_was(value: Value) -> None:
    assert same(wire.decode(wire.encode(value)), value)
