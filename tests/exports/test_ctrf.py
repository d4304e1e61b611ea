"""CTRF is valid under its published schema, and its summary adds up."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings

from grader.cohort.hand_in import Student
from grader.exports.ctrf import ctrf_json
from grader.exports.suites import Suite
from grader.report.result import Report
from tests.exports.classes import CLASS, HOSTILE, graded, reports, suites_of, ungraded
from tests.exports.schemas import expect_json


def written(suites: Sequence[Suite]) -> str:
    return "".join(ctrf_json(suites))


def read(suites: Sequence[Suite]) -> dict[str, Any]:
    content = json.loads(written(suites))
    assert isinstance(content, dict)
    return content


def test_the_document_is_what_ctrf_asks_for() -> None:
    content = read(suites_of(*CLASS))
    assert (content["reportFormat"], content["specVersion"]) == ("CTRF", "1.0.0")
    results = content["results"]
    assert results["tool"] == {"name": "conv-grader"}
    assert results["summary"] == {
        "tests": 13,
        "passed": 2,
        "failed": 3,
        "skipped": 4,
        "pending": 1,
        "other": 3,
        "suites": 4,
        "start": 1772499723456,
        "stop": 1772499723456,
    }
    assert results["tests"][2] == {
        "name": "The padding check.",
        "status": "failed",
        "duration": 0,
        "suite": ["minjun", "conv_forward_naive"],
        "message": results["tests"][2]["message"],
        "rawStatus": "failed",
        "extra": {"check": "padding", "score": 0, "max_score": 1.5},
    }
    assert results["tests"][2]["message"].startswith("out[0, 0] is 1, expected 2.")


def test_points_of_a_submission_stand_beside_the_tests() -> None:
    submissions = read(suites_of(*CLASS))["results"]["extra"]["submissions"]
    assert [one["state"] for one in submissions] == ["graded", "unusable", "waiting", "machinery"]
    assert (submissions[0]["score"], submissions[0]["max_score"], submissions[0]["duration"]) == (4, 12.5, 125)
    assert not any("score" in one for one in submissions[1:])


def test_what_is_not_graded_is_one_test_that_says_why() -> None:
    tests = read(suites_of(*CLASS))["results"]["tests"]
    assert [(test["status"], test["message"]) for test in tests[-3:]] == [
        ("other", "It holds no code."),
        ("pending", "its turn has not come yet"),
        ("other", "No more processes."),
    ]


def test_it_is_valid_under_the_published_schema() -> None:
    hostile = ungraded("hostile", Student(HOSTILE), name=HOSTILE, reason=HOSTILE)
    expect_json(written(suites_of(*CLASS, (hostile, None))), "ctrf")
    expect_json(written([]), "ctrf")


@settings(max_examples=40)
@given(reports)
def test_it_is_valid_whatever_a_report_says_and_the_summary_adds_up(report: Report) -> None:
    text = written(suites_of((graded(report=report), report), *CLASS[1:]))
    expect_json(text, "ctrf")
    results = json.loads(text)["results"]
    counts = Counter(test["status"] for test in results["tests"])
    assert {status: results["summary"][status] for status in counts} == counts
    assert results["summary"]["tests"] == len(results["tests"])
    assert all(line.isprintable() for line in text.split("\n"))
