"""A submission that has sat in this process: solutions with some changes, and what is said of one of its exercises."""

import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from grader.case import ConvCase, PoolCase
from grader.exam import Exam
from grader.exam.hidden import SOLUTIONS
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.explain.evidence import Budget, Evidence
from grader.local import Local
from grader.marking.mark import mark
from grader.marking.sit import sit
from grader.report.result import ExerciseResult
from tests.conftest import only

LARGE = 400  # products

EXERCISE = {exercise.name: exercise for exercise in EXERCISES}


def changed(stem: str, *changes: tuple[str, str], and_also: str = "") -> str:
    """The text of a solution's file with other pieces in it, and more at its end."""
    text = (SOLUTIONS / f"{stem}.py").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return f"{text}\n\n{and_also}\n"


def evidence_of(files: Mapping[str, str], names: Sequence[str], exam: Exam, folder: Path) -> Evidence:
    """What is known of the last of the exercises `names` in a submission of these files, by stem.

    Nothing is asked about time.
    """
    for stem, text in files.items():
        (folder / f"{stem}.py").write_text(text, encoding="utf-8")
    others: dict[str, ExerciseResult] = {}
    for name in names:
        exercise = _timeless(EXERCISE[name])
        code = Local(folder, exercise.stem)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as in a worker, where a student's code may warn
            answers = sit(exercise, exam, code)
        marking = mark(exercise, answers)
        others[name] = marking.result
    return Evidence(exercise, answers, marking, others, exam, code, None, Budget(60))


def without_large(exam: Exam) -> Exam:
    """The exam without the cases that take loops long."""
    return only(
        exam,
        {
            kind: [
                index
                for index, case in enumerate(cases)
                if not isinstance(case, ConvCase | PoolCase) or _is_small(case)
            ]
            for kind, cases in exam.cases.items()
        },
    )


def _is_small(case: ConvCase | PoolCase) -> bool:
    return case.dout.size * (case.w.size if isinstance(case, ConvCase) else case.pool_height * case.pool_width) <= LARGE


@contextmanager
def own_modules() -> Iterator[None]:
    """A while in which no module is known by a stem of ours; then those are known again that were, and no others."""
    path, stems = list(sys.path), {exercise.stem for exercise in EXERCISES}
    before = {stem: sys.modules.pop(stem) for stem in stems & sys.modules.keys()}
    yield
    sys.path[:] = path
    for stem in stems & sys.modules.keys():
        del sys.modules[stem]
    sys.modules.update(before)


def _timeless(exercise: Exercise) -> Exercise:
    return replace(exercise, questions=[question for question in exercise.questions if not question.live])
