"""Whatever texts a report carries, made safe before or not, its forms are safe where they are read."""

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.report.as_json import as_json
from grader.report.as_text import as_text
from grader.report.result import CheckResult, ExerciseResult, Report
from tests.report.reports import BOX, DIGEST
from tests.report.test_escape import ANYTHING, is_a_command, whole

COLOURS = re.compile(r"\x1b\[(0|1|2|31|32|33)m")

words = st.sampled_from(["plain", "::error::x", "a ::warning::y ##[group]z", "\x1b[2J\r\n::debug::"]) | ANYTHING
checks = st.builds(
    CheckResult,
    name=words,
    title=words,
    score=st.just(0.0),
    max_score=st.just(1.0),
    status=st.sampled_from(["passed", "failed", "skipped", "error", "timeout"]),
    message=words,
    counterexample=st.none() | st.dictionaries(words, st.integers(0, 9), max_size=2),
    arrays=st.dictionaries(words, words, max_size=2),
    misconception=st.none() | words,
    hint=st.none() | words,
)
exercises = st.builds(
    ExerciseResult,
    name=st.just("im2col"),
    stem=st.just("im2col"),
    score=st.just(0.0),
    max_score=st.just(1.0),
    status=st.sampled_from(["passed", "failed", "missing", "not_implemented", "error", "crashed"]),
    checks=st.lists(checks, max_size=2).map(tuple),
    message=words,
    printed=st.lists(words, max_size=3).map(tuple),
)
reports = st.builds(
    Report,
    submission=words,
    exercises=st.lists(exercises, max_size=2).map(tuple),
    exam=st.just(DIGEST),
    isolation=st.just(BOX),
    duration_s=st.just(0.5),
    notes=st.lists(words, max_size=2).map(tuple),
)


@settings(max_examples=40)
@given(reports)
def test_the_text_has_nothing_but_printable_letters_and_our_own_lines_and_colours(report: Report) -> None:
    plain, coloured = as_text(report), as_text(report, colour=True)
    assert all(line.isprintable() for line in plain.split("\n"))
    assert COLOURS.sub("", coloured) == plain


@settings(max_examples=40)
@given(reports)
def test_no_line_of_the_text_is_a_command_to_a_ci_service(report: Report) -> None:
    assert not [line for line in as_text(report).split("\n") if is_a_command(line)]


@settings(max_examples=30)
@given(reports)
def test_the_json_carries_every_text_as_it_is(report: Report) -> None:
    text = as_json(report)
    assert all(line.isprintable() and not is_a_command(line) for line in text.split("\n"))
    content = json.loads(text.encode())
    assert content["submission"] == whole(report.submission)
    assert content["notes"] == [whole(note) for note in report.notes]
    for told, exercise in zip(content["exercises"], report.exercises, strict=True):
        assert told["printed"] == [whole(line) for line in exercise.printed]
        assert [check["message"] for check in told["checks"]] == [whole(check.message) for check in exercise.checks]
