"""The report as JSON, in the form that other tools read (schema 1)."""

from typing import Any

from grader.escape import json_text
from grader.report.result import CheckResult, ExerciseResult, Report

SCHEMA = 1


def as_json(report: Report, *, compact: bool = False) -> str:
    """The report as a JSON text. The same submission and exam give the same bytes, but for `duration_s`.

    `compact`: in one line, for machines alone, which is written several times as fast.
    """
    content = {
        "schema": SCHEMA,
        "submission": report.submission,
        "score": _points(report.score),
        "max_score": _points(report.max_score),
        "duration_s": round(report.duration_s, 3),
        "exam": report.exam,
        "interface": report.interface,
        "isolation": {"layers": list(report.isolation.layers), "missing": list(report.isolation.missing)},
        "exercises": [_exercise(exercise) for exercise in report.exercises],
        "notes": list(report.notes),
    }
    return json_text(content, compact=compact)


def _exercise(exercise: ExerciseResult) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "stem": exercise.stem,
        "score": _points(exercise.score),
        "max_score": _points(exercise.max_score),
        "status": exercise.status,
        "message": exercise.message,
        "printed": list(exercise.printed),
        "raised": exercise.raised,
        "called": exercise.called,
        "checks": [_check(check) for check in exercise.checks],
    }


def _check(check: CheckResult) -> dict[str, Any]:
    return {
        "name": check.name,
        "title": check.title,
        "score": _points(check.score),
        "max_score": _points(check.max_score),
        "status": check.status,
        "message": check.message,
        "counterexample": dict(check.counterexample) if check.counterexample is not None else None,
        "arrays": dict(check.arrays),
        "seen": list(check.seen),
        "story": list(check.story),
        "frames": list(check.frames),
        "misconception": check.misconception,
        "belief": check.belief,
        "same_as": check.same_as,
        "hint": check.hint,
        "raised": check.raised,
    }


def _points(points: float) -> float:
    return round(float(points), 6)
