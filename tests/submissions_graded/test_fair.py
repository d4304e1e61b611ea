"""Right but unusual: every formulation earns full marks in what it defines, and is charged for nothing else."""

from pathlib import Path

import pytest

from grader.exam import Exam
from tests.conftest import Graded
from tests.submissions_graded.places import FAIR, NAMES, POINTS, defined_in


@pytest.mark.parametrize("path", FAIR, ids=[path.stem for path in FAIR])
def test_an_unusual_formulation_earns_full_marks(path: Path, graded: Graded, short_exam: Exam) -> None:
    defined = defined_in(path)
    report = graded(path, short_exam)
    assert {result.name: (result.status, result.score) for result in report.exercises} == {
        name: ("passed", POINTS[name]) if name in defined else ("missing", 0) for name in NAMES
    }
    assert report.notes == ()


def test_every_exercise_has_several_formulations() -> None:
    for name in NAMES:
        assert sum(name in defined_in(path) for path in FAIR) >= 5
