"""What many tests share: one exam, a short one, one nursery, and the way from a path to its report."""

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from grader.case import Case
from grader.exam import Exam, sealed
from grader.exam.cached import exam_for
from grader.exam.hidden import SOLUTIONS
from grader.exam.paper import question_key
from grader.exercises import EXERCISES
from grader.marking.grade import grade
from grader.report.result import Report
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import Nursery

SEED = 7_031  # neither the public one nor the hidden one
FEW = 10  # so many cases of a kind are all kept in the short exam

settings.register_profile("any machine", deadline=None)  # a busy machine makes no test fail
settings.load_profile("any machine")


class Graded(Protocol):
    """`graded(path)` is the report of what lies at `path`."""

    def __call__(self, path: Path, exam: Exam | None = None, limits: Limits | None = None) -> Report:
        """Grade with the whole exam, or with another one, and with the usual limits, or with others."""
        ...


@pytest.fixture(scope="session")
def exam() -> Exam:
    """An exam like the hidden one: drawn at the first run, kept on disk."""
    return exam_for(SEED)


@pytest.fixture(scope="session")
def short_exam(exam: Exam) -> Exam:
    """The smallest case for each set of features: every check has a case, and grading takes a third of the time."""
    kept = {kind: _first_of_each(cases) for kind, cases in exam.cases.items()}
    expected = {}
    for exercise in EXERCISES:
        for question in exercise.questions:
            if question.compared:
                known = exam.expected[question_key(exercise, question)]
                numbers = enumerate(kept[question.cases.__name__])
                answers = {new: known[old] for new, old in numbers if old in known}
                expected[question_key(exercise, question)] = answers
    cases = {kind: [exam.cases[kind][index] for index in indices] for kind, indices in kept.items()}
    return sealed(exam.seed, cases, expected)


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where all workers come from."""
    with Nursery() as nursery:
        yield nursery


@pytest.fixture(scope="session")
def graded(exam: Exam, nursery: Nursery) -> Graded:
    """See `Graded`."""
    whole = exam

    def run(path: Path, exam: Exam | None = None, limits: Limits | None = None) -> Report:
        return grade(path, exam or whole, nursery, limits)

    return run


@pytest.fixture
def solutions_with(tmp_path: Path) -> Iterator[Callable[[str, str], Path]]:
    """`solutions_with("conv", text)` copies the solutions, with `text` at the end of one of the files.

    What runs in this process leaves its modules behind; they are forgotten when the test ends.
    """

    def make(stem: str, text: str) -> Path:
        folder = tmp_path / "solutions"
        folder.mkdir()
        for path in SOLUTIONS.glob("*.py"):
            shutil.copy(path, folder)
        with (folder / f"{stem}.py").open("a", encoding="utf-8") as file:
            file.write(f"\n\n{text}\n")
        return folder

    path = list(sys.path)
    yield make
    sys.path[:] = path
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(str(tmp_path)):
            del sys.modules[name]


def _first_of_each(cases: Sequence[Case]) -> list[int]:
    """The indices of the first case with each set of features, with and without a twin."""
    if len(cases) < FEW:
        return list(range(len(cases)))
    first: dict[tuple[frozenset[str], bool], int] = {}
    for index, case in enumerate(cases):
        first.setdefault((case.features, getattr(case, "twin", None) is not None), index)
    return sorted(first.values())
