"""The JSON is to the letter of the contract: other people's tools read it."""

import json
import typing
from typing import Any

import pytest

from grader.report.as_json import as_json
from grader.report.result import CheckStatus, ExerciseStatus
from tests.report.reports import DIGEST, MIXED, exercise, failed, passed, report

REPORT = {
    "schema": int,
    "submission": str,
    "score": float,
    "max_score": float,
    "duration_s": float,
    "exam": str,
    "isolation": dict,
    "exercises": list,
}
EXERCISE = {"name": str, "score": float, "max_score": float, "status": str, "checks": list}
CHECK = {
    "name": str,
    "title": str,
    "score": float,
    "max_score": float,
    "status": str,
    "message": str,
    "counterexample": dict,
    "misconception": str,
    "hint": str,
}
OPTIONAL = {"counterexample", "misconception", "hint"}
STATUSES_OF_EXERCISES = ("passed", "failed", "missing", "not_implemented", "error", "timeout", "crashed", "machinery")
STATUSES_OF_CHECKS = ("passed", "failed", "skipped", "error", "timeout", "machinery")


def read(text: str) -> dict[str, Any]:
    content = json.loads(text)
    assert isinstance(content, dict)
    return content


def has_form(content: dict[str, Any], form: dict[str, type]) -> bool:
    """Every field of the form is there with its exact type; there may be more fields."""
    return all(
        key in content and (type(content[key]) is kind or (key in OPTIONAL and content[key] is None))
        for key, kind in form.items()
    )


def test_every_field_of_the_contract_is_there_with_its_type() -> None:
    content = read(as_json(MIXED))
    assert has_form(content, REPORT)
    assert list(content["isolation"]) == ["layers", "missing"]
    assert content["exercises"]
    for one in content["exercises"]:
        assert has_form(one, EXERCISE)
        assert one["checks"]
        assert all(has_form(check, CHECK) for check in one["checks"])


def test_the_values_are_those_of_the_report() -> None:
    content = read(as_json(MIXED))
    assert content["schema"] == 1
    assert content["submission"] == "hong-gildong"
    assert (content["score"], content["max_score"], content["duration_s"]) == (4.0, 12.5, 0.125)
    assert content["exam"] == DIGEST
    assert content["isolation"] == {"layers": ["process", "rlimits"], "missing": ["landlock"]}
    assert content["notes"] == ["a.txt was left out."]
    forward = content["exercises"][1]
    assert (forward["name"], forward["score"], forward["max_score"]) == ("conv_forward_naive", 2.0, 4.5)
    assert forward["printed"] == ["shape (1, 1)", "\\x1b[31mred", ""]
    assert forward["checks"][1] == {
        "name": "padding",
        "title": "The padding check.",
        "score": 0.0,
        "max_score": 1.5,
        "status": "failed",
        "message": "out[0, 0] is 1, expected 2.",
        "counterexample": {"N": 1, "H": 2, "pad": 1},
        "arrays": {"x": "[[[[1, 2]]]]", "w": "[[[[3]]]]"},
        "seen": [],
        "story": [],
        "frames": [],
        "misconception": None,
        "belief": "",
        "same_as": "",
        "hint": "Print your padded image.",
        "raised": None,
    }


def test_a_check_that_passed_has_nothing_to_explain() -> None:
    check = read(as_json(report(exercise("im2col", "passed", passed()))))["exercises"][0]["checks"][0]
    assert (check["message"], check["counterexample"], check["misconception"], check["hint"]) == ("", None, None, None)


def test_a_misconception_is_named_when_it_is_known() -> None:
    named = failed(misconception="pads_with_edge_values", hint="Which values lie outside?")
    check = read(as_json(report(exercise("im2col", "failed", named))))["exercises"][0]["checks"][0]
    assert (check["misconception"], check["hint"]) == ("pads_with_edge_values", "Which values lie outside?")


def test_the_statuses_are_those_of_the_contract() -> None:
    assert typing.get_args(ExerciseStatus) == STATUSES_OF_EXERCISES
    assert typing.get_args(CheckStatus) == STATUSES_OF_CHECKS
    told = [one["status"] for one in read(as_json(MIXED))["exercises"]]
    assert set(told) == set(STATUSES_OF_EXERCISES)


def test_sums_of_tenths_are_round() -> None:
    tenths = [passed(str(i), 0.1) for i in range(3)]
    content = read(as_json(report(exercise("im2col", "passed", *tenths))))
    assert content["score"] == content["max_score"] == 0.3


def test_durations_are_told_in_milliseconds() -> None:
    assert read(as_json(report(duration_s=1.23456)))["duration_s"] == 1.235


def test_korean_stays_readable() -> None:
    assert '"submission": "홍길동"' in as_json(report(submission="홍길동"))


def test_the_text_ends_with_a_line_end() -> None:
    assert as_json(MIXED).endswith("}\n")


@pytest.mark.parametrize("duration", [float("nan"), float("inf")])
def test_numbers_that_json_has_not_are_an_error_of_ours(duration: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        as_json(report(duration_s=duration))
