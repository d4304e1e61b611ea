"""The same desk in this process: for the reference, and for a student's own code under a debugger."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest

from grader.failure import Failure, StudentFailure
from grader.local import Local
from grader.sandbox.worker.desk import Returns
from grader.sandbox.worker.wire import Value

LocalOf = Callable[[Mapping[str, str]], Local]

LAYER = "class Layer:\n    weight = None\n    def update(self):\n        self.weight -= 1\n        return self.weight\n"


@pytest.fixture
def local_of(folder_of: Callable[[Mapping[str, str]], Path], interpreter: None) -> LocalOf:
    """`local_of({"sub.py": "..."})` asks these files, sub.py first."""

    def make(files: Mapping[str, str]) -> Local:
        return Local(folder_of(files), "sub")

    return make


def failure_of(local: Local, name: str, *arguments: Value, returns: Returns = "number") -> Failure:
    """How a call fails."""
    with pytest.raises(StudentFailure) as failed:
        local.call(name, *arguments, returns=returns)
    return failed.value.failure


def test_the_preferred_file_is_asked_first(local_of: LocalOf) -> None:
    local = local_of({"sub.py": "def f():\n    return 1\n", "a.py": "def f():\n    return 2\ndef g():\n    return 3\n"})
    assert local.sources("f") == ["sub.py", "a.py"]
    assert local.call("f", returns="number") == 1
    assert local.call("g", returns="number") == 3


def test_failures_are_those_of_a_worker(local_of: LocalOf) -> None:
    local = local_of(
        {
            "sub.py": "def f():\n    raise SystemExit\ndef g():\n    pass\ndef h():\n    raise NotImplementedError\n",
            "broken.py": "import torch_is_not_here\ndef k(): ...\n",
        }
    )
    assert failure_of(local, "f").kind == "raised"
    assert failure_of(local, "g").facts == {"what": "none"}
    assert failure_of(local, "h").kind == "not_implemented"
    assert failure_of(local, "k").kind == "unloadable"
    assert failure_of(local, "missing").kind == "missing"
    assert local.unreadable() == {}


def test_an_argument_stays_as_it_was_whatever_the_code_does_with_it(local_of: LocalOf) -> None:
    source = f"def f(x, p, cache):\n    x += 1\n    p['pad'] = 9\n    cache[0][0] = 9\n    return 1\n{LAYER}"
    local = local_of({"sub.py": source})
    x, p, inner = np.zeros(2), {"pad": 0}, np.zeros(2)
    assert local.call("f", x, p, (inner,), returns="number") == 1
    layer = local.call("Layer", returns="handle")
    local.assign(layer, weight=x)
    local.method(layer, "update", returns="array")
    assert (x.tolist(), p, inner.tolist()) == ([0, 0], {"pad": 0}, [0, 0])


def test_ctrl_c_is_the_students_own_and_ends_everything(local_of: LocalOf) -> None:
    local = local_of({"sub.py": "def f():\n    raise KeyboardInterrupt\n"})
    with pytest.raises(KeyboardInterrupt):
        local.call("f", returns="number")


def test_arguments_are_copied_on_the_way(local_of: LocalOf) -> None:
    local = local_of({"sub.py": "def f(x, p):\n    x += 1\n    p['pad'] = 9\n    return x\n"})
    x, p = np.zeros(2), {"pad": 0}
    out = local.call("f", x, p, returns="array")
    assert isinstance(out, np.ndarray)
    assert out.tolist() == [1, 1]
    assert x.tolist() == [0, 0]
    assert p == {"pad": 0}


def test_assigned_arrays_are_copied_on_the_way(local_of: LocalOf) -> None:
    local = local_of({"sub.py": LAYER})
    layer = local.call("Layer", returns="handle")
    weight = np.zeros(2)
    local.assign(layer, weight=weight)
    out = local.method(layer, "update", returns="array")
    assert isinstance(out, np.ndarray)
    assert out.tolist() == [-1, -1]
    assert weight.tolist() == [0, 0]


def test_what_is_looked_at_is_copied_on_the_way(local_of: LocalOf) -> None:
    local = local_of({"sub.py": LAYER})
    layer = local.call("Layer", returns="handle")
    local.assign(layer, weight=np.zeros(2))
    seen = local.get(layer, "weight")
    local.method(layer, "update", returns="array")
    assert isinstance(seen, np.ndarray)
    assert seen.tolist() == [0, 0]


def test_its_time_is_the_processors(local_of: LocalOf) -> None:
    local = local_of({"sub.py": "def f():\n    return sum(range(100_000))\n"})
    before = local.seconds()
    local.call("f", returns="number")
    assert before < local.seconds() <= time.process_time() + 1.0


def test_what_belongs_to_another_exercise_is_not_taken_for_a_slip(
    folder_of: Callable[[Mapping[str, str]], Path], interpreter: None
) -> None:
    folder = folder_of({"sub.py": "def conv_forward_naive(x): ...\n"})
    assert failure_of(Local(folder, "sub"), "conv_forward_naiv").facts == {"similar": "conv_forward_naive"}
    names = frozenset({"conv_forward_naive", "conv_forward_naiv"})
    assert failure_of(Local(folder, "sub", names), "conv_forward_naiv").facts == {}
