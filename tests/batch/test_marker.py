"""Whoever grades a class gives the marks that `grade` gives, and makes an outcome of all that goes wrong."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader import language
from grader.batch.job import Job, Outcome, Setting
from grader.batch.marker import Marker
from grader.cohort.hand_in import HandIn, Part, Student
from grader.cohort.parcel import packed
from grader.errors import InputError, MachineryError
from grader.exam import Exam, to_bytes
from grader.gradebook.terms import Terms
from grader.report.from_json import from_json
from grader.report.result import Report
from tests.conftest import Graded

pytest.importorskip("jinja2", reason="a class's pages need Jinja2, which a student has not; `make cov` has it")

HERE = Path(__file__).resolve().parents[1] / "submissions"
WRONG = HERE / "real" / "seed003_layers.py"


def job(path: Path, name: str = "홍길동") -> Job:
    return Job("hong", name, path.name, HandIn("hong", name, (Student(name),), (Part("", path),), path.name))


@pytest.fixture(scope="module")
def setting(short_exam: Exam) -> Setting:
    return Setting(to_bytes(short_exam), Terms(short_exam.digest), "best-effort", has_reference=False)


@pytest.fixture(scope="module")
def marker(setting: Setting) -> Iterator[Marker]:
    spoken = language.current()
    with Marker(setting) as marker:
        yield marker
    language.use(spoken)


def without_name_and_time(report: Report) -> Report:
    return replace(report, submission="", duration_s=0.0)


def test_the_marks_are_those_of_grade(marker: Marker, graded: Graded, short_exam: Exam) -> None:
    for path in (WRONG, HERE / "real" / "mixed", HERE / "broken" / "sys_exit_in_call.py"):
        outcome = marker.graded(job(path))
        alone = graded(path, short_exam)
        assert outcome.state == "graded"
        told = from_json(outcome.report)
        assert [one.score for one in told.exercises] == [one.score for one in alone.exercises]
        assert [mark.score for mark in outcome.exercises] == [one.score for one in alone.exercises]
        assert [[check.status for check in mark.checks] for mark in outcome.exercises] == [
            [check.status for check in one.checks] for one in alone.exercises
        ]


def test_the_student_s_forms_keep_the_exam_and_the_gradebook_s_report_has_all(marker: Marker) -> None:
    outcome = marker.graded(job(WRONG))
    hints = from_json(outcome.forms["report.json"])
    full = from_json(outcome.report)
    assert not any(check.counterexample for exercise in hints.exercises for check in exercise.checks)
    assert any(check.message for exercise in full.exercises for check in exercise.checks)
    assert hints.score == full.score
    assert hints.submission == "홍길동"
    assert "홍길동" in outcome.forms["report.html"]
    assert "홍길동" in outcome.forms["report.md"]


def test_the_same_submission_gives_the_same_bytes(marker: Marker) -> None:
    first, second = marker.graded(job(WRONG)), marker.graded(job(WRONG))
    assert (first.report, first.forms) == (second.report, second.forms)
    assert json.loads(first.report)["duration_s"] == 0
    assert first.seconds > 0


def test_what_is_sent_by_value_gets_the_same_marks(marker: Marker) -> None:
    for path in (WRONG, HERE / "real" / "mixed"):
        here = job(path)
        assert isinstance(here.handed, HandIn)
        there = replace(here, handed=packed(here.handed))
        first, second = marker.graded(here), marker.graded(there)
        assert (first.report, first.exercises) == (second.report, second.exercises)


def test_a_hostile_name_is_made_safe(marker: Marker) -> None:
    outcome = marker.graded(job(WRONG, "<script>\x1b[2J\n"))
    assert "<script>\\x1b" not in outcome.forms["report.html"]
    assert all("\x1b" not in form for form in outcome.forms.values())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive"], ids=["empty", "damaged"])
def test_what_can_not_be_used_is_told_and_gets_no_mark(marker: Marker, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "conv.zip"
    path.write_bytes(content)
    outcome = marker.graded(job(path))
    assert (outcome.state, outcome.exercises, outcome.report) == ("unusable", (), "")
    assert "conv.zip is" in outcome.reason
    assert list(outcome.forms) == ["report.md"]
    assert outcome.reason.split(":")[0].split("/")[-1] in outcome.forms["report.md"].replace("\\", "")


def test_a_nursery_that_dies_costs_one_try(marker: Marker) -> None:
    marker._nursery._process.kill()
    marker._nursery._process.wait()
    outcome = marker.graded(job(WRONG))
    assert (outcome.state, outcome.exercises, dict(outcome.forms)) == ("machinery", (), {})
    assert "the process that starts workers is gone" in outcome.reason
    assert marker.graded(job(WRONG)).state == "graded"


def test_a_fault_of_our_own_is_no_mark(marker: Marker, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object, **_more: object) -> Report:
        raise ZeroDivisionError("secret input 42")

    monkeypatch.setattr("grader.batch.marker.grade", broken)
    outcome = marker.graded(job(WRONG))
    assert (outcome.state, outcome.reason) == ("machinery", "a fault of the grader's own (ZeroDivisionError)")
    assert outcome.trouble[-1] == "ZeroDivisionError: secret input 42"
    monkeypatch.undo()
    assert marker.graded(job(WRONG)).state == "graded"


def test_an_exercise_that_we_failed_on_is_no_mark_for_the_whole(
    marker: Marker, monkeypatch: pytest.MonkeyPatch, graded: Graded, short_exam: Exam
) -> None:
    report = graded(WRONG, short_exam)
    failed = replace(report.exercises[3], status="machinery", message="no more processes")
    half = replace(report, exercises=(*report.exercises[:3], failed, *report.exercises[4:]))
    monkeypatch.setattr("grader.batch.marker.grade", lambda *_given, **_more: half)
    assert marker.graded(job(WRONG)) == Outcome("machinery", "no more processes")


def test_an_exam_that_can_not_be_used_ends_the_run_before_it_begins(setting: Setting) -> None:
    with pytest.raises(InputError, match="the exam can't be read by this version"):
        Marker(replace(setting, paper=setting.paper[:1000]))


def test_where_the_box_does_not_hold_nobody_is_graded(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.sandbox.isolation.selftest", lambda _nursery: ["read the exam"])
    with pytest.raises(MachineryError, match="so a submission could read the exam"):
        Marker(replace(setting, isolation="required"))
