"""A gradient that isn't worked out yet, and is returned as None, costs its own points alone."""

from pathlib import Path

import pytest

from grader.exam import Exam
from grader.exam.hidden import SOLUTIONS
from tests.conftest import Graded

RETURN = "return dx, dw, db"


@pytest.mark.parametrize("kept", ["dx", "dw", "db"])
def test_one_gradient_of_three_earns_its_points(kept: str, graded: Graded, short_exam: Exam, tmp_path: Path) -> None:
    text = (SOLUTIONS / "conv.py").read_text(encoding="utf-8")
    assert text.count(RETURN) == 1
    only = ", ".join(name if name == kept else "None" for name in ("dx", "dw", "db"))
    (tmp_path / "conv.py").write_text(text.replace(RETURN, f"return {only}"), encoding="utf-8")
    (backward,) = (one for one in graded(tmp_path, short_exam).exercises if one.name == "conv_backward_naive")
    passed = {check.name for check in backward.checks if check.status == "passed"}
    assert passed
    assert all(name.startswith(kept) for name in passed)
    failed = [check.message for check in backward.checks if check.status == "failed"]
    assert failed
    assert all(message.endswith(" is None.") for message in failed)
