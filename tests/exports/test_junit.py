"""JUnit's XML is valid under Jenkins' schema, whatever a student's code says, with the points as properties."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from grader.cohort.hand_in import Student
from grader.exports.junit import junit_xml
from grader.exports.suites import Suite
from grader.report.result import Report
from tests.exports.classes import CLASS, HOSTILE, graded, reports, suites_of, ungraded
from tests.exports.schemas import expect_xml
from tests.report.reports import DIGEST, EXPLAINED


def written(suites: Sequence[Suite]) -> bytes:
    return b"".join(junit_xml(suites))


def read(suites: Sequence[Suite]) -> ET.Element:
    return ET.fromstring(written(suites))  # noqa: S314  # our own


def test_a_suite_for_each_submission_a_case_for_each_check() -> None:
    root = read(suites_of(*CLASS))
    assert root.tag == "testsuites"
    suite = root[0]
    assert suite.attrib == {
        "name": "이민준",
        "id": "minjun",
        "tests": "10",
        "failures": "1",
        "errors": "3",
        "skipped": "4",
        "timestamp": "2026-03-03T01:02:03.456+00:00",
        "time": "0.125",
    }
    cases = suite.findall("testcase")
    assert len(cases) == 10
    assert cases[2].attrib == {
        "name": "padding: The padding check.",
        "classname": "minjun.conv_forward_naive",
    }
    (failure,) = cases[2]
    assert (failure.tag, failure.get("type"), failure.get("message")) == (
        "failure",
        "failed",
        "out[0, 0] is 1, expected 2.",
    )
    assert (failure.text or "").endswith("next: Print your padded image.")
    assert [child.tag for case in cases for child in case].count("skipped") == 4
    assert (suite.findtext("system-out") or "").startswith("shape (1, 1)\n\\x1b[31mred")


def test_points_are_properties() -> None:
    properties = {one.get("name"): one.get("value") for one in read(suites_of(*CLASS))[0].iter("property")}
    assert (properties["score"], properties["max_score"], properties["exam"]) == ("4", "12.5", DIGEST)
    assert properties["conv_forward_naive.padding.score"] == "0"
    assert properties["conv_forward_naive.padding.max_score"] == "1.5"


@pytest.mark.parametrize(("at", "tag", "why"), [(1, "error", "It holds no code."), (3, "error", "No more processes.")])
def test_what_is_not_graded_has_no_points_and_says_why(at: int, tag: str, why: str) -> None:
    suite = read(suites_of(*CLASS))[at]
    assert not list(suite.iter("property"))
    (case,) = suite.findall("testcase")
    assert (case[0].tag, case[0].get("message")) == (tag, why)
    assert (suite.get("tests"), suite.get("errors"), suite.get("skipped")) == ("1", "1", "0")


def test_what_waits_is_skipped() -> None:
    suite = read(suites_of(*CLASS))[2]
    assert (suite.get("errors"), suite.get("skipped")) == ("0", "1")
    assert suite[0][0].attrib == {"type": "waiting", "message": "its turn has not come yet"}


def test_it_is_valid_under_jenkins_schema() -> None:
    explained = graded("explained", Student(HOSTILE), name=HOSTILE, report=EXPLAINED)
    hostile = ungraded("hostile", Student(HOSTILE), name=HOSTILE, reason=HOSTILE)
    expect_xml(written(suites_of(*CLASS, (explained, EXPLAINED), (hostile, None))), "junit-10")
    expect_xml(written([]), "junit-10")


@settings(max_examples=40)
@given(reports)
def test_it_is_valid_whatever_a_report_says(report: Report) -> None:
    expect_xml(written(suites_of((graded(report=report), report))), "junit-10")


@given(reports)
def test_markup_in_texts_makes_no_element(report: Report) -> None:
    suite = read(suites_of((graded(name=HOSTILE, report=report), report)))[0]
    assert len(suite.findall("testcase")) == sum(len(exercise.checks) for exercise in report.exercises)
    assert {child.tag for child in suite.iter()} <= {
        *("testsuite", "properties", "property", "testcase", "failure", "error", "skipped", "system-out"),
    }
