"""What was written as JSON is read back as the report that it was."""

from dataclasses import replace

import pytest

from grader.report.as_json import as_json
from grader.report.as_text import as_text
from grader.report.feedback import FEEDBACKS, Feedback, fed_back
from grader.report.from_json import from_json
from grader.report.result import Report
from tests.report.reports import EXPLAINED, MIXED, exercise, failed, report

RAISED = report(exercise("im2col", "failed", failed(status="error", raised="IndexError"), raised="IndexError"))


def without_pictures(of: Report) -> Report:
    checks = [tuple(replace(check, picture=None) for check in one.checks) for one in of.exercises]
    return replace(of, exercises=tuple(replace(one, checks=its) for one, its in zip(of.exercises, checks, strict=True)))


@pytest.mark.parametrize("written", [MIXED, EXPLAINED, RAISED, report()], ids=["mixed", "explained", "raised", "none"])
def test_all_but_the_pictures_comes_back(written: Report) -> None:
    assert from_json(as_json(written)) == without_pictures(written)
    assert as_text(from_json(as_json(written))) == as_text(written)
    compact = as_json(written, compact=True)
    assert compact.count("\n") == 1
    assert from_json(compact) == without_pictures(written)


@pytest.mark.parametrize("feedback", FEEDBACKS)
def test_what_a_student_may_see_is_the_same_of_both(feedback: Feedback) -> None:
    for written in (MIXED, EXPLAINED, RAISED):
        read = from_json(as_json(written))
        assert fed_back(read, feedback) == without_pictures(fed_back(written, feedback))


def test_another_schema_is_not_read() -> None:
    with pytest.raises(ValueError, match="schema is 2, expected 1"):
        from_json(as_json(MIXED).replace('"schema": 1', '"schema": 2'))
