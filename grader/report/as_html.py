"""The report as one page for a browser: it needs no other file, and no network.

Every text that is not ours is made safe twice: characters that hide or reorder what is read are escaped by
`page_text`, and what HTML would take for its own by Jinja2. A content security policy lets nothing run but our script.
"""

import base64
import functools
import hashlib
import re
from dataclasses import dataclass
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.escape import page_text
from grader.language import current
from grader.report.as_text import points
from grader.report.drawing import Drawing, drawn
from grader.report.page_words import words
from grader.report.result import CheckResult, ExerciseResult, Report

_CODE = re.compile(r"`([^`]*)`")
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
        **_style_and_script(),
    )


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("grader.report", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalized,
    )
    environment.filters.update(prose=_prose, name=_name, points=points, drawn=_drawn)
    environment.tests.update(told=lambda check: check.status in _TOLD)
    return environment


def _finalized(value: object) -> object:
    """Whatever the template puts out: marks of our own as they are, everything else as safe text."""
    return value if isinstance(value, Markup) else page_text(str(value))


def _prose(text: str) -> Markup:
    """A sentence in which `names` stand between backticks."""
    parts = _CODE.split(page_text(text))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part) for number, part in enumerate(parts)
    )


def _name(text: str) -> Markup:
    """A name, which a narrow screen may break behind each underscore."""
    return Markup("_<wbr>").join(escape(part) for part in page_text(text).split("_"))


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
    sentence = {"not_implemented": write, "missing": find}.get(exercise.status)
    if sentence is None:
        return None
    return _Next(f"e{number}", exercise.name, sentence.format(name=exercise.name, file=f"{exercise.stem}.py"))


@functools.cache
def _style_and_script() -> dict[str, Markup]:
    """Both texts, and the policy that names them by what they are: no other may be in force."""
    folder = resources.files("grader.report") / "page"
    style, script = ((folder / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    return {"style": Markup(style), "script": Markup(script), "policy": Markup(policy)}  # noqa: S704  # files of ours


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
