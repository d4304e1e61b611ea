"""GitHub's reporter counts in two ways: they agree, and what it prints is no command to its runner."""

import base64
import dataclasses
import json
import re
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings

from grader.exports.github import MOST_BYTES, environment, runners
from grader.report.result import Report
from tests.exports.classes import reports
from tests.report.reports import EXPLAINED, MIXED, exercise, failed, report
from tests.report.test_escape import is_a_command


def read(lines: str) -> dict[str, dict[str, Any]]:
    """What the reporter finds, as src/main.js of it looks it up."""
    variables = dict(line.split("=", 1) for line in lines.splitlines())
    ids = variables["GRADER_RUNNERS"].split(",") if variables["GRADER_RUNNERS"] else []
    return {id: json.loads(base64.b64decode(variables[f"{id.strip().upper()}_RESULTS"])) for id in ids}


def console_points(found: Mapping[str, dict[str, Any]]) -> float:
    """The total of its table, as src/helpers/test-helpers.js of it works it out."""
    total = 0.0
    for runner in found.values():
        passing = sum(test["status"] == "pass" for test in runner["tests"])
        total += passing / len(runner["tests"]) * (runner["max_score"] or 0)
    return total


def notice_points(found: Mapping[str, dict[str, Any]]) -> tuple[float, float]:
    """The points of its notice and their maximum, as src/notify-classroom.js of it adds them up."""
    points = sum(test["score"] for runner in found.values() for test in runner["tests"])
    return points, sum(runner["max_score"] for runner in found.values())


@settings(max_examples=60)
@given(reports)
def test_console_and_notice_agree_with_the_score(drawn: Report) -> None:
    found = read(environment(runners(drawn)))
    points, most = notice_points(found)
    assert abs(console_points(found) - drawn.score) < 1e-9
    assert abs(points - drawn.score) < 1e-9
    assert abs(most - drawn.max_score) < 1e-9


@settings(max_examples=60)
@given(reports)
def test_nothing_that_is_printed_is_a_command_and_each_variable_is_one_line(drawn: Report) -> None:
    lines = environment(runners(drawn))
    assert all(re.fullmatch(r"[A-Z0-9_]+=[A-Za-z0-9+/=,]*", line) for line in lines.split("\n")[:-1])
    for runner in read(lines).values():
        for test in runner["tests"]:
            printed = f"❌ {test['name']}\nTest code:\n{test['test_code']}\nError: {test['message']}"
            assert not any(map(is_a_command, printed.split("\n")))
            assert all(line.isprintable() for line in printed.split("\n"))


def test_the_fields_are_those_of_the_graders_that_github_has() -> None:
    found = read(environment(runners(EXPLAINED)))
    assert list(found) == ["points2", "points1x5", "points1"]
    for runner in found.values():
        assert list(runner) == ["version", "status", "max_score", "tests"]
        assert runner["version"] == 1
        for test in runner["tests"]:
            assert list(test) == ["name", "status", "message", "line_no", "test_code", "score"]
    assert [runner["status"] for runner in found.values()] == ["pass", "fail", "fail"]
    assert found["points1x5"]["max_score"] == 3
    first = found["points1x5"]["tests"][0]
    assert first["name"] == "conv_forward_naive: The padding check."
    assert first["message"] == "out[0, 0, 0, 1] is 3, expected 1. 2 of 6 values differ."
    assert first["test_code"].endswith("next: Print your padded image.")


def test_what_we_failed_to_grade_is_an_error() -> None:
    statuses = {runner["status"] for runner in runners(MIXED).values()}
    assert "error" in statuses


def test_feedback_too_long_for_a_variable_is_cut_at_a_line() -> None:
    many = report(exercise("a", "failed", *[failed(message="긴 말 " * 500) for _number in range(80)]))
    found = runners(many)
    for line in environment(found).splitlines():
        assert len(line.encode()) <= MOST_BYTES + len("POINTS1X5_RESULTS=")
    (tests,) = (runner["tests"] for runner in found.values())
    assert all(test["test_code"].endswith("…") for test in tests)
    assert tests[0]["test_code"].startswith("긴 말")
    none = dataclasses.replace(many, exercises=())
    assert environment(runners(none)) == "GRADER_RUNNERS=\n"
