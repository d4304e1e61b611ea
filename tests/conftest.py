"""What many tests share: one exam, a short one, one nursery, and the way from a path to its report."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from grader.exam import Exam, sealed
from grader.exam.cached import exam_for
from grader.exam.hidden import SOLUTIONS
from grader.exam.paper import question_key
from grader.exercises import EXERCISES
from grader.marking.grade import grade
from grader.report.result import Report
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import Nursery

SEED = 231  # the public one, whose exam is drawn for the self-check anyway

os.environ["LANGUAGE"] = "en"  # whatever this machine speaks, sentences are compared in English

settings.register_profile("any machine", deadline=None)  # a busy machine makes no test fail
settings.load_profile("any machine")


class Graded(Protocol):
    """`graded(path)` is the report of what lies at `path`."""

    def __call__(self, path: Path, exam: Exam | None = None, limits: Limits | None = None) -> Report:
        """Grade with the whole exam, or with another one, and with the usual limits, or with others."""
        ...


@pytest.fixture(scope="session")
def exam() -> Exam:
    """An exam like the hidden one: drawn once, kept on disk."""
    return exam_for(SEED)


@pytest.fixture(scope="session")
def short_exam(exam: Exam) -> Exam:
    """A case for each check: grading takes a fraction of the time."""
    return only(exam, _one_for_each_check(exam))


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
def ask_only(monkeypatch: pytest.MonkeyPatch) -> Callable[[Iterable[str]], None]:
    """`ask_only(names)`: submissions are asked for these exercises alone, which saves the workers of all others."""

    def choose(names: Iterable[str]) -> None:
        chosen = set(names)
        exercises = tuple(exercise for exercise in EXERCISES if exercise.name in chosen)
        monkeypatch.setattr(grade, "__kwdefaults__", {**(grade.__kwdefaults__ or {}), "exercises": exercises})

    return choose


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


def only(exam: Exam, kept: Mapping[str, Sequence[int]]) -> Exam:
    """An exam of these cases of each kind, by their indices."""
    expected, replies = {}, {}
    for exercise in EXERCISES:
        for question in exercise.questions:
            key, numbers = question_key(exercise, question), list(enumerate(kept[question.cases.__name__]))
            replies[key] = {new: exam.replies[key][old] for new, old in numbers if old in exam.replies[key]}
            if question.compared:
                known = exam.expected[key]
                expected[key] = {new: known[old] for new, old in numbers if old in known}
    cases = {kind: [exam.cases[kind][index] for index in indices] for kind, indices in kept.items()}
    return sealed(exam.seed, cases, expected, replies)


def _one_for_each_check(exam: Exam) -> dict[str, list[int]]:
    """The indices of cases of each kind, of which every check looks at one at least.

    Not the smallest ones: an image of one zero is pooled right by many a wrong function.
    """
    kept: dict[str, list[int]] = {kind: [] for kind in exam.cases}
    for exercise in EXERCISES:
        for question in exercise.questions:
            kind = question.cases.__name__
            asked = [index for index, case in enumerate(exam.cases[kind]) if question.on(case)]
            for check in question.checks:
                looked_at = [index for index in asked if check.on(exam.cases[kind][index])]
                if not set(looked_at) & set(kept[kind]):
                    kept[kind].append(looked_at[len(looked_at) // 2])
    return {kind: sorted(indices) for kind, indices in kept.items()}
