"""CTRF, the Common Test Report Format (https://ctrf.io): one document, a test for each check of each submission.

Points are in each test's `extra`, those of a submission in the document's `results.extra.submissions`. How long a check
took is not measured, so its duration is 0. What can't be graded is one test: `other`, or `pending` while it waits.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from grader.escape import json_text
from grader.exports.amounts import as_number
from grader.exports.moments import milliseconds
from grader.exports.suites import Suite
from grader.exports.told import told
from grader.report.result import CheckResult, ExerciseResult, Report

SPEC_VERSION = "1.0.0"
TOOL = "conv-grader"
_STATUS = {"passed": "passed", "skipped": "skipped", "machinery": "other"}  # all else is failed


def ctrf_json(suites: Iterable[Suite]) -> Iterator[str]:
    """The file, piece by piece: the tests as they come, and then what they add up to."""
    head = (
        json_text({"reportFormat": "CTRF", "specVersion": SPEC_VERSION, "generatedBy": TOOL})
        .rstrip()
        .removesuffix("\n}")
    )
    yield f'{head},\n "results": {{\n "tool": {json_text({"name": TOOL}).strip()},\n "tests": [\n'
    counts, moments = Counter[str](), list[int]()
    submissions: list[dict[str, Any]] = []
    separator = ""
    for suite in suites:
        for test in _tests(suite):
            counts[test["status"]] += 1
            yield separator + json_text(test).rstrip("\n")
            separator = ",\n"
        moments += [] if (moment := milliseconds(suite.entry.graded_at)) is None else [moment]
        submissions.append(_submission(suite))
    summary = {
        "tests": counts.total(),
        **{status: counts[status] for status in ("passed", "failed", "skipped", "pending", "other")},
        "suites": len(submissions),
        "start": min(moments, default=0),
        "stop": max(moments, default=0),
    }
    extra = json_text({"submissions": submissions}).rstrip("\n")
    yield f'\n],\n "summary": {json_text(summary).strip()},\n "extra": {extra}\n}}\n}}\n'


def _tests(suite: Suite) -> Iterator[dict[str, Any]]:
    if suite.report is None:
        yield {
            "name": "submission",
            "status": "pending" if suite.entry.state == "waiting" else "other",
            "duration": 0,
            "suite": [suite.entry.id],
            "message": suite.reason,
            "rawStatus": suite.entry.state,
        }
        return
    for exercise in suite.report.exercises:
        for check in exercise.checks:
            yield _test(suite, exercise, check)


def _test(suite: Suite, exercise: ExerciseResult, check: CheckResult) -> dict[str, Any]:
    text = told(exercise, check)
    return {
        "name": check.title or check.name,
        "status": _STATUS.get(check.status, "failed"),
        "duration": 0,
        "suite": [suite.entry.id, exercise.name],
        **({"message": text} if text else {}),
        "rawStatus": check.status,
        "extra": {"check": check.name, "score": as_number(check.score), "max_score": as_number(check.max_score)},
    }


def _submission(suite: Suite) -> dict[str, Any]:
    entry, report = suite.entry, suite.report
    of_report: dict[str, Any] = {} if report is None else _points(report)
    return {"id": entry.id, "name": entry.name, "state": entry.state, "exam": entry.exam, **of_report}


def _points(report: Report) -> dict[str, Any]:
    took = {"duration": round(report.duration_s * 1000)} if report.duration_s else {}
    return {"score": as_number(report.score), "max_score": as_number(report.max_score), **took}
