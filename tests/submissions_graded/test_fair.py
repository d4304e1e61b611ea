"""Right but unusual: every formulation earns full marks in what it defines, and is charged for nothing else."""

from pathlib import Path

import pytest

from grader.exam import Exam
from tests.conftest import Graded
from tests.submissions_graded.places import FAIR, NAMES, defined_in, full_marks_in, results


@pytest.mark.parametrize("path", FAIR, ids=[path.stem for path in FAIR])
def test_an_unusual_formulation_earns_full_marks(path: Path, graded: Graded, short_exam: Exam) -> None:
    report = graded(path, short_exam)
    assert results(report) == full_marks_in(*defined_in(path))
    assert report.notes == ()


def test_every_exercise_has_several_formulations() -> None:
    for name in NAMES:
        assert sum(name in defined_in(path) for path in FAIR) >= 5
