"""The report as one page for a browser: it needs no other file, and no network."""

import functools
from dataclasses import dataclass

from jinja2 import Environment

from grader.language import current
from grader.page.environment import environment
from grader.page.policy import style_and_script
from grader.report.as_text import points
from grader.report.drawing import Drawing, drawn
from grader.report.page_words import words
from grader.report.result import CheckResult, ExerciseResult, Report

_TOLD = ("failed", "error", "timeout")  # statuses of checks with something to be told


@dataclass(frozen=True)
class _Next:
    """The one thing to do next: where it is on the page, what it is about, and how to go on."""

    anchor: str
    exercise: str
    text: str
    title: str = ""


def as_html(report: Report) -> str:
    """The page, in the language that is spoken. The same submission and exam give the same bytes."""
    template = _environment().get_template("report.html.j2")
    exercises = list(enumerate(report.exercises, start=1))
    return template.render(
        report=report,
        exercises=exercises,
        language=current(),
        words=words(),
        next=_next(report),
        **style_and_script("grader.report", "page.css", "page.js"),
    )


@functools.cache
def _environment() -> Environment:
    made = environment("grader.report")
    made.filters.update(points=points, drawn=_drawn)
    made.tests.update(told=lambda check: check.status in _TOLD)
    return made


def _drawn(check: CheckResult) -> Drawing | None:
    return drawn(check.picture, words()) if check.picture is not None else None


def _next(report: Report) -> _Next | None:
    """The first fault that is told; else the first exercise to be written, or found."""
    say = words()
    to_write = None
    for number, exercise in enumerate(report.exercises, start=1):
        for place, check in enumerate(exercise.checks, start=1):
            if check.status in _TOLD:
                return _Next(f"e{number}c{place}", exercise.name, check.hint or "", check.title)
        if exercise.status in ("error", "crashed", "timeout"):
            return _Next(f"e{number}", exercise.name, exercise.message)
        to_write = to_write or _to_write(number, exercise, say.write, say.find)
    return to_write


def _to_write(number: int, exercise: ExerciseResult, write: str, find: str) -> _Next | None:
    sentence = {"not_implemented": write if exercise.stem else "{name}", "missing": find}.get(exercise.status)
    if sentence is None:
        return None
    return _Next(f"e{number}", exercise.name, sentence.format(name=exercise.own_name, file=f"{exercise.stem}.py"))
