"""What a function returned, as it is judged: any real numbers in any container or memory, once and for all."""

import fractions
from collections import namedtuple
from typing import Any

import numpy as np
import pytest

from grader.sandbox.worker import returned
from grader.sandbox.worker.returned import BadReturn, as_array, as_number, as_plain, type_name
from grader.sandbox.worker.wire import MAX_INT, encode

Pair = namedtuple("Pair", "first second")  # as students make them


class Kept(np.ndarray[Any, Any]):
    """An array class of a student's own, which lies about itself."""

    shape: Any = property(lambda _self: (99,))
    dtype: Any = property(lambda _self: np.dtype(object))

    def astype(self, *_args: Any, **_options: Any) -> Any:
        """Something else."""
        return "astype"


def facts_of(function: Any, value: object) -> dict[str, Any]:
    """The facts with which `function` refuses `value`."""
    with pytest.raises(BadReturn) as refused:
        function(value)
    return refused.value.facts


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (np.arange(6).reshape(2, 3), (2, 3)),
        (np.arange(6, dtype=np.uint8).reshape(2, 3), (2, 3)),
        (np.arange(6.0).reshape(2, 3).astype(">f8"), (2, 3)),
        (np.arange(6.0).reshape(2, 3).astype(np.longdouble), (2, 3)),
        (np.arange(6.0).reshape(2, 3).astype(np.float16), (2, 3)),
        (np.asfortranarray(np.arange(6.0).reshape(2, 3)), (2, 3)),
        (np.arange(12.0).reshape(2, 6)[:, ::2] / 2, (2, 3)),
        (np.ma.masked_array(np.arange(6.0).reshape(2, 3), mask=np.eye(2, 3) > 0), (2, 3)),
        (np.arange(6.0).reshape(2, 3).view(Kept), (2, 3)),
        ([[0, 1, 2], [3.0, 4.0, 5.0]], (2, 3)),
        (((0, 1, 2), (3, 4, 5)), (2, 3)),
        (Pair([0, 1, 2], np.array([3.0, 4.0, 5.0])), (2, 3)),
        (3, ()),
        (3.5, ()),
        (np.float64(3), ()),
        (np.array(3), ()),
        ([], (0,)),
        (np.zeros((0, 4)), (0, 4)),
    ],
    ids=lambda value: f"{type(value).__name__}",
)
def test_real_numbers_in_any_form_become_a_plain_array_of_float64(value: Any, shape: tuple[int, ...]) -> None:
    array = as_array(value)
    assert type(array) is np.ndarray
    assert array.dtype == np.dtype("<f8")
    assert array.shape == shape
    assert array.flags.c_contiguous
    encode(array)
    if array.size == 6:
        assert array.tolist() == [[0, 1, 2], [3, 4, 5]]


def test_float32_stays_float32_in_any_byte_order() -> None:
    for dtype in ("<f4", ">f4"):
        array = as_array(np.ones(3, dtype=dtype))
        assert isinstance(array, np.ndarray)
        assert array.dtype == np.dtype("<f4")


def test_big_endian_numbers_keep_their_values() -> None:
    array = as_array(np.array([1.5, -2.25], dtype=">f8"))
    assert isinstance(array, np.ndarray)
    assert array.tolist() == [1.5, -2.25]


def test_the_answer_is_a_copy() -> None:
    mine = np.zeros(3)
    array = as_array(mine)
    mine[:] = 7
    assert isinstance(array, np.ndarray)
    assert array.tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("value", "facts"),
    [
        (None, {"what": "none"}),
        (True, {"what": "dtype", "dtype": "bool"}),
        (np.zeros(2, dtype=bool), {"what": "dtype", "dtype": "bool"}),
        (np.zeros(2, dtype=complex), {"what": "dtype", "dtype": "complex128"}),
        (np.zeros(2, dtype=object), {"what": "dtype", "dtype": "object"}),
        (np.array(["a"]), {"what": "dtype", "dtype": "<U1"}),
        (np.array(["2020-01-01"], dtype="M8[D]"), {"what": "dtype", "dtype": "datetime64[D]"}),
        (np.zeros(2, dtype="V8"), {"what": "dtype", "dtype": "|V8"}),
        (np.zeros(2, dtype=[("a", "f8")]), {"what": "dtype", "dtype": "[('a', '<f8')]"}),
        (["a", "b"], {"what": "dtype", "dtype": "<U1"}),
        ([None, 1.0], {"what": "dtype", "dtype": "object"}),
        ([10**400], {"what": "dtype", "dtype": "object"}),
        ([[1, 2], [3]], {"what": "type", "type": "list"}),
        ("text", {"what": "type", "type": "str"}),
        (b"bytes", {"what": "type", "type": "bytes"}),
        (1j, {"what": "type", "type": "complex"}),
        ({"out": 1}, {"what": "type", "type": "dict"}),
        ({1, 2}, {"what": "type", "type": "set"}),
        (len, {"what": "type", "type": "builtin_function_or_method"}),
        (np.zeros, {"what": "type", "type": "builtin_function_or_method"}),
        (range(3), {"what": "type", "type": "range"}),
    ],
    ids=repr,
)
def test_anything_else_is_refused_with_its_type(value: object, facts: dict[str, Any]) -> None:
    assert facts_of(as_array, value) == facts


def test_a_giant_that_takes_no_memory_is_refused_before_it_is_copied() -> None:
    giant = np.broadcast_to(0.0, (10**6, 10**6))
    assert facts_of(as_array, giant) == {"what": "size", "shape": (10**6, 10**6)}
    assert facts_of(as_plain, giant) == {"what": "size", "shape": (10**6, 10**6)}


def test_an_array_has_no_more_than_so_many_numbers_of_whatever_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returned, "MAX_NUMBERS", 100)
    as_array(np.zeros(100))
    assert facts_of(as_array, np.zeros(101))["what"] == "size"
    assert facts_of(as_array, np.zeros(101, dtype=np.uint8))["what"] == "size"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, 3),
        (-3, -3),
        (np.int64(3), 3),
        (np.uint8(3), 3),
        (np.array(3), 3),
        (3.0, 3.0),
        (2.5, 2.5),
        (np.float64(2.5), 2.5),
        (np.float32(2.5), 2.5),
        (np.longdouble(2.5), 2.5),
    ],
    ids=repr,
)
def test_a_number_is_an_int_where_it_is_one_and_else_a_float(value: object, number: float) -> None:
    got = as_number(value)
    assert got == number
    assert type(got) is type(number)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (True, "bool"),
        (np.True_, "bool"),
        ("3", "str"),
        (1j, "complex"),
        ([3], "list"),
        ((3,), "tuple"),
        (np.array([3, 4]), "ndarray"),
        (np.array(2.5), "ndarray"),
        (fractions.Fraction(1, 2), "Fraction"),
    ],
    ids=repr,
)
def test_what_is_no_number_is_refused_with_its_type(value: object, kind: str) -> None:
    assert facts_of(as_number, value) == {"what": "number", "type": kind}


def test_none_is_no_number_and_no_array_but_nothing() -> None:
    assert facts_of(as_number, None) == facts_of(as_array, None) == {"what": "none"}


def test_an_argument_is_looked_at_as_an_array_or_a_dict_of_numbers() -> None:
    assert as_plain({"stride": np.int64(2), "pad": 1.5, "why": "so", 3: None}) == {
        "stride": 2,
        "pad": 1.5,
        "why": "<str>",
        "3": "<NoneType>",
    }
    array = as_plain(np.ones(2))
    assert isinstance(array, np.ndarray)
    assert facts_of(as_plain, None) == {"what": "none"}


def test_a_dict_of_many_long_keys_is_cut() -> None:
    plain = as_plain({f"{number:0200}": MAX_INT for number in range(100)})
    assert isinstance(plain, dict)
    assert len(plain) == returned.MAX_KEYS or len(plain) == 1  # whose first hundred letters are the same
    assert all(len(key) == 100 for key in plain)
    assert len(as_plain(dict.fromkeys(range(1000), 1))) == returned.MAX_KEYS  # type: ignore[arg-type]


def test_the_name_of_a_type_is_told_whatever_its_class_does() -> None:
    class Meta(type):
        __name__ = "another"

        def __getattribute__(cls, _name: str) -> Any:
            raise RuntimeError

    class Liar(metaclass=Meta):
        __class__: Any = property(lambda _self: int)

    assert type_name(Liar()) == "Liar"
    assert len(type_name(type("x" * 500, (), {})())) == 100
