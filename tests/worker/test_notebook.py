"""A notebook runs cell by cell, statement by statement: what fails costs only what it would have defined."""

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from grader.sandbox.worker.loader import Loader
from grader.sandbox.worker.notebook import is_notebook

LoaderOf = Callable[[Mapping[str, str | bytes]], Loader]

ONE = "def f():\n    return 1"
STUB = "def f():\n    raise NotImplementedError('f is not written yet')"


def notebook(*sources: Any, kind: str = "code") -> str:
    """A notebook of cells with these sources."""
    return json.dumps({"cells": [{"cell_type": kind, "source": source} for source in sources], "nbformat": 4})


def facts_of(loader_of: LoaderOf, *sources: Any) -> dict[str, Any]:
    """The facts about `f` in a notebook of these cells."""
    facts = loader_of({"sub.ipynb": notebook(*sources)}).load("sub.ipynb", "f")
    assert isinstance(facts, dict)
    return facts


def value_of(loader_of: LoaderOf, *sources: Any) -> Any:
    """What `f` of a notebook of these cells returns."""
    loader = loader_of({"sub.ipynb": notebook(*sources)})
    facts = loader.load("sub.ipynb", "f")
    assert isinstance(facts, dict)
    assert facts["has"] == "callable", facts
    return loader.found("sub.ipynb", "f")()


def test_cells_share_their_names_and_run_in_order(loader_of: LoaderOf) -> None:
    assert value_of(loader_of, "import numpy as np", "N = 1", "N += 1\ndef f():\n    return int(np.ones(N).sum())") == 2


def test_a_source_may_be_a_list_of_lines(loader_of: LoaderOf) -> None:
    assert value_of(loader_of, ["def f():\n", "    return 1\n"]) == 1


def test_only_code_is_run(loader_of: LoaderOf) -> None:
    markdown = notebook("1 / 0", ONE, kind="markdown")
    facts: Any = loader_of({"sub.ipynb": markdown}).load("sub.ipynb", "f")
    assert facts["has"] == "nothing"
    assert facts["failure"] is None


@pytest.mark.parametrize("cells", [[], ["text", None, 3], [{}], [{"cell_type": "code"}]])
def test_cells_without_code_are_passed_over(loader_of: LoaderOf, cells: list[Any]) -> None:
    facts: Any = loader_of({"sub.ipynb": json.dumps({"cells": cells})}).load("sub.ipynb", "f")
    assert facts["has"] == "nothing"
    assert facts["failure"] is None


@pytest.mark.parametrize(
    "text", ['{"cells": null}', '{"cells": [{"cell_type": "code", "source": null}]}', '{"cells": [', '{"cells": 3}']
)
def test_what_is_not_quite_a_notebook_is_a_failure_of_the_file(loader_of: LoaderOf, text: str) -> None:
    facts: Any = loader_of({"sub.ipynb": text}).load("sub.ipynb", "f")
    assert facts["has"] == "nothing"
    assert facts["failure"] is not None


def test_a_statement_that_fails_costs_only_itself(loader_of: LoaderOf) -> None:
    cell = "import torch_is_not_here\nimport math\n1 / 0\ndef f():\n    return math.floor(1.5)"
    assert value_of(loader_of, cell) == 1
    failure = facts_of(loader_of, cell)["failure"]
    assert failure["type"] == "ModuleNotFoundError"  # the first one is told
    assert failure["frames"] == (("sub.ipynb, code cell 1", 1, "import torch_is_not_here"),)


@pytest.mark.parametrize(
    "failing", ["1 / 0", "raise SystemExit", "raise KeyboardInterrupt", "def f(:", "'\\ud800'.encode()"]
)
def test_a_cell_that_fails_costs_no_other_cell(loader_of: LoaderOf, failing: str) -> None:
    assert value_of(loader_of, failing, ONE, failing) == 1


def test_a_failure_is_told_with_its_cell_and_line(loader_of: LoaderOf) -> None:
    facts = facts_of(loader_of, "x = 1", "\ny = 2\nz = x / 0")
    assert facts["failure"]["frames"] == (("sub.ipynb, code cell 2", 3, "z = x / 0"),)
    facts = facts_of(loader_of, "x = 1", "\ndef f(:")
    assert facts["failure"]["type"] == "SyntaxError"
    assert facts["failure"]["frames"] == (("sub.ipynb, code cell 2", 2, "def f(:"),)


def test_a_failure_inside_a_call_is_told_with_its_line(loader_of: LoaderOf) -> None:
    facts = facts_of(loader_of, "def g():\n    return 1 / 0", "g()")
    assert facts["failure"]["frames"] == (
        ("sub.ipynb, code cell 2", 1, "g()"),
        ("sub.ipynb, code cell 1", 2, "return 1 / 0"),
    )


@pytest.mark.parametrize(
    "before",
    [
        *("%matplotlib inline", "!pip install torch", "%load_ext autoreload\n%autoreload 2", "?f", "f?", "np.zeros??"),
        *("%%time", "%%capture out", "%%timeit -n 1", "for i in range(2):\n    %time i"),
        *("%timeit?", "%time x = 1  # why?", "!echo 'it's", "files = !ls", "here, there = %pwd"),
        *("%%writefile f.py", "%%file f.py"),
    ],
)
def test_lines_for_the_notebook_itself_are_passed_over(loader_of: LoaderOf, before: str) -> None:
    assert value_of(loader_of, f"{before}\n{ONE}") == 1


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%javascript"])
def test_a_cell_in_another_language_does_nothing(loader_of: LoaderOf, magic: str) -> None:
    facts = facts_of(loader_of, f"{magic}\n{ONE}\nrm -rf <nothing>")
    assert facts["has"] == "nothing"
    assert facts["failure"] is None


@pytest.mark.parametrize(
    "line", ["x = 1  # or 2?", "def g(x):  # right?\n    return x\nx = g(1)", "x = (  # what is it?\n1)", "x = 1 ;'?'"]
)
def test_a_line_that_ends_in_a_question_is_kept_beside_a_magic(loader_of: LoaderOf, line: str) -> None:
    assert value_of(loader_of, f"%matplotlib inline\n{line}\ndef f():\n    return x") == 1


def test_a_remainder_that_begins_a_line_is_no_magic(loader_of: LoaderOf) -> None:
    assert value_of(loader_of, "a, b = 7, 4\nx = (a\n     % b)\ndef f():\n    return x") == 3


def test_what_the_shell_would_answer_is_none(loader_of: LoaderOf) -> None:
    assert value_of(loader_of, "files = !ls\ndef f():\n    return files is None") is True


def test_lines_keep_their_numbers_behind_a_magic(loader_of: LoaderOf) -> None:
    facts = facts_of(loader_of, "%matplotlib inline\n!ls\n\n1 / 0")
    assert facts["failure"]["frames"] == (("sub.ipynb, code cell 1", 4, "1 / 0"),)


def test_what_was_handed_out_is_a_stub_until_another_cell_replaces_it(loader_of: LoaderOf) -> None:
    assert facts_of(loader_of, STUB)["has"] == "stub"
    assert facts_of(loader_of, "%matplotlib inline\n" + STUB)["has"] == "stub"
    assert facts_of(loader_of, STUB, ONE)["has"] == "callable"
    assert facts_of(loader_of, ONE, STUB)["has"] == "stub"


def test_two_notebooks_do_not_disturb_each_other(loader_of: LoaderOf) -> None:
    loader = loader_of({"a.ipynb": notebook("X = 1", "def f():\n    return X"), "b.ipynb": notebook("X = 2")})
    loader.load("a.ipynb", "f")
    loader.load("b.ipynb", "f")
    assert loader.found("a.ipynb", "f")() == 1


def test_a_notebook_imports_the_files_beside_it(loader_of: LoaderOf) -> None:
    loader = loader_of({"sub.ipynb": notebook("from sib import one as f"), "sib.py": "def one():\n    return 1\n"})
    loader.load("sub.ipynb", "f")
    assert loader.found("sub.ipynb", "f")() == 1


def test_a_notebook_under_the_name_of_a_module_is_run_as_a_notebook(loader_of: LoaderOf) -> None:
    loader = loader_of({"sub.py": "\ufeff" + notebook(ONE)})
    loader.load("sub.py", "f")
    assert loader.found("sub.py", "f")() == 1


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b'{"cells": []}', True),
        (b'\xef\xbb\xbf \r\n{"cells": []}', True),
        (b'{"celled": 1}', False),
        (b'x = {"cells": []}', False),
        (b"", False),
    ],
)
def test_a_notebook_is_told_by_its_beginning(source: bytes, expected: bool) -> None:
    assert is_notebook(source) is expected


def test_cells_that_write_files_are_modules_of_their_own(loader_of: LoaderOf) -> None:
    helper = "%%writefile nb_helpers.py\nSIZE = 3\ndef _pad(): return 1\ndef size(): return SIZE + _pad()"
    conv = (
        "%%writefile hw/nb_conv.py\nfrom nb_helpers import size\ndef _pad(): return 10\ndef f(): return size() + _pad()"
    )
    assert value_of(loader_of, helper, conv) == 14
    again = "%%writefile -a nb_conv.py\ndef g(): return f() + 1\ndef f(): return g"
    loader = loader_of({"sub.ipynb": notebook(helper, conv, again)})
    assert loader.load("sub.ipynb", "g")["has"] == "callable"  # type: ignore[index, call-overload]


def test_a_file_that_is_written_takes_no_other_module_s_place(loader_of: LoaderOf) -> None:
    assert value_of(loader_of, "%%writefile json.py\nx = 1", "import json\ndef f(): return json.dumps(1)") == "1"


def test_what_is_timed_is_done(loader_of: LoaderOf) -> None:
    assert value_of(loader_of, "%time import numpy as np\n%timeit -n 3 1 / 0", "def f(): return np.ones(1).size") == 1


def test_a_future_holds_for_all_cells(loader_of: LoaderOf) -> None:
    assert value_of(loader_of, "from __future__ import annotations", "def f(x: Nothing = 1): return x") == 1


DESK = (
    "%load_ext autoreload\nimport sys\nfrom grader.notebook import check, explained, pictures",
    "with explained():\n    pictures.filtered(f())",
    'check("f")',
)


@pytest.fixture
def _boxed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a worker, which has nothing of the grader."""
    monkeypatch.setitem(sys.modules, "grader.notebook", None)


@pytest.mark.usefixtures("_boxed")
def test_a_function_that_is_written_into_the_assignment_s_own_notebook_is_found(loader_of: LoaderOf) -> None:
    assert value_of(loader_of, *DESK, ONE, *DESK) == 1


@pytest.mark.usefixtures("_boxed")
def test_a_fault_beside_a_function_is_told_rather_than_that_there_is_no_grader_in_the_box(loader_of: LoaderOf) -> None:
    failure = facts_of(loader_of, *DESK, "x = 1 / 0\ndef g():\n    return x", "del f")["failure"]
    assert failure["frames"] == (("sub.ipynb, code cell 4", 1, "x = 1 / 0"),)
    assert facts_of(loader_of, *DESK, "def f(:")["failure"]["type"] == "SyntaxError"
    assert facts_of(loader_of, *DESK)["failure"]["type"] == "ModuleNotFoundError"
