"""Grading as a whole: the report's facts, and what happens when it is our own side that fails."""

from pathlib import Path
from typing import Any

import pytest

from grader.errors import InputError, MachineryError
from grader.exam import Exam, sealed
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.exercises.conv import conv_backward
from grader.marking import grade as grading
from grader.marking.grade import grade
from grader.sandbox.nursery import Nursery
from tests.conftest import Graded
from tests.explain.consistent import CONSISTENT

SIZE = "def conv_output_size(size, kernel, stride, pad):\n    return 1 + (size + 2 * pad - kernel) // stride\n"


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """One right function."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "conv.py").write_text(SIZE)
    return folder


def test_the_report_says_which_submission_sat_which_exam(submission: Path, graded: Graded, short_exam: Exam) -> None:
    report = graded(submission, short_exam)
    assert (report.submission, report.exam) == ("mine", short_exam.digest)
    assert [result.name for result in report.exercises] == [exercise.name for exercise in EXERCISES]
    assert (report.score, report.max_score) == (4, 100)
    assert report.duration_s > 0
    assert report.notes == ()
    assert "process" in report.isolation.layers


def test_files_that_can_t_be_read_are_noted(submission: Path, graded: Graded, short_exam: Exam) -> None:
    (submission / "notes\x1b.py").write_bytes("x = '한글'".encode("utf-16"))
    report = graded(submission, short_exam)
    assert report.score == 4
    assert any("notes\\x1b.py" in note for note in report.notes)


def test_when_our_machinery_fails_in_one_exercise_the_others_are_marked(
    submission: Path, graded: Graded, short_exam: Exam, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = grading.sit  # type: ignore[attr-defined]  # where grade() looks it up

    def failing(exercise: Exercise, *rest: Any) -> Any:
        if exercise.name == "im2col":
            raise MachineryError("no more processes")
        return original(exercise, *rest)

    monkeypatch.setattr(grading, "sit", failing)
    report = graded(submission, short_exam)
    statuses = {result.name: result.status for result in report.exercises}
    assert statuses["im2col"] == "machinery"
    assert statuses["conv_output_size"] == "passed"
    assert statuses["col2im"] == "missing"
    (failed,) = (result for result in report.exercises if result.status == "machinery")
    assert (failed.message, failed.score) == ("no more processes", 0)


def test_a_backward_graded_alone_still_points_to_the_forward_where_the_fault_begins(
    tmp_path: Path, nursery: Nursery, short_exam: Exam
) -> None:
    _names, files = CONSISTENT["the stride is ignored"]
    (tmp_path / "conv.py").write_text(files["conv"])
    report = grade(tmp_path, short_exam, nursery, exercises=[conv_backward])
    assert [result.name for result in report.exercises] == ["conv_backward_naive"]
    hints = [check.hint or "" for check in report.exercises[0].checks if check.status == "failed"]
    assert hints
    assert all(hint.startswith("Mend conv_forward_naive first") for hint in hints)


def test_an_exam_that_doesn_t_fit_gives_no_marks(submission: Path, exam: Exam) -> None:
    without_answers = sealed(exam.seed, exam.cases, {})
    with Nursery() as nursery, pytest.raises(InputError, match="the exam has no answers for conv_output_size"):
        grade(submission, without_answers, nursery)


def test_what_can_t_be_used_is_refused_before_anything_runs(tmp_path: Path, graded: Graded) -> None:
    with pytest.raises(InputError):
        graded(tmp_path / "nothing")
