"""What a desk does with each request, and that whatever the submission's code does becomes an answer."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.sandbox.worker.desk import Desk
from grader.sandbox.worker.wire import Handle, Value

DeskOf = Callable[[str], Desk]

LAYER = """
import numpy as np
class f:
    def __init__(self, size):
        self.weight = np.zeros(size)
        self.params = {"weight": self.weight}
    def forward(self, x):
        return x + self.weight
    def fail(self):
        raise ValueError("so")
"""


def called(desk: Desk, *arguments: Value, returns: Any, name: str = "f") -> Any:
    """The answer to a call of `name`."""
    assert desk.answer("load", "sub.py", name)[0] == "ok"
    return desk.answer("call", name, arguments, returns)


def made(desk: Desk, *arguments: Value) -> Handle:
    """The handle of what `f` returns."""
    outcome, handle = called(desk, *arguments, returns="handle")
    assert outcome == "ok"
    assert isinstance(handle, Handle)
    return handle


def test_a_call_answers_with_what_it_was_asked_for(desk_of: DeskOf) -> None:
    desk = desk_of("def f(x):\n    return x, 3, [x]\n")
    outcome, (array, number, handle) = called(desk, np.ones(2), returns=("array", "number", "handle"))
    assert outcome == "ok"
    assert array.tolist() == [1, 1]
    assert number == 3
    assert isinstance(handle, Handle)


@pytest.mark.parametrize("container", ["(x, x)", "[x, x]", "Pair(x, x)"])
def test_several_values_may_come_in_a_tuple_a_list_or_a_namedtuple(desk_of: DeskOf, container: str) -> None:
    desk = desk_of(
        f"import collections\nPair = collections.namedtuple('Pair', 'a b')\ndef f(x):\n    return {container}\n"
    )
    assert called(desk, 2, returns=("number", "number")) == ("ok", (2, 2))


@pytest.mark.parametrize(
    ("returned", "facts"),
    [
        ("None", {"what": "none"}),
        ("x", {"what": "one", "wanted": 2, "type": "ndarray"}),
        ("{1: 2}", {"what": "one", "wanted": 2, "type": "dict"}),
        ("(x,)", {"what": "count", "wanted": 2, "got": 1}),
        ("(x, x, x)", {"what": "count", "wanted": 2, "got": 3}),
        ("()", {"what": "count", "wanted": 2, "got": 0}),
        ("(x, 'text')", {"what": "type", "type": "str", "position": 1}),
        ("(x, x > 0)", {"what": "dtype", "dtype": "bool", "position": 1}),
    ],
)
def test_another_return_than_two_arrays_is_told_with_its_place(
    desk_of: DeskOf, returned: str, facts: dict[str, Value]
) -> None:
    desk = desk_of(f"def f(x):\n    return {returned}\n")
    assert called(desk, np.ones(2), returns=("array", "array")) == ("bad", facts)


@pytest.mark.parametrize(("returned", "places"), [("x, None", [1]), ("None, x", [0]), ("None, None", [0, 1])])
def test_one_that_is_not_written_yet_costs_no_other(desk_of: DeskOf, returned: str, places: list[int]) -> None:
    outcome, values = called(desk_of(f"def f(x):\n    return {returned}\n"), np.ones(2), returns=("array", "array"))
    assert outcome == "ok"
    assert isinstance(values, tuple)
    assert [place for place, value in enumerate(values) if value is None] == places


def test_none_may_be_a_cache(desk_of: DeskOf) -> None:
    outcome, values = called(desk_of("def f(x):\n    return x, None\n"), np.ones(2), returns=("array", "object"))
    assert outcome == "ok"
    assert isinstance(values, tuple)
    assert isinstance(values[1], Handle)


def test_a_single_value_is_told_without_a_place(desk_of: DeskOf) -> None:
    desk = desk_of("def f(x):\n    return x\n")
    assert called(desk, "text", returns="array") == ("bad", {"what": "type", "type": "str"})
    assert called(desk, 2.5, returns="number") == ("ok", 2.5)


@pytest.mark.parametrize(
    "raising", ["ValueError('so')", "SystemExit('so')", "KeyboardInterrupt('so')", "BaseException('so')"]
)
def test_whatever_a_function_raises_is_an_answer(desk_of: DeskOf, raising: str) -> None:
    desk = desk_of(f"def f():\n    raise {raising}\n")
    outcome, facts = called(desk, returns="array")
    assert outcome == "raised"
    assert facts["type"] == raising.partition("(")[0]
    assert facts["message"] == "so"
    assert facts["frames"] == (("sub.py", 2, f"raise {raising}"),)


def test_a_wrong_number_of_arguments_is_an_answer(desk_of: DeskOf) -> None:
    outcome, facts = called(desk_of("def f(x):\n    return x\n"), 1, 2, returns="number")
    assert outcome == "raised"
    assert facts["type"] == "TypeError"


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("no such verb", ()),
        ("get", (Handle(99), "")),
        ("call", ("g", (), "array")),
        ("call", ("f", (Handle(99),), "array")),
        ("method", (Handle(99), "forward", (), "array")),
        ("assign", (Handle(99), {"weight": 1})),
        ("put", ()),
    ],
)
def test_a_request_for_what_is_not_there_is_an_answer(desk_of: DeskOf, verb: str, arguments: Any) -> None:
    assert desk_of("def f():\n    return 1\n").answer(verb, *arguments)[0] == "raised"


def test_a_name_that_is_no_function_is_an_answer(desk_of: DeskOf) -> None:
    assert called(desk_of("f = 3\n"), returns="array") == ("bad", {"what": "not_callable", "type": "int"})


def test_an_object_stays_at_the_desk_and_comes_back_as_an_argument(desk_of: DeskOf) -> None:
    desk = desk_of("KEPT = object()\ndef f(x=None):\n    return KEPT if x is None else int(x is KEPT)\n")
    handle = made(desk)
    assert called(desk, handle, returns="number") == ("ok", 1)
    assert called(desk, (handle,), returns="number") == ("ok", 0)


def test_handles_are_found_inside_a_tuple_of_arguments(desk_of: DeskOf) -> None:
    desk = desk_of("KEPT = object()\ndef f(x=None):\n    return KEPT if x is None else int(x[1][0] is KEPT)\n")
    assert called(desk, (1, (made(desk),)), returns="number") == ("ok", 1)


def test_handles_differ_from_each_other(desk_of: DeskOf) -> None:
    desk = desk_of("def f(x):\n    return [x]\n")
    assert len({made(desk, 1), made(desk, 1), made(desk, 1)}) == 3


def test_a_put_object_is_the_one_that_a_function_gets(desk_of: DeskOf) -> None:
    desk = desk_of("def f(x, p):\n    x += 1\n    p['pad'] = 9\n    return x\n")
    mine, param = desk.answer("put", np.zeros(2))[1], desk.answer("put", {"pad": 0})[1]
    assert called(desk, mine, param, returns="array")[0] == "ok"
    array: Any = desk.answer("get", mine, "")[1]
    assert array.tolist() == [1, 1]
    assert desk.answer("get", param, "") == ("ok", {"pad": 9})


def test_what_get_gave_does_not_change_with_the_object(desk_of: DeskOf) -> None:
    desk = desk_of("def f(x):\n    x += 1\n    return x\n")
    mine = desk.answer("put", np.zeros(2))[1]
    before: Any = desk.answer("get", mine, "")[1]
    called(desk, mine, returns="array")
    assert before.tolist() == [0, 0]


def test_attributes_and_properties_are_read(desk_of: DeskOf) -> None:
    desk = desk_of(LAYER + "    @property\n    def bias(self):\n        return [1.5]\n")
    layer = made(desk, 2)
    for attribute, numbers in (("weight", [0, 0]), ("bias", [1.5])):
        outcome, array = desk.answer("get", layer, attribute)
        assert outcome == "ok"
        assert isinstance(array, np.ndarray)
        assert array.tolist() == numbers
    outcome, facts = desk.answer("get", layer, "missing")
    assert outcome == "raised"
    assert isinstance(facts, dict)
    assert facts["type"] == "AttributeError"


def test_methods_are_called_and_may_fail(desk_of: DeskOf) -> None:
    desk = desk_of(LAYER)
    layer = made(desk, 2)
    outcome, array = desk.answer("method", layer, "forward", (np.ones(2),), "array")
    assert outcome == "ok"
    assert isinstance(array, np.ndarray)
    outcome, facts = desk.answer("method", layer, "fail", (), "array")
    assert outcome == "raised"
    assert isinstance(facts, dict)
    assert facts["message"] == "so"
    assert desk.answer("method", layer, "missing", (), "array")[0] == "raised"


def test_an_attribute_is_assigned_in_place_so_that_its_other_names_see_it(desk_of: DeskOf) -> None:
    desk = desk_of(
        LAYER + "    @property\n    def same(self):\n        return int(self.params['weight'] is self.weight)\n"
    )
    layer = made(desk, 2)
    assert desk.answer("assign", layer, {"weight": np.array([1.0, 2.0])}) == ("ok", None)
    array: Any = desk.answer("method", layer, "forward", (0,), "array")[1]
    assert array.tolist() == [1, 2]
    same: Any = desk.answer("get", layer, "same")[1]
    assert same == 1


@pytest.mark.parametrize(
    "weight",
    [
        "None",
        "[0.0, 0.0]",
        "np.zeros(3)",
        "np.zeros(2, dtype=np.float32)",
        "np.zeros(2, dtype=int)",
        "np.broadcast_to(0.0, 2)",
    ],
)
def test_an_attribute_that_can_not_hold_the_numbers_is_replaced(desk_of: DeskOf, weight: str) -> None:
    desk = desk_of(f"import numpy as np\nclass f:\n    def __init__(self):\n        self.weight = {weight}\n")
    layer = made(desk)
    assert desk.answer("assign", layer, {"weight": np.array([1.5, 2.5]), "new": 3}) == ("ok", None)
    array: Any = desk.answer("get", layer, "weight")[1]
    assert array.tolist() == [1.5, 2.5]
    new: Any = desk.answer("get", layer, "new")[1]
    assert new == 3


def test_a_property_that_shows_a_copy_is_assigned_as_a_whole(desk_of: DeskOf) -> None:
    shown = "property(lambda self: self.inner.copy(), lambda self, value: setattr(self, 'inner', value))"
    desk = desk_of(f"import numpy as np\nclass f:\n    inner = np.zeros(2)\n    weight = {shown}\n")
    layer = made(desk)
    assert desk.answer("assign", layer, {"weight": np.array([1.5, 2.5])}) == ("ok", None)
    array: Any = desk.answer("get", layer, "inner")[1]
    assert array.tolist() == [1.5, 2.5]


def test_a_property_that_can_not_be_assigned_is_an_answer(desk_of: DeskOf) -> None:
    desk = desk_of("class f:\n    @property\n    def weight(self):\n        return None\n")
    assert desk.answer("assign", made(desk), {"weight": np.zeros(2)})[0] == "raised"


def test_a_read_only_property_is_assigned_through_the_array_that_it_shows(desk_of: DeskOf) -> None:
    desk = desk_of(f"{LAYER}    shown = property(lambda self: self.weight)\n")
    layer = made(desk, 2)
    assert desk.answer("assign", layer, {"shown": np.ones(2)}) == ("ok", None)
    array: Any = desk.answer("get", layer, "weight")[1]
    assert array.tolist() == [1, 1]


def test_anew_lets_go_of_all_objects_and_then_does_what_it_is_asked(desk_of: DeskOf) -> None:
    desk = desk_of("import weakref\nclass Kept: pass\nREFS = []\ndef f():\n    kept = Kept()\n"
                   "    REFS.append(weakref.ref(kept))\n    return kept\n"
                   "def alive():\n    return sum(ref() is not None for ref in REFS)\n")  # fmt: skip
    handle = made(desk)
    assert called(desk, returns="number", name="alive") == ("ok", 1)
    assert desk.answer("anew", "call", "alive", (), "number") == ("ok", 0)
    assert desk.answer("get", handle, "")[0] == "raised"
    assert desk.answer("anew") == ("ok", None)


def test_an_object_is_looked_at_as_an_array_or_refused(desk_of: DeskOf) -> None:
    desk = desk_of("def f(x):\n    return x\n")
    assert desk.answer("get", made(desk, "text"), "") == ("bad", {"what": "type", "type": "str"})


def test_a_copy_is_kept_and_stays_what_it_was(desk_of: DeskOf) -> None:
    desk = desk_of(LAYER)
    layer = made(desk, 2)
    copied = desk.answer("copy", layer, "weight")[1]
    desk.answer("assign", layer, {"weight": np.ones(2)})
    array: Any = desk.answer("get", copied, "")[1]
    assert array.tolist() == [0, 0]


def test_numbers_are_written_into_an_array_that_was_put_even_if_it_was_made_read_only(desk_of: DeskOf) -> None:
    desk = desk_of("def f(x):\n    x.flags.writeable = False\n    return x\n")
    mine = desk.answer("put", np.zeros(2))[1]
    made(desk, mine)
    assert desk.answer("write", mine, np.ones(2)) == ("ok", None)
    array: Any = desk.answer("get", mine, "")[1]
    assert array.tolist() == [1, 1]


def test_what_is_dropped_is_gone_and_its_number_is_given_to_no_other(desk_of: DeskOf) -> None:
    desk = desk_of("def f(x):\n    return x\n")
    first, second = desk.answer("put", np.zeros(2))[1], desk.answer("put", np.ones(2))[1]
    assert desk.answer("drop", first) == ("ok", None)
    assert desk.answer("get", second, "")[0] == "ok"
    assert desk.answer("get", first, "")[0] != "ok"
    assert desk.answer("put", np.zeros(2))[1] not in (first, second)
