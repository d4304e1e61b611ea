"""Machines that don't have the very same code find out before they grade."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.batch import same_code
from grader.batch.same_code import Code, code_here

OURS = Code("digest", "3.11", "2.4.6", "6.170.15")


def test_the_same_code_has_nothing_to_say() -> None:
    assert OURS.sentence(replace(OURS)) == ""
    assert code_here().sentence(code_here()) == ""


def test_another_version_of_a_package_is_named() -> None:
    theirs = replace(OURS, numpy="1.26.4", python="3.12")
    assert theirs.sentence(OURS) == (
        "it has Python 3.12 where we have 3.11, NumPy 1.26.4 where we have 2.4.6: install the same versions on every "
        "machine"
    )


def test_another_grader_is_told_whatever_else_differs() -> None:
    assert "its grader is another version than ours" in replace(OURS, grader="x", numpy="1").sentence(OURS)


@pytest.mark.parametrize(
    "change", [("a.py", "x = 2\n"), ("b.py", ""), ("page/report.html", "<p>")], ids=["changed", "added", "deeper"]
)
def test_any_file_counts_and_what_tools_leave_beside_it_does_not(tmp_path: Path, change: tuple[str, str]) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "a.py").write_text("x = 1\n")
    before = same_code._digest(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.cpython-311.pyc").write_bytes(b"compiled")
    (tmp_path / ".a.py.swp").write_text("x = 3\n")
    (tmp_path / "page" / "report.html~").write_text("<p>")
    assert same_code._digest(tmp_path) == before
    (tmp_path / change[0]).write_text(change[1])
    assert same_code._digest(tmp_path) != before


def test_a_package_that_is_not_there_is_no_version() -> None:
    assert same_code._version("no-such-package") == "(none)"
