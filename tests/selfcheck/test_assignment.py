"""The self-check: the checks of the rubric on assignment/, in this process, so that prints and a debugger work.

make test                                            everything
.venv/bin/python -m pytest -k conv_forward_naive     one exercise
.venv/bin/python -m pytest -k padding -s --pdb       one check, with its prints and a debugger
"""

import functools
import warnings
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.exam.public import public_exam
from grader.exercise import Exercise
from grader.exercises import EXERCISES, NAMES
from grader.local import Local
from grader.marking.mark import mark
from grader.marking.sit import sit
from grader.report.as_text import failed_check
from grader.report.result import ExerciseResult

ASSIGNMENT = Path(__file__).resolve().parents[2] / "assignment"
LINES = [(exercise, check.name) for exercise in EXERCISES for check in exercise.checks]


@functools.cache
def asked() -> Exam:
    """The exam for the seed that students have."""
    return public_exam(int((ASSIGNMENT / "seed.txt").read_text(encoding="ascii")))


@functools.cache
def marked(name: str) -> ExerciseResult:
    """The marks of the student's own code in one exercise."""
    exercise = next(exercise for exercise in EXERCISES if exercise.name == name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a student's code may warn
        return mark(exercise, sit(exercise, asked(), Local(ASSIGNMENT, exercise.stem, NAMES))).result


@pytest.mark.parametrize(("exercise", "name"), LINES, ids=[f"{exercise.name}-{name}" for exercise, name in LINES])
def test_assignment(exercise: Exercise, name: str) -> None:
    """One line of the rubric."""
    result = marked(exercise.name)
    if result.status in ("missing", "not_implemented"):
        pytest.skip(f"{result.message} Next: write it in assignment/{exercise.stem}.py")
    if result.message:
        pytest.fail(result.message, pytrace=False)
    check = next(check for check in result.checks if check.name == name)
    if check.status == "skipped":
        pytest.skip(check.message)
    if check.status != "passed":
        pytest.fail("\n".join(failed_check(check)), pytrace=False)
