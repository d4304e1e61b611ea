"""Grading in Gradescope's layout: what a mark is given for, what is told to whom, and when there is none."""

import dataclasses
from functools import partial
from pathlib import Path

import pytest

from grader.autograder import __main__ as console
from grader.autograder import run as module
from grader.autograder.places import EXAM, RESULTS, SETTINGS, SOURCE, SUBMISSION
from grader.autograder.run import run
from grader.autograder.settings import Settings
from grader.errors import MachineryError
from grader.exam import Exam, save
from grader.report.result import Report
from grader.sandbox.isolation import BEST_EFFORT
from grader.sandbox.nursery import Nursery
from tests.autograder.conftest import TIGHT
from tests.autograder.documented import documented
from tests.report.reports import MIXED

GIVEN = "my input was"
MARKED: Report = dataclasses.replace(
    MIXED, exercises=tuple(one for one in MIXED.exercises if one.status != "machinery")
)


@pytest.fixture
def root(tmp_path: Path, short_exam: Exam) -> Path:
    """A place with a submission of which one function is wrong, and says what it was given."""
    (tmp_path / SUBMISSION).mkdir()
    (tmp_path / SUBMISSION / "conv.py").write_text(
        f"def conv_output_size(size, *rest):\n    raise ValueError(f'{GIVEN} {{size}}')\n"
    )
    save(short_exam, tmp_path / SOURCE / EXAM)
    settle(tmp_path, Settings(limits=TIGHT))
    return tmp_path


def settle(root: Path, settings: Settings) -> None:
    (root / SOURCE / SETTINGS).write_text(settings.to_json(), encoding="utf-8")


def results(root: Path) -> str:
    text = (root / RESULTS).read_text(encoding="utf-8")
    assert sum(test["max_score"] for test in documented(text)["tests"]) == 100
    return text


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Grading gives a fixed report, at once."""
    monkeypatch.setattr(module, "grade", lambda *_rest, **_settings: MARKED)


def test_what_students_read_is_what_was_settled(root: Path) -> None:
    run(root)
    assert "It raised ValueError." in results(root)
    assert GIVEN not in results(root)
    settle(root, Settings("full", limits=TIGHT))
    run(root)
    assert GIVEN in results(root)
    settle(root, Settings("score", "ko", limits=TIGHT))
    run(root)
    assert "ValueError" not in results(root)
    assert "출력" in results(root)


def test_an_exercise_that_we_could_not_mark_leaves_no_mark_at_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *rest = MARKED.exercises
    broken = dataclasses.replace(first, status="machinery", message="the worker is gone")
    report = dataclasses.replace(MARKED, exercises=(broken, *rest))
    monkeypatch.setattr(module, "grade", lambda *_rest, **_settings: report)
    with pytest.raises(MachineryError, match=f"{first.name} could not be marked: the worker is gone"):
        run(root)
    assert not (root / RESULTS).exists()


def test_where_a_submission_could_get_out_no_mark_is_given(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Nursery", partial(Nursery, ("process", "rlimits")))
    with pytest.raises(MachineryError, match="landlock"):
        run(root)
    assert not (root / RESULTS).exists()


def test_best_effort_marks_and_tells_the_instructor_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "Nursery", partial(Nursery, ("process", "rlimits")))
    settle(root, Settings(isolation=BEST_EFFORT, limits=TIGHT))
    run(root)
    out = capsys.readouterr().out
    assert "grader: missing: " in out
    assert "landlock" in out
    assert "landlock" not in results(root)


def test_our_trouble_with_explaining_is_told_to_the_instructor(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = dataclasses.replace(MARKED, trouble=("im2col could not be explained:", "::error::no\x1b[2J"))
    monkeypatch.setattr(module, "grade", lambda *_rest, **_settings: report)
    run(root)
    out = capsys.readouterr().out
    assert "grader: im2col could not be explained:\n" in out
    assert "\x1b" not in out


@pytest.mark.usefixtures("told")
def test_results_that_can_t_be_written_are_a_failure(root: Path) -> None:
    (root / "results").write_text("a file")
    with pytest.raises(MachineryError, match=r"can't write .*results\.json"):
        run(root)


def test_the_exit_status_says_whether_there_is_a_mark(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "grade", lambda *_rest, **_settings: MARKED)
    monkeypatch.chdir(root)  # where the test leaves again, whatever is called
    assert console.main(str(root)) == 0
    (root / SOURCE / EXAM).unlink()
    assert console.main(str(root)) == 3
    assert "grader: the exam source/exam.npz does not exist" in capsys.readouterr().out
