"""A report read back from the JSON that we wrote: all of it but the pictures, which that doesn't hold."""

import json
from typing import Any

from grader.report.as_json import SCHEMA
from grader.report.result import CheckResult, ExerciseResult, Isolation, Report


def from_json(text: str) -> Report:
    """The report that `as_json` wrote as `text`.

    Raises:
        ValueError: it is of another schema.
    """
    content = json.loads(text)
    if content["schema"] != SCHEMA:
        raise ValueError(f"its schema is {content['schema']}, expected {SCHEMA}")
    isolation = content["isolation"]
    return Report(
        submission=content["submission"],
        exercises=tuple(map(_exercise, content["exercises"])),
        exam=content["exam"],
        isolation=Isolation(tuple(isolation["layers"]), tuple(isolation["missing"])),
        duration_s=content["duration_s"],
        notes=tuple(content["notes"]),
        interface=content["interface"],
    )


def _exercise(content: dict[str, Any]) -> ExerciseResult:
    fields = {**content, "checks": tuple(map(_check, content["checks"])), "printed": tuple(content["printed"])}
    return ExerciseResult(**fields)


def _check(content: dict[str, Any]) -> CheckResult:
    tuples = {name: tuple(content[name]) for name in ("seen", "story", "frames")}
    return CheckResult(**{**content, **tuples})
