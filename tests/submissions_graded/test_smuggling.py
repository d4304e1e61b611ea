"""A submission that puts the hidden inputs into all that it says: `hint` and `score` let none of it out."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.report.as_json import as_json
from grader.report.as_text import as_text
from grader.report.feedback import Feedback, fed_back
from grader.report.result import Report
from tests.conftest import Graded

# What it has seen it says with this mark, in every way: it prints it, raises it, names an exception, a file and a
# function by it, answers with it, and tells it to the files that are loaded later.
SMUGGLER = """
import builtins
import sys

def _mark(*seen):
    builtins.seen = "LEAK" + "_".join(str(one) for one in seen).replace(".", "_").replace("-", "m")[:40]
    print(builtins.seen, file=sys.stderr)
    return builtins.seen

def conv_output_size(size, kernel, stride, pad):
    mark = _mark(size, kernel, stride, pad)
    raise type(mark, (Exception,), {})(mark)

def im2col(x, HH, WW, stride=1, pad=0):
    mark = _mark(x.shape, x.ravel()[:2])
    globals()["col2im" + mark[4:12]] = im2col
    exec(compile("raise ValueError('%s')" % mark, mark + ".py", "exec"))

def max_pool_forward_naive(x, pool_param):
    pool_param[_mark(x.ravel()[:2])] = 1
    return _mark(x.ravel()[:2]), x

def avg_pool_forward_naive(x, pool_param):
    error = SyntaxError(_mark(x.ravel()[:2]))
    error.filename, error.lineno = "conv.py", 1
    raise error
"""
LATER = "import builtins\nraise ImportError(getattr(builtins, 'seen', 'LEAK'))\ndef max_pool_backward_naive(): ...\n"


@pytest.fixture
def smuggled(graded: Graded, short_exam: Exam, tmp_path: Path, ask_only: Callable[[Iterable[str]], None]) -> Report:
    """The whole report on the smuggler."""
    names = ["conv_output_size", "im2col", "col2im", "max_pool_forward_naive", "avg_pool_forward_naive"]
    ask_only([*names, "max_pool_backward_naive"])
    (tmp_path / "hw").mkdir()
    (tmp_path / "hw" / "conv.py").write_text(SMUGGLER)
    (tmp_path / "hw" / "later.py").write_text(LATER)
    return graded(tmp_path / "hw", short_exam)


def test_nothing_of_the_inputs_gets_out_but_with_full_feedback(smuggled: Report) -> None:
    whole = as_text(smuggled) + as_json(smuggled)
    assert whole.count("LEAK") > 10
    assert "ImportError" in whole
    kept: list[Feedback] = ["hint", "score"]
    for feedback in kept:
        told = fed_back(smuggled, feedback)
        text = repr(told) + as_text(told) + as_json(told)
        assert "LEAK" not in text
        assert "smallest case" not in text
        assert told.score == smuggled.score
        counterexamples = [check.counterexample for one in told.exercises for check in one.checks]
        assert set(counterexamples) == {None}
