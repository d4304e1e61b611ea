"""Gradescope gets the fields that it documents, of the kinds that it documents, and no score that nobody gave."""

import json
from typing import Any

from hypothesis import given, settings

from grader.exercises import EXERCISES
from grader.exports.gradescope import failure_json, results_json, unusable_json
from grader.language import speaking
from grader.report.feedback import fed_back
from grader.report.result import Report
from tests.exports.classes import HOSTILE, reports
from tests.report.reports import DIGEST, EXPLAINED, MIXED, exercise, passed, report

# https://gradescope-autograders.readthedocs.io/en/latest/specs/
TOP = {
    "score": (int, float),
    "execution_time": (int, float),
    "output": str,
    "output_format": str,
    "test_output_format": str,
    "test_name_format": str,
    "visibility": str,
    "stdout_visibility": str,
    "extra_data": dict,
    "tests": list,
}
TEST = {
    "score": (int, float),
    "max_score": (int, float),
    "status": str,
    "name": str,
    "number": str,
    "output": str,
    "visibility": str,
}
FORMATS = {"text", "html", "simple_format", "md", "ansi"}


def read(text: str) -> dict[str, Any]:
    content = json.loads(text)
    assert isinstance(content, dict)
    return content


def expect_documented(content: dict[str, Any]) -> None:
    for name, value in content.items():
        assert isinstance(value, TOP[name]), name  # type: ignore[arg-type]
    assert {content[name] for name in content if name.endswith("_format")} <= FORMATS
    for test in content.get("tests", []):
        assert set(test) == set(TEST)
        assert all(isinstance(test[name], kind) for name, kind in TEST.items())  # type: ignore[arg-type]
        assert test["status"] in ("passed", "failed")


def test_a_test_for_each_check_with_its_number_and_points() -> None:
    content = read(results_json(MIXED))
    expect_documented(content)
    assert (content["score"], content["execution_time"], content["output"]) == (4, 0.125, "Note: a.txt was left out.")
    assert content["extra_data"] == {"exam": DIGEST, "max_score": 12.5}
    assert content["tests"][:2] == [
        {
            "name": "conv_output_size: The plain check.",
            "number": "1.1",
            "score": 2,
            "max_score": 2,
            "status": "passed",
            "output": "",
            "visibility": "visible",
        },
        {
            "name": "conv_forward_naive: The plain check.",
            "number": "2.1",
            "score": 2,
            "max_score": 2,
            "status": "passed",
            "output": "",
            "visibility": "visible",
        },
    ]
    assert [test["number"] for test in content["tests"][2:5]] == ["2.2", "2.3", "3.1"]
    assert sum(test["score"] for test in content["tests"]) == content["score"]


def test_a_failed_check_tells_what_the_report_tells() -> None:
    tests = read(results_json(EXPLAINED))["tests"]
    output = tests[2]["output"].split("\n")
    assert output[0] == "out[0, 0, 0, 1] is 3, expected 1. 2 of 6 values differ."
    assert "smallest case: N=1 H=2 pad=1" in output
    assert "  x = [[[[1, 2]]]]" in output
    assert output[-1] == "next: Print your padded image."


def test_what_waits_and_what_was_never_asked_says_why() -> None:
    outputs = {test["name"]: test["output"] for test in read(results_json(MIXED))["tests"]}
    assert outputs["conv_forward_naive: The stride check."] == 'Waits for "The padding check."'
    assert outputs["conv_backward_naive: The stride check."] == "conv.py could not be loaded: SyntaxError."
    assert outputs["im2col: The stride check."] == "im2col is not written yet."


def test_every_test_is_visible_so_that_the_total_shows_and_the_program_s_own_output_is_not() -> None:
    content = read(results_json(MIXED))
    assert {test["visibility"] for test in content["tests"]} == {content["visibility"]} == {"visible"}
    assert content["stdout_visibility"] == "hidden"


def test_a_time_that_the_feedback_withholds_is_not_made_up() -> None:
    content = read(results_json(fed_back(EXPLAINED, "score")))
    assert "execution_time" not in content
    assert all(test["output"] == "" for test in content["tests"] if test["status"] == "passed")
    assert "Print your padded image." not in results_json(fed_back(EXPLAINED, "score"))


def test_a_sum_of_halves_and_thirds_has_no_noise() -> None:
    thirds = report(*[exercise("a", "passed", passed(points=0.1)) for _number in range(3)])
    assert read(results_json(thirds))["score"] == 0.3


@settings(max_examples=40)
@given(reports)
def test_whatever_a_report_says_the_file_is_what_gradescope_reads(drawn: Report) -> None:
    expect_documented(read(results_json(drawn)))


def test_an_unusable_submission_passes_nothing_and_is_told_why() -> None:
    with speaking("ko"):
        content = read(unusable_json(EXERCISES, "제출한 파일에 코드가 없어요."))
    expect_documented(content)
    assert (content["score"], content["output"]) == (0, "제출한 파일에 코드가 없어요.")
    assert sum(test["max_score"] for test in content["tests"]) == 100
    assert {(test["score"], test["status"]) for test in content["tests"]} == {(0, "failed")}
    assert len(content["tests"]) == sum(len(one.checks) for one in EXERCISES)


def test_a_failure_of_ours_gives_no_score_at_all() -> None:
    content = read(failure_json(HOSTILE))
    expect_documented(content)
    assert not {"score", "tests"} & set(content)
    assert content["output"].isprintable()
