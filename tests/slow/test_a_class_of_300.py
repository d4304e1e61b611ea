"""Three hundred submissions in every layout: the marks of a class are those that `grade` gives one by one."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.cohort import open_cohort
from grader.errors import InputError
from grader.exam import Exam, save
from grader.gradebook.entry import Entry
from grader.gradebook.gradebook import Gradebook
from grader.marking.grade import grade
from grader.report.result import Report
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import Nursery
from tests.cli.test_batch import COMMAND
from tests.cohort.layouts import LAYOUTS, lay_out
from tests.slow.commands import run
from tests.slow.three_hundred import three_hundred

LIMITS = {"call_seconds": 0.5, "exercise_seconds": 3.0, "memory_mib": 512}
OPTIONS = [text for name, value in LIMITS.items() for text in (f"--{name.replace('_', '-')}", str(value))]


@pytest.fixture(scope="module")
def exam_file(short_exam: Exam, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exam") / "exam.npz"
    save(short_exam, path)
    return path


@pytest.fixture(scope="module")
def class_(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    return three_hundred(tmp_path_factory.mktemp("three-hundred"))


def alone(path: Path, exam: Exam, nursery: Nursery) -> Report | str:
    """What `grade` gives: a report, or why there is none."""
    try:
        return grade(path, exam, nursery, Limits(**LIMITS), explained=False)  # type: ignore[arg-type]
    except InputError:
        return "unusable"


def marks(entry: Entry) -> list[tuple[str, str, float, list[tuple[str, str, float]]]]:
    return [
        (one.name, one.status, one.score, [(check.name, check.status, check.score) for check in one.checks])
        for one in entry.exercises
    ]


def marks_of(report: Report) -> list[tuple[str, str, float, list[tuple[str, str, float]]]]:
    return [
        (one.name, one.status, one.score, [(check.name, check.status, check.score) for check in one.checks])
        for one in report.exercises
    ]


@pytest.mark.parametrize("number", range(len(LAYOUTS)), ids=LAYOUTS)
def test_a_class_is_graded_as_its_submissions_are_one_by_one(
    number: int, class_: Mapping[str, Path], short_exam: Exam, exam_file: Path, tmp_path: Path, nursery: Nursery
) -> None:
    mine = dict(list(class_.items())[number :: len(LAYOUTS)])
    assert len(mine) == len(class_) // len(LAYOUTS)
    laid = lay_out(LAYOUTS[number], mine, tmp_path / "laid")
    before = sorted(path.relative_to(laid) for path in laid.rglob("*"))
    out = tmp_path / "out"
    ran = run([*COMMAND, str(laid), "--out", str(out), "--exam", str(exam_file), *OPTIONS])
    assert ran.returncode == 0, ran.stderr
    assert sorted(path.relative_to(laid) for path in laid.rglob("*")) == before
    with open_cohort(laid) as cohort, Gradebook.read(out) as book:
        entries = {entry.id: entry for entry in book.entries()}
        assert [one.id for one in cohort.hand_ins] == list(entries)
        # In a layout of files alone, who hands in nothing isn't there.
        something = [path for path in mine.values() if path.is_file() or any(path.iterdir())]
        assert len(entries) + len(book.unrecognised()) >= len(something)
        graded = 0
        for one in cohort.hand_ins:
            entry = entries[one.id]
            path = next(path for name, path in mine.items() if tidy(name) in tidy(f"{one.name} {one.place}"))
            expected = alone(path, short_exam, nursery)
            if isinstance(expected, Report):
                graded += 1
                assert entry.state == "graded", (one.name, entry.reason)
                assert marks(entry) == marks_of(expected), one.name
                told = json.loads((out / "feedback" / one.id / "report.json").read_text(encoding="utf-8"))
                assert told["score"] == expected.score
            else:
                assert (entry.state, entry.score) == ("unusable", None), one.name
        assert graded >= len(mine) * 2 // 3
    shutil.rmtree(out)


def tidy(name: str) -> str:
    """`name` as every layout leaves it: Canvas keeps letters and digits alone."""
    return "".join(char for char in name.lower() if char.isalnum())
