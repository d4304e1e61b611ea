"""An exception is told with the student's own lines that led to it, the outermost first."""

from pathlib import Path

import pytest

from grader.answer import Answer
from grader.case import SizeCase
from grader.exam import Exam, Item
from grader.explain.frames import frames
from grader.failure import Failure
from grader.marking.mark import Fault
from grader.sandbox.nursery import Nursery
from grader.sandbox.worker.wire import Value
from tests.explain.edited import edited, explained, failed_checks


def raised(*told: Value, left_out: Value = 0) -> Fault:
    """A fault whose exception came by these frames."""
    failure = Failure("raised", "f", {"type": "E", "message": "", "frames": tuple(told), "left_out": left_out})
    return Fault(Item(SizeCase(1, 1, 1, 0), None), Answer({}, failure), "error", "", failure)


def test_each_line_is_told_with_its_file_and_its_text() -> None:
    fault = raised(("conv.py", 12, "out = helper(x)"), ("sums.py", 3, "return a[i]"))
    assert frames(fault) == ("conv.py, line 12: out = helper(x)", "sums.py, line 3: return a[i]")


def test_one_line_is_in_the_sentence_already() -> None:
    assert frames(raised(("conv.py", 12, "1 / 0"))) == ()


def test_a_wrong_answer_has_no_frames() -> None:
    assert frames(Fault(Item(SizeCase(1, 1, 1, 0), None), Answer({}), "failed", "out is 1, expected 2.")) == ()


def test_what_was_left_out_is_counted() -> None:
    lines = frames(raised(*(("a.py", line, "f()") for line in range(6)), left_out=30))
    assert lines[2] == "… 30 more"
    assert lines[-1] == "a.py, line 5: f()"


@pytest.mark.parametrize(
    "told", [((1, 2),), ("x", "y"), (3, ("a", 1, "b")), (("a", 1, "b"), (("a", 1, "b", "c")))], ids=repr
)
def test_frames_that_are_none_are_not_told(told: tuple[Value, ...]) -> None:
    assert frames(raised(*told)) == ()


def test_hostile_frames_are_told_safely_and_not_without_end() -> None:
    lines = frames(raised(*[("\x1b[31m\n" * 99, "\x00", "::error::\u202e" * 99)] * 500))
    assert len(lines) < 10
    assert all(line.isprintable() and len(line) < 2000 for line in lines)


START = '    stride, pad = conv_param["stride"], conv_param["pad"]\n    N, _, H, W = x.shape'
WRONG = {
    "in a function that is called": (
        "    def pixel(a, i):\n        return a[i]\n\n    pixel(x, len(x))\n",
        ["pixel(x, len(x))", "return a[i]"],
    ),
    "in a comprehension": (
        "    y = [[x[n, c, -99] for c in [0]] for n in [0]]\n",
        [],  # one line, whatever Python makes of it
    ),
    "in NumPy": (
        "    def join(a, b):\n        return np.concatenate([a, b])\n\n    join(x, b)\n",
        ["join(x, b)", "return np.concatenate([a, b])"],
    ),
    "in a method": (
        "    class Window:\n        def sum(self):\n            return self.size\n\n    Window().sum()\n",
        ["Window().sum()", "return self.size"],
    ),
    "in one that calls itself": (
        "    def deep(n):\n        return deep(n + 1)\n\n    deep(0)\n",
        ["deep(0)", "return deep(n + 1)"],
    ),
}


@pytest.mark.parametrize("where", WRONG)
def test_a_report_tells_the_student_s_own_lines_only(
    where: str, tmp_path: Path, exam: Exam, nursery: Nursery, ask_only: object
) -> None:
    assert callable(ask_only)
    ask_only(["conv_forward_naive"])
    text, lines = WRONG[where]
    told = failed_checks(explained(edited(tmp_path, "conv", START, text + START), exam, nursery))["shape"]
    assert [line.partition(": ")[2] for line in told.frames] == lines
    assert all(line.startswith("conv.py, line ") for line in told.frames)
