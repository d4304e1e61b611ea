"""What GitHub's autograding reporter reads: a variable for each of its "runners".

https://github.com/classroom-resources/autograding-grading-reporter (src/console-results.js, src/notify-classroom.js)
counts in two ways. Its console gives each runner max_score times the fraction of tests that pass; its notice adds up
the tests' scores. The two agree where all tests of a runner are worth the same. So there is a runner for each worth:
the checks of 2 points are the tests of `points2`, those of half a point the tests of `points0x5`.

Of a test that failed it prints the name and `test_code`, and never the message; so what is told stands there, too.
"""

import base64
import json
from collections.abc import Mapping
from typing import Any

from grader.escape import terminal_line
from grader.exports.amounts import as_digits, as_number
from grader.exports.told import heading, told
from grader.report.result import CheckResult, ExerciseResult, Report

RUNNERS = "GRADER_RUNNERS"
# A string of a program's environment is 128 KiB at most on Linux: MAX_ARG_STRLEN.
MOST_BYTES = 120_000
_LENGTHS = (4000, 2000, 1000, 500, 200, 0)  # characters that are told of a check: the first with which all fits

Runner = dict[str, Any]


def runners(report: Report) -> dict[str, Runner]:
    """What each runner found, by the runner's id, that of the highest worth first.

    The report has been cut down to what its student may see.
    """
    for length in _LENGTHS:
        found = _runners(report, length)
        if all(len(_encoded(one)) <= MOST_BYTES for one in found.values()):
            break
    return found


def environment(found: Mapping[str, Runner]) -> str:
    """Lines to append to the file $GITHUB_ENV: a variable for each runner, and GRADER_RUNNERS with their ids.

    The reporter's step then says `runners: ${{ env.GRADER_RUNNERS }}`.
    """
    lines = [f"{runner.upper()}_RESULTS={_encoded(content)}\n" for runner, content in found.items()]
    return "".join([*lines, f"{RUNNERS}={','.join(found)}\n"])


def _runners(report: Report, length: int) -> dict[str, Runner]:
    tests: dict[float, list[dict[str, Any]]] = {}
    for exercise in report.exercises:
        for check in exercise.checks:
            tests.setdefault(check.max_score, []).append(_test(exercise, check, length))
    return {_id(worth): _runner(worth, tests[worth]) for worth in sorted(tests, reverse=True)}


def _runner(worth: float, tests: list[dict[str, Any]]) -> Runner:
    statuses = {test["status"] for test in tests}
    status = next((status for status in ("error", "fail") if status in statuses), "pass")
    return {"version": 1, "status": status, "max_score": as_number(worth * len(tests)), "tests": tests}


def _test(exercise: ExerciseResult, check: CheckResult, length: int) -> dict[str, Any]:
    text = told(exercise, check)
    shown = text if len(text) <= length else "\n".join([*text[:length].split("\n")[:-1], "…"])
    return {
        "name": terminal_line(heading(exercise, check)),
        "status": {"passed": "pass", "machinery": "error"}.get(check.status, "fail"),
        "message": shown.partition("\n")[0],
        "line_no": 0,  # of no file of the student's
        "test_code": shown,
        "score": as_number(check.score),
    }


def _id(worth: float) -> str:
    """An id of letters and digits, which is all that the reporter expects of one."""
    return f"points{as_digits(worth, 'x')}"


def _encoded(content: Runner) -> str:
    return base64.b64encode(json.dumps(content, ensure_ascii=False, allow_nan=False).encode()).decode()
