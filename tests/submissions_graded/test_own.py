"""Our own files: the solutions, the stubs, and each exercise filled in alone."""

import ast
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.exam.hidden import SOLUTIONS
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.misconception import Misconception
from grader.stubs import write_stubs
from tests.conftest import Graded
from tests.submissions_graded.places import NAMES, full_marks_in, results

STEMS = sorted({exercise.stem for exercise in EXERCISES})
BY_NAME = {exercise.name: exercise for exercise in EXERCISES}


@pytest.fixture(scope="module")
def stubs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What students are given. Not assignment/ itself, which may have been filled in."""
    folder = tmp_path_factory.mktemp("assignment")
    write_stubs(SOLUTIONS, folder)
    return folder


def solution(stem: str) -> str:
    return (SOLUTIONS / f"{stem}.py").read_text(encoding="utf-8")


def definition(text: str, name: str) -> str:
    (node,) = (node for node in ast.parse(text).body if getattr(node, "name", None) == name)
    return ast.get_source_segment(text, node) or ""


def with_definitions(text: str, definitions: dict[str, str]) -> str:
    """A solution's text with other definitions in the place of its own."""
    for name, body in definitions.items():
        text = Misconception(name, name, "", "", "", "", body=body).source(text)
    return text


def wrong(name: str) -> str:
    return f"class {name}:\n    pass" if name == "Conv2d" else f"def {name}(*given, **more):\n    return None"


def others(exercise: Exercise, stem: str) -> list[str]:
    return [other.name for other in EXERCISES if other.stem == stem and other is not exercise]


def test_the_solutions_earn_100_of_100(graded: Graded) -> None:
    report = graded(SOLUTIONS)
    assert results(report) == full_marks_in(*NAMES)
    assert (report.score, report.max_score) == (100, 100)


@pytest.mark.parametrize("stem", STEMS)
def test_each_file_of_the_solutions_stands_alone(stem: str, graded: Graded, short_exam: Exam) -> None:
    names = [exercise.name for exercise in EXERCISES if exercise.stem == stem]
    assert results(graded(SOLUTIONS / f"{stem}.py", short_exam)) == full_marks_in(*names)


def test_untouched_stubs_earn_nothing_and_are_not_called_wrong(stubs: Path, graded: Graded) -> None:
    report = graded(stubs)
    assert results(report) == full_marks_in(others="not_implemented")
    assert [result.message for result in report.exercises] == [f"{name} is not written yet." for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_one_exercise_filled_in_earns_its_own_points_next_to_stubs(
    name: str, stubs: Path, graded: Graded, short_exam: Exam, tmp_path: Path
) -> None:
    exercise = BY_NAME[name]
    for stem in STEMS:
        text = (stubs / f"{stem}.py").read_text(encoding="utf-8")
        if stem == exercise.stem:
            unwritten = {other: definition(text, other) for other in others(exercise, stem)}
            text = with_definitions(solution(stem), unwritten)
        (tmp_path / f"{stem}.py").write_text(text, encoding="utf-8")
    assert results(graded(tmp_path, short_exam)) == full_marks_in(name, others="not_implemented")


@pytest.mark.parametrize("right", [NAMES[::2], NAMES[1::2]], ids=["every second one", "all the others"])
def test_right_exercises_keep_their_points_next_to_wrong_ones(
    right: list[str], graded: Graded, short_exam: Exam, tmp_path: Path
) -> None:
    for stem in STEMS:
        bodies = {name: wrong(name) for name in NAMES if BY_NAME[name].stem == stem and name not in right}
        (tmp_path / f"{stem}.py").write_text(with_definitions(solution(stem), bodies), encoding="utf-8")
    report = graded(tmp_path, short_exam)
    scores = {result.name: result.score for result in report.exercises}
    assert scores == {name: BY_NAME[name].points if name in right else 0 for name in NAMES}
    assert {result.status for result in report.exercises if result.name not in right} <= {"failed", "error"}
