"""The rubric for Otter-Grader: a test file for each exercise, a test case with points for each check.

`file_of(exercise)` is what goes into the autograder's zip; it imports the test cases from here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from otter.test_files import test_case

from grader.exercise import Check, Exercise, Question
from grader.exercises import EXERCISES
from tests.bench.peers.rubric import Examined

_students: dict[int, Examined] = {}  # by the identity of their notebook's globals: one in each process


def test_cases(name: str) -> Mapping[str, test_case]:
    """The test cases of the exercise with this name."""
    exercise = next(exercise for exercise in EXERCISES if exercise.name == name)
    return {
        f"test_{question.name}_{check.name}": test_case(check.title, check.points)(test_of(exercise, question, check))
        for question in exercise.questions
        for check in question.checks
    }


def test_of(exercise: Exercise, question: Question, check: Check) -> Callable[[dict[str, Any]], None]:
    """The check as a function of the notebook's globals, which have the student's functions."""

    def test(env: dict[str, Any]) -> None:
        if id(env) not in _students:
            _students[id(env)] = Examined({exercise.name: env[exercise.name] for exercise in EXERCISES})
        _students[id(env)].check(exercise, question, check)

    return test
