"""Values of the wire, drawn at random, and when two of them are the same."""

import math
import struct
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from grader.sandbox.worker import wire
from grader.sandbox.worker.wire import Array, Handle, Value

ARRAYS: st.SearchStrategy[Array] = npst.arrays(
    st.sampled_from([np.dtype("f8"), np.dtype("f4")]),
    npst.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=4),
)
NUMBERS = st.integers(-wire.MAX_INT, wire.MAX_INT) | st.floats() | st.booleans()
TEXTS = st.text(max_size=20)
LEAVES = st.none() | NUMBERS | TEXTS | st.integers(0, wire.MAX_INT).map(Handle) | ARRAYS
KEYS = TEXTS.filter(bool)


def values() -> st.SearchStrategy[Value]:
    """Every kind of value, also in tuples and dicts of each other."""
    return st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=4).map(tuple) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=12,
    )


def is_same(one: Any, other: Any) -> bool:
    """Whether two values agree in type, shape and every bit, but for the bits of a NaN that is no array's."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return bool(one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes())
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(is_same, one.values(), other.values()))
    if isinstance(one, float):
        return struct.pack("d", one) == struct.pack("d", other) or (math.isnan(one) and math.isnan(other))
    return bool(one == other)


def nested(depth: int, leaf: Value = 1) -> Value:
    """`leaf` in `depth` tuples."""
    for _ in range(depth):
        leaf = (leaf,)
    return leaf
