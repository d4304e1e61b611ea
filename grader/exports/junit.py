"""JUnit's XML, as Jenkins' xUnit plugin takes it (junit-10.xsd): a testsuite for each submission.

That has no place for points; they are properties of the suite: score, max_score, and those of each check. What can't
be graded is a suite with one test, which says why: an error, or skipped while it waits. Characters that XML has no
way to write are left out.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator

from grader.exports.amounts import as_digits
from grader.exports.suites import Suite
from grader.exports.told import told
from grader.report.result import CheckResult, ExerciseResult, Report

# What is no Char of XML 1.0: https://www.w3.org/TR/xml/#charsets
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ELEMENT = {"failed": "failure", "error": "error", "timeout": "error", "machinery": "error", "skipped": "skipped"}


def junit_xml(suites: Iterable[Suite]) -> Iterator[bytes]:
    """The file, piece by piece."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="grader">\n'
    for suite in suites:
        element = _ungraded(suite) if suite.report is None else _graded(suite, suite.report)
        ET.indent(element)
        yield ET.tostring(element, encoding="utf-8", xml_declaration=False) + b"\n"
    yield b"</testsuites>\n"


def _graded(suite: Suite, report: Report) -> ET.Element:
    checks = [(exercise, check) for exercise in report.exercises for check in exercise.checks]
    counts = dict.fromkeys(("failure", "error", "skipped"), 0)
    for _exercise, check in checks:
        if check.status != "passed":
            counts[_ELEMENT[check.status]] += 1
    root = _suite(suite, len(checks), counts["failure"], counts["error"], counts["skipped"])
    root.set("time", f"{report.duration_s:.3f}")
    properties = ET.SubElement(root, "properties")
    _property(properties, "exam", report.exam)
    _property(properties, "score", as_digits(report.score))
    _property(properties, "max_score", as_digits(report.max_score))
    for exercise, check in checks:
        _property(properties, f"{exercise.name}.{check.name}.score", as_digits(check.score))
        _property(properties, f"{exercise.name}.{check.name}.max_score", as_digits(check.max_score))
    for exercise, check in checks:
        root.append(_case(suite, exercise, check))
    printed = [line for exercise in report.exercises for line in exercise.printed]
    if printed:
        ET.SubElement(root, "system-out").text = _legal("\n".join(printed))
    return root


def _case(suite: Suite, exercise: ExerciseResult, check: CheckResult) -> ET.Element:
    name = f"{check.name}: {check.title}"
    case = ET.Element("testcase", name=_legal(name), classname=_legal(f"{suite.entry.id}.{exercise.name}"))
    if check.status != "passed":
        text = told(exercise, check)
        why = ET.SubElement(case, _ELEMENT[check.status], type=check.status, message=_legal(text.partition("\n")[0]))
        why.text = _legal(text)
    return case


def _ungraded(suite: Suite) -> ET.Element:
    is_waiting = suite.entry.state == "waiting"
    root = _suite(suite, 1, 0, int(not is_waiting), int(is_waiting))
    case = ET.SubElement(root, "testcase", name="submission", classname=_legal(suite.entry.id))
    ET.SubElement(case, "skipped" if is_waiting else "error", type=suite.entry.state, message=_legal(suite.reason))
    return root


def _suite(suite: Suite, tests: int, failures: int, errors: int, skipped: int) -> ET.Element:
    entry = suite.entry
    counts = {"tests": tests, "failures": failures, "errors": errors, "skipped": skipped}
    root = ET.Element("testsuite", name=_legal(entry.name), id=_legal(entry.id))
    for name, count in counts.items():
        root.set(name, str(count))
    if entry.graded_at:
        root.set("timestamp", _legal(entry.graded_at))
    return root


def _property(properties: ET.Element, name: str, value: str) -> None:
    ET.SubElement(properties, "property", name=_legal(name), value=_legal(value))


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)
