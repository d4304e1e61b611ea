"""Classroom 50's result.json: strict fields, and points in whole numbers that nobody is wronged by."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.cohort.hand_in import Student
from grader.exercises import EXERCISES
from grader.exports.classroom50 import Assignment, result_json, whole_points
from grader.gradebook.entry import Entry
from grader.report.result import Report
from tests.exports.classes import HOSTILE, KIM, LEE, graded, reports
from tests.exports.schemas import expect_json
from tests.report.reports import EXPLAINED, MIXED

ASSIGNMENT = Assignment("cs231n", "conv")


def read(entry: Entry, report: Report = MIXED) -> dict[str, Any]:
    content = json.loads(result_json(entry, report, ASSIGNMENT))
    assert isinstance(content, dict)
    return content


def test_the_fields_are_those_of_version_1() -> None:
    content = read(graded())
    tests = content.pop("tests")
    assert content == {
        "schema": "classroom50/result/v1",
        "classroom": "cs231n",
        "assignment": "conv",
        "assignment_type": "individual",
        "owner": "501",
        "submission": "submit/2026-03-02T14-59-01Z-abcdef0",
        "commit": "submit/2026-03-02T14-59-01Z-abcdef0",
        "release": "submit/2026-03-02T14-59-01Z-abcdef0",
        "review": "submit/2026-03-02T14-59-01Z-abcdef0",
        "datetime": "2026-03-02T14:59:01Z",
        "graded_at": "2026-03-03T01:02:03Z",
        "score": 4,
        "max-score": 13,
    }
    assert tests[0] == {"test-name": "conv_output_size", "passed": True, "score": 2, "max-score": 2, "output": ""}
    assert (tests[1]["passed"], tests[1]["score"], tests[1]["max-score"]) == (False, 2, 5)
    assert tests[1]["output"].startswith("The padding check.\nout[0, 0] is 1, expected 2.")


@pytest.mark.parametrize(
    "entry",
    [
        graded(),
        graded("pair", LEE, KIM),
        graded("nobody", Student("No Login")),
        graded("odd", Student(HOSTILE, login=HOSTILE), submitted_at="yesterday", graded_at="", content=""),
        graded("first", submitted_at="0001-01-01T00:00:00+09:00", graded_at="0009-01-01T00:00:00"),
    ],
    ids=lambda entry: entry.id,
)
def test_it_is_valid_under_the_documented_schema(entry: Entry) -> None:
    expect_json(result_json(entry, EXPLAINED, ASSIGNMENT), "classroom50-result-v1")


@settings(max_examples=40)
@given(reports)
def test_it_is_valid_whatever_a_report_says(report: Report) -> None:
    expect_json(result_json(graded(), report, ASSIGNMENT), "classroom50-result-v1")


def test_a_group_is_a_group_owned_by_its_first_member_with_a_login() -> None:
    content = read(graded("pair", Student("No Login"), KIM))
    assert (content["assignment_type"], content["owner"]) == ("group", "502")
    assert read(graded("nobody", Student("No Login")))["owner"] == "nobody"


def test_the_exercises_are_worth_whole_points_so_that_no_maximum_is_rounded() -> None:
    assert all(float(exercise.points).is_integer() for exercise in EXERCISES)


@pytest.mark.parametrize(
    ("scores", "most", "whole"),
    [
        ([], [], []),
        ([4.0, 16.0], [4, 16], [4, 16]),
        ([3.5, 16.0], [4, 16], [3, 16]),  # 19.5 of 20 is not full
        ([0.5, 0.5, 0.0], [4, 16, 20], [1, 0, 0]),  # 1 in all
        ([1.5, 2.0, 0.0], [4, 16, 20], [2, 2, 0]),  # 3.5: half up
        ([3.5, 2.5, 0.0], [4, 16, 20], [3, 3, 0]),  # the one that does not seem complete by it
        ([3.5, 15.5, 0.0], [4, 16, 20], [4, 15, 0]),  # no other is left: 19 it is
        ([1.25, 2.5, 0.25], [4, 16, 20], [1, 3, 0]),  # the largest remainder
        ([0.1 + 0.2, 0.7], [4, 16], [0, 1]),  # no noise of floats
    ],
)
def test_rounding_is_as_it_is_stated(scores: list[float], most: list[int], whole: list[int]) -> None:
    assert whole_points(scores, most) == whole


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=14))
def test_rounding_keeps_its_promises(drawn: list[tuple[int, int]]) -> None:
    scores, most = [min(halves / 2, full) for halves, full in drawn], [full for _halves, full in drawn]
    whole = whole_points(scores, most)
    exact, total = sum(scores), sum(whole)
    assert all(0 <= point <= full for point, full in zip(whole, most, strict=True))
    assert all(abs(point - score) < 1 for point, score in zip(whole, scores, strict=True))
    assert (total == sum(most)) == (exact == sum(most))  # full marks are those that were reached
    assert abs(total - exact) <= 0.5
    assert all(point == score for point, score in zip(whole, scores, strict=True) if score == int(score))
