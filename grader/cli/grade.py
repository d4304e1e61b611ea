"""Grade one submission: a folder, a .py file, a notebook or an archive."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from grader.cli import choose_exam, choose_exercise, choose_interface, choose_isolation, choose_language, choose_limits
from grader.errors import InputError
from grader.escape import log_line
from grader.exam.reference import knowledge_beside
from grader.language import _
from grader.marking.grade import grade
from grader.report.as_json import as_json
from grader.report.as_text import as_text
from grader.report.feedback import FEEDBACKS, fed_back
from grader.report.result import Report
from grader.sandbox.nursery import Nursery

MACHINERY_FAILED = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments."""
    parser.add_argument("path", metavar="PATH", type=Path, help="what was handed in; it is never written to")
    parser.add_argument(
        "--exercise",
        metavar="NAME",
        action="append",
        default=[],
        help="grade this exercise alone; may be given several times",
    )
    parser.add_argument("--json", metavar="FILE", help="also write the report as JSON (- for standard output)")
    parser.add_argument("--html", metavar="FILE", help="also write the report as a page (- for standard output)")
    parser.add_argument(
        "--feedback",
        choices=FEEDBACKS,
        default="full",
        help="what the report says: all of it; no inputs, values or texts of the submission's own; the score alone",
    )
    choose_interface.add_arguments(parser)
    choose_language.add_arguments(parser)
    choose_exam.add_arguments(parser)
    choose_isolation.add_arguments(parser)
    choose_limits.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Grade and report; 0 whatever the score, 3 if our own machinery failed."""
    forms = _forms(options)
    exercises = choose_exercise.chosen(options.exercise)
    interface = choose_interface.chosen(options)
    with Nursery() as nursery:  # it gets ready while the exam is read
        exam = choose_exam.chosen(options)
        choose_isolation.settle(options, options.path, nursery)
        is_explained = options.feedback != "score"  # which says nothing of what is wrong
        report = grade(
            *(options.path, exam, nursery, choose_limits.chosen(options), knowledge_beside(exam)),
            exercises=exercises,
            explained=is_explained,
            interface=interface,
        )
    for line in report.trouble:
        print(log_line(f"grader: {line}"), file=sys.stderr)
    report = fed_back(report, options.feedback)
    if "-" not in [place for _option, place, _form in forms]:
        sys.stdout.write(as_text(report, colour=_has_colour()))
    for option, place, form in forms:
        if place == "-":
            sys.stdout.buffer.write(form(report).encode())  # UTF-8 in every locale
        else:
            _write(option, Path(place), form(report))
    failed = any(exercise.status == "machinery" for exercise in report.exercises)
    return MACHINERY_FAILED if failed else 0


def _forms(options: argparse.Namespace) -> list[tuple[str, str, Callable[[Report], str]]]:
    """Each form that is wanted beside the text, with its option and the place that it goes to."""
    forms: list[tuple[str, str, Callable[[Report], str]]] = []
    if options.json is not None:
        forms.append(("--json", options.json, as_json))
    if options.html is not None:
        forms.append(("--html", options.html, _page()))
    if len(forms) > 1 and options.json == options.html:
        sentence = _("--json and --html can't both go to {path}. Choose another FILE for one of them")
        raise InputError(sentence.format(path=options.json))
    return forms


def _page() -> Callable[[Report], str]:
    try:
        from grader.report.as_html import as_html  # noqa: PLC0415  # with it comes Jinja2, which few installations have
    except ModuleNotFoundError as error:
        if error.name not in ("jinja2", "markupsafe"):
            raise
        raise InputError(
            "--html needs Jinja2, which is not installed: run `make page`, or `pip install jinja2`"
        ) from None
    return as_html


def _has_colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _write(option: str, path: Path, text: str) -> None:
    try:
        part = path.with_name(f"{path.name}.part")
        try:
            part.write_text(text, encoding="utf-8")
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, ValueError) as error:  # ValueError: the path ends in no name
        reason = error.strerror if isinstance(error, OSError) else _("it is not the name of a file")
        sentence = _("can't write {path}: {reason}. Choose another {option} FILE")
        raise InputError(sentence.format(path=path, reason=reason, option=option)) from None
