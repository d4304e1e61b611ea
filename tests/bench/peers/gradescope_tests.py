"""The rubric for gradescope-utils: a test case for each exercise, a weighted test for each check.

    python -m tests.bench.peers.gradescope_tests FOLDER RESULTS

grades the student's FOLDER and writes RESULTS, as an autograder's run_tests.py does.
"""

import importlib
import sys
import unittest
from collections.abc import Callable
from pathlib import Path

from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

from grader.exercise import Check, Exercise, Question
from grader.exercises import EXERCISES
from tests.bench.peers.rubric import Examined


def suite(student: Examined) -> unittest.TestSuite:
    """All tests of this student's code."""
    load = unittest.defaultTestLoader.loadTestsFromTestCase
    return unittest.TestSuite(load(case_of(exercise, student)) for exercise in EXERCISES)


def case_of(exercise: Exercise, student: Examined) -> type[unittest.TestCase]:
    """The exercise as a test case."""
    tests = {
        f"test_{question.name}_{check.name}": weight(check.points)(test_of(exercise, question, check, student))
        for question in exercise.questions
        for check in question.checks
    }
    return type(exercise.name, (unittest.TestCase,), tests)


def test_of(
    exercise: Exercise, question: Question, check: Check, student: Examined
) -> Callable[[unittest.TestCase], None]:
    """The check as a test method, described by its line in the rubric."""

    def test(self: unittest.TestCase) -> None:
        student.check(exercise, question, check)

    test.__doc__ = check.title
    return test


def main(folder: str, results: str) -> None:
    """Grade the student's `folder`, and write `results`."""
    sys.path.insert(0, folder)
    modules = {stem: importlib.import_module(stem) for stem in {exercise.stem for exercise in EXERCISES}}
    functions = {exercise.name: getattr(modules[exercise.stem], exercise.name) for exercise in EXERCISES}
    with Path(results).open("w", encoding="utf-8") as file:
        JSONTestRunner(visibility="visible", stream=file).run(suite(Examined(functions)))


if __name__ == "__main__":
    main(*sys.argv[1:])
