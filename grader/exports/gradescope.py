"""Gradescope's results.json: one test for each check, all of them visible, so that the total shows.

The fields are those of https://gradescope-autograders.readthedocs.io/en/latest/specs/. A report has to be cut down to
what its student may see (`fed_back`) before it comes here.
"""

from collections.abc import Sequence
from typing import Any

from grader.escape import json_text, printable
from grader.exercise import Exercise
from grader.exports.amounts import as_number
from grader.exports.told import heading, told
from grader.language import _
from grader.report.result import CheckResult, ExerciseResult, Report
from grader.report.wrapped import wrapped

_MOST_SAID = 1000  # characters of a sentence that is ours
_COMMON = {
    "visibility": "visible",  # one hidden test, and no student sees a total
    "stdout_visibility": "hidden",  # what the autograder's own programs print
    "output_format": "text",
    "test_output_format": "text",
    "test_name_format": "text",
}


def results_json(report: Report) -> str:
    """The file for a graded submission."""
    return json_text(results(report))


def unusable_json(rubric: Sequence[Exercise], sentence: str) -> str:
    """The file for a submission that can't be opened or holds no code: no check passes, and `sentence` says why."""
    tests = [
        _test(f"{exercise.name}: {_(check.title)}", f"{at}.{place}", 0.0, check.points, False, "")
        for at, exercise in enumerate(rubric, 1)
        for place, check in enumerate(exercise.checks, 1)
    ]
    return json_text({"score": 0, "output": printable(sentence, _MOST_SAID), **_COMMON, "tests": tests})


def failure_json(sentence: str) -> str:
    """The file for a failure of our own: without a score, so that Gradescope takes it for a failure and no mark."""
    return json_text({"output": printable(sentence, _MOST_SAID), **_COMMON})


def results(report: Report) -> dict[str, Any]:
    """The content of `results_json`. How long it took is left out where the report doesn't say."""
    output = "\n".join(line for note in report.notes for line in wrapped(_("Note: {note}").format(note=note), "", ""))
    return {
        "score": as_number(report.score),
        **({"execution_time": as_number(report.duration_s)} if report.duration_s else {}),
        "output": output,
        **_COMMON,
        "tests": [
            _of_check(exercise, check, f"{at}.{place}")
            for at, exercise in enumerate(report.exercises, 1)
            for place, check in enumerate(exercise.checks, 1)
        ],
        "extra_data": {"exam": report.exam, "max_score": as_number(report.max_score)},
    }


def _of_check(exercise: ExerciseResult, check: CheckResult, number: str) -> dict[str, Any]:
    is_passed = check.status == "passed"
    return _test(heading(exercise, check), number, check.score, check.max_score, is_passed, told(exercise, check))


def _test(name: str, number: str, score: float, most: float, is_passed: bool, output: str) -> dict[str, Any]:
    return {
        "name": name,
        "number": number,
        "score": as_number(score),
        "max_score": as_number(most),
        "status": "passed" if is_passed else "failed",
        "output": output,
        "visibility": "visible",
    }
