"""`grade --feedback`: what the student gets to see, in every form of the report."""

import json
from pathlib import Path

import pytest

from grader.cli import grade as verb
from grader.cli.grade import MACHINERY_FAILED
from grader.report.result import Report
from tests.cli.conftest import Run
from tests.report.reports import MIXED


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "out[0, 0] is 1, expected 2."),
        (["--feedback=full"], "out[0, 0] is 1, expected 2."),
        (["--feedback=hint"], "The answer is not the expected one."),
        (["--feedback=score"], ""),
    ],
)
def test_the_feedback_is_full_unless_less_is_asked_for_in_every_form(
    run: Run, submission: Path, exam_file: Path, arguments: list[str], message: str, tmp_path: Path
) -> None:
    ran = run("grade", submission, "--exam", exam_file, "--json", tmp_path / "a.json", *arguments)
    assert ran.status == MACHINERY_FAILED
    content = json.loads((tmp_path / "a.json").read_bytes())
    assert content["exercises"][1]["checks"][1]["message"] == message
    assert message in ran.out
    assert ("smallest case" in ran.out) == (content["exercises"][1]["checks"][1]["counterexample"] is not None)


@pytest.mark.usefixtures("told")
def test_nothing_is_explained_for_the_score_alone(
    run: Run, submission: Path, exam_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = []

    def graded(*_arguments: object, explained: bool, **_others: object) -> Report:
        wanted.append(explained)
        return MIXED

    monkeypatch.setattr(verb, "grade", graded)
    for feedback in ("full", "hint", "score"):
        run("grade", submission, "--exam", exam_file, "--feedback", feedback)
    assert wanted == [True, True, False]


def test_another_feedback_is_refused(run: Run, submission: Path) -> None:
    ran = run("grade", submission, "--feedback", "none")
    assert (ran.status, ran.out) == (2, "")
    assert "argument --feedback: invalid choice: 'none'" in ran.sentence
