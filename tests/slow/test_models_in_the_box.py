"""Each misconception as a whole submission, graded in a worker: its own exercise loses points, and it is named."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.exam.cached import exam_for
from grader.exam.hidden import SOLUTIONS, hidden_seed
from grader.exam.reference import Reference
from grader.marking.grade import grade
from grader.misconception import Misconception
from grader.sandbox.nursery import Nursery
from tests.misconceptions.catalogues import IDS, MODELS, is_undetectable, solution_of


@pytest.fixture(scope="module")
def exam() -> Exam:
    """The exam that marks are given for."""
    return exam_for(hidden_seed())


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """Where all workers come from."""
    with Nursery() as nursery:
        yield nursery


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_a_submission_with_one_misconception_loses_points_in_that_exercise_alone_and_is_told_its_name(
    model: Misconception, exam: Exam, nursery: Nursery, tmp_path: Path
) -> None:
    for path in SOLUTIONS.glob("*.py"):
        shutil.copy(path, tmp_path)
    (tmp_path / f"{model.stem}.py").write_text(model.source(solution_of(model)), encoding="utf-8")
    report = grade(tmp_path, exam, nursery, reference=Reference())
    losers = [result.name for result in report.exercises if result.score < result.max_score]
    assert losers == ([] if is_undetectable(model) else [model.of])
    assert not report.trouble
    named = {check.misconception for result in report.exercises for check in result.checks if check.misconception}
    assert all(model.name in name.split(" or ") for name in named)
    assert len(named) == len(losers)
