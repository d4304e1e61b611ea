"""Right but unusual: every formulation earns full marks in what it defines, and is charged for nothing else.

Each is asked a short exam on what it defines; the whole one, on everything, takes longer and is in tests/slow.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from grader.exam import Exam
from tests.conftest import Graded
from tests.submissions_graded.places import FAIR, NAMES, POINTS, defined_in, full_marks_in, results

AskOnly = Callable[[Iterable[str]], None]


@pytest.mark.parametrize("path", FAIR, ids=[path.stem for path in FAIR])
def test_an_unusual_formulation_earns_full_marks(
    path: Path, graded: Graded, short_exam: Exam, ask_only: AskOnly
) -> None:
    defined = defined_in(path)
    ask_only(defined)
    report = graded(path, short_exam)
    assert results(report) == {name: ("passed", POINTS[name]) for name in NAMES if name in defined}
    assert report.notes == ()


@pytest.mark.parametrize("path", FAIR[::20], ids=[path.stem for path in FAIR[::20]])
def test_what_it_does_not_define_is_missing(path: Path, graded: Graded, short_exam: Exam) -> None:
    assert results(graded(path, short_exam)) == full_marks_in(*defined_in(path))


def test_every_exercise_has_several_formulations() -> None:
    for name in NAMES:
        assert sum(name in defined_in(path) for path in FAIR) >= 5
