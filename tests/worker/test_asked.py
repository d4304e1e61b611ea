"""What is asked reaches the worker as it was, in arrays of its own."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sandbox.worker import asked
from grader.sandbox.worker.wire import Handle, Value, WireError
from tests.worker.values import ARRAYS, is_same

FLOAT64 = ARRAYS.filter(lambda array: array.dtype == np.float64)
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.builds(Handle, st.integers(0))
)


@settings(deadline=None, database=None)
@given(
    st.recursive(
        LEAVES | FLOAT64,
        lambda inner: st.lists(inner, max_size=4).map(tuple) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
        max_leaves=12,
    )
)
def test_every_request_comes_back_as_it_was(value: Value) -> None:
    assert is_same(asked.decode(asked.encode(value)), value)


@pytest.mark.parametrize("order", ["C", "F"])
def test_an_array_arrives_contiguous_writable_and_owned(order: Any) -> None:
    array = np.arange(24.0).reshape(2, 3, 4).copy(order)[:, ::-1, ::2]
    back = asked.decode(asked.encode((array,)))[0]
    assert np.array_equal(back, array)
    assert back.flags.c_contiguous
    assert back.flags.writeable
    assert back.flags.owndata


@pytest.mark.parametrize(
    "value", [1j, b"bytes", {1}, [1], object(), np.zeros(2, dtype=np.float32), np.float64(1).dtype]
)
def test_what_has_no_form_is_refused_when_it_is_written(value: Any) -> None:
    with pytest.raises(WireError, match="no form"):
        asked.encode((value,))
