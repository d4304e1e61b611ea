"""Where a function is found, and what is said when it is not."""

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from grader.failure import Failure
from grader.sandbox.finding import MOST_FACTS, is_plain_mapping
from grader.sandbox.session import Session
from grader.sandbox.worker.wire import Handle, Value
from tests.sandbox.conftest import SittingOf

FailureOf = Callable[..., Failure]

STUB = "def f():\n    raise NotImplementedError('f is not written yet')\n"
ODD = "class Odd:\n    def __getattribute__(self, name): raise ValueError\n    def __call__(self): ...\nodd = Odd()\n"
RIGHT = "def f():\n    return 1\n"


@pytest.mark.parametrize(
    "files",
    [
        {"sub.py": RIGHT},
        {"other.py": RIGHT},
        {"deep/er/other.py": RIGHT},
        {"sub.py": STUB, "other.py": RIGHT},
        {"other.py": STUB, "another.py": RIGHT},
        {"sub.py": "f = 3\n", "other.py": RIGHT},
        {"sub.py": "1 / 0\n" + RIGHT, "other.py": RIGHT},
        {"sub.py": "def f(:\n", "other.py": RIGHT},
        {"sub.py": "import os\nos._exit(3)\n" + RIGHT, "other.py": RIGHT},
        {"sub.py": ODD, "other.py": RIGHT},
        {"sub.py": "exec('def f(): return 1')\n"},
        {"sub.ipynb": '{"cells": [{"cell_type": "code", "source": "def f():\\n    return 1"}]}'},
    ],
)
def test_a_function_is_found_in_whatever_file_it_is(sitting_of: SittingOf, files: Mapping[str, str]) -> None:
    with Session(sitting_of(files), "sub", "f") as session:
        assert session.call("f", returns="number") == 1


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "f is not defined in any of the files."),
        ({"sub.py": "x = 1\n"}, "f is not defined in any of the files."),
        ({"sub.py": STUB}, "f is not written yet."),
        ({"sub.py": STUB, "other.py": "x = 1\n"}, "f is not written yet."),
        ({"sub.py": "f = [3]\n"}, "f is a list, not a function."),
        ({"sub.py": "f = 3\n", "other.py": STUB}, "f is a int, not a function."),
        (
            {"sub.py": "import torch\n" + RIGHT},
            "sub.py could not be loaded: ModuleNotFoundError: No module named 'torch' (sub.py, line 1: `import torch`)."
            " Only the standard library, NumPy and the files handed in are there.",
        ),
        (
            {"sub.py": "def f():\n  return 1\n return 2\n", "other.py": STUB},
            "sub.py could not be loaded: IndentationError: unindent does not match any outer indentation level"
            " (sub.py, line 3: `return 2`).",
        ),
        ({"sub.py": "1 / 0\n"}, "f is not defined in any of the files."),
        (
            {"sub.py": "def f(): pass\ndef __getattr__(name): raise ValueError\ndel f\n"},
            "sub.py could not be loaded: it hides what it defines.",
        ),
    ],
)
def test_why_a_function_is_not_found(
    sitting_of: SittingOf, failure_of: FailureOf, files: Mapping[str, str], sentence: str
) -> None:
    with Session(sitting_of(files), "sub", "f") as session:
        failure = failure_of(session)
    assert failure.sentence() == sentence
    assert failure.again() is (failure.kind != "bad_return")


def test_a_name_that_is_nearly_right_is_pointed_out(sitting_of: SittingOf, failure_of: FailureOf) -> None:
    sitting = sitting_of({"sub.py": "def conv_foward_naive(): ...\ndef conv_backward_naive(): ...\n"})
    sitting.names = frozenset({"conv_forward_naive", "conv_backward_naive"})
    with Session(sitting, "sub", "f") as session:
        sentence = failure_of(session, "conv_forward_naive").sentence()
    assert sentence.endswith('There is a "conv_foward_naive": is that the one?')


def test_a_name_that_is_asked_for_itself_is_not_another_one_misspelt(
    sitting_of: SittingOf, failure_of: FailureOf
) -> None:
    sitting = sitting_of({"sub.py": "def conv_forward_im2col(): ...\ndef conv_forward_naiv2(): ...\n"})
    sitting.names = frozenset({"conv_forward_naiv2"})
    with Session(sitting, "sub", "f") as session:
        sentence = failure_of(session, "conv_forward_naive").sentence()
    assert "conv_forward_naiv2" not in sentence


def test_a_file_that_can_not_be_read_is_named_where_it_defines_the_function(
    sitting_of: SittingOf, failure_of: FailureOf
) -> None:
    broken = {"sub.py": "sub.py is not UTF-8 in line 1.", "other.py": "it is a riddle"}
    with Session(sitting_of({"sub.py": RIGHT, "other.py": "x = 1\n"}, broken=broken), "sub", "f") as session:
        failure = failure_of(session)
    assert failure.kind == "unloadable"
    assert failure.sentence() == "sub.py could not be loaded: sub.py is not UTF-8 in line 1."


def test_a_file_that_can_not_be_read_costs_no_other_file_anything(sitting_of: SittingOf) -> None:
    files = {"sub.py": RIGHT, "other.py": RIGHT}
    with Session(sitting_of(files, broken={"sub.py": "it is a riddle"}), "sub", "f") as session:
        assert session.call("f", returns="number") == 1


def test_what_was_found_is_not_searched_for_again(sitting_of: SittingOf, failure_of: FailureOf) -> None:
    sitting = sitting_of({"sub.py": RIGHT})
    for _ in range(2):
        with Session(sitting, "sub", "f") as session:
            session.call("f", returns="number")
            missing = failure_of(session, "g")
            assert sitting.found == {"f": "sub.py", "g": missing}


def test_a_stub_that_was_half_filled_in_says_where_it_still_raises(
    sitting_of: SittingOf, failure_of: FailureOf
) -> None:
    files = {"sub.py": "def f():\n    x = 1\n    raise NotImplementedError('f is not written yet')\n"}
    with Session(sitting_of(files), "sub", "f") as session:
        failure = failure_of(session)
    assert failure.kind == "not_implemented"
    assert failure.sentence() == (
        "f still raises NotImplementedError (sub.py, line 3: `raise NotImplementedError('f is not written yet')`):"
        " take that line out when your code is in place."
    )


def test_objects_and_their_methods_are_asked_in_the_worker(sitting_of: SittingOf, failure_of: FailureOf) -> None:
    source = (
        "import numpy as np\nclass Layer:\n    def __init__(self, n):\n        self.weight = np.zeros(n)\n"
        "    def forward(self, x):\n        return x + self.weight\n    def fails(self):\n        return 'text'\n"
    )
    with Session(sitting_of({"sub.py": source}), "sub", "Layer") as session:
        layer = session.call("Layer", 2, returns="handle")
        session.assign(layer, weight=np.full(2, 1.0), bias=np.full(2, 2.0))
        mine = session.put(np.full(2, 3.0))
        out = session.method(layer, "forward", mine, returns="array")
        assert getattr(out, "tolist", list)() == [4.0, 4.0]
        assert getattr(session.get(layer, "bias"), "tolist", list)() == [2.0, 2.0]
        assert session.get(session.put({"pad": 1})) == {"pad": 1}
        with pytest.raises(Exception, match="missing"):
            session.method(layer, "missing", returns="array")


@pytest.mark.parametrize(
    ("value", "is_plain"),
    [
        ({}, True),
        ({"type": "ValueError", "frames": (("a.py", 1, "x"),) * 6}, True),
        ({"names": ("f",) * (MOST_FACTS - 1)}, True),
        ({"names": ("f",) * MOST_FACTS}, False),
        ({"frames": (((),) * 50,) * 50}, False),
        ({"x": np.zeros(1)}, False),
        ({"x": ({"y": Handle(1)},)}, False),
        ((), False),
        ("text", False),
    ],
)
def test_facts_are_few_and_no_arrays(value: Value, is_plain: bool) -> None:
    assert is_plain_mapping(value) is is_plain
