"""Each misconception is a real fault, where it is and nowhere else (that it shows: tests/exam/test_wrong.py)."""

import ast
import functools
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.exam.cached import exam_for
from grader.exam.hidden import SOLUTIONS
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.local import Local
from grader.marking.mark import mark
from grader.marking.sit import sit
from grader.misconception import Misconception
from grader.report.result import ExerciseResult
from tests.misconceptions.catalogues import (
    CATALOGUES,
    IDS,
    MODELS,
    UNDETECTABLE,
    solution_of,
)

EXERCISE = {exercise.name: exercise for exercise in EXERCISES}


@pytest.fixture(autouse=True)
def _leave_no_modules(tmp_path: Path) -> Iterator[None]:
    """Models run in this process; the next one must not find the files of the one before."""
    path = list(sys.path)
    yield
    sys.path[:] = path
    files = {name: getattr(module, "__file__", None) or "" for name, module in sys.modules.items()}
    for name, file in files.items():
        if file.startswith(str(tmp_path.resolve())):
            del sys.modules[name]


@functools.cache
def public_exam() -> Exam:
    """The exam that students check themselves with."""
    return exam_for(int((SOLUTIONS / "public_seed.txt").read_text(encoding="ascii")))


def marks_of(model: Misconception, exercise: Exercise, folder: Path) -> ExerciseResult:
    """The marks in `exercise` of the solution's file with the model's fault in it, alone in `folder`."""
    (folder / f"{model.stem}.py").write_text(model.source(solution_of(model)), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in a worker, where a student's code may warn
        return mark(exercise, sit(exercise, public_exam(), Local(folder, exercise.stem))).result


def definition(source: str, name: str) -> str:
    """What the function or class `name` does: its syntax tree without its docstring."""
    (node,) = (node for node in ast.parse(source).body if getattr(node, "name", None) == name)
    assert isinstance(node, ast.FunctionDef | ast.ClassDef)
    node.body = node.body[1:] if ast.get_docstring(node) else node.body
    return ast.dump(node)


def all_but(source: str, name: str) -> list[str]:
    """The rest of the file."""
    return [ast.dump(node) for node in ast.parse(source).body if getattr(node, "name", None) != name]


def changes_the_rest(model: Misconception) -> bool:
    """Whether anything beside the exercise's own definition is another text than in the solution."""
    solution = solution_of(model)
    return all_but(model.source(solution), model.of) != all_but(solution, model.of)


BROAD = list(filter(changes_the_rest, MODELS))


@pytest.mark.parametrize("model", BROAD, ids=[f"{model.of}-{model.name}" for model in BROAD])
def test_a_misconception_keeps_the_points_of_the_other_exercises_in_its_file(
    model: Misconception, tmp_path: Path
) -> None:
    for exercise in EXERCISES:
        if exercise.stem == model.stem and exercise.name != model.of:
            assert marks_of(model, exercise, tmp_path).score == exercise.points


def test_a_misconception_is_another_program_than_the_solution() -> None:
    for model in MODELS:
        solution = solution_of(model)
        assert definition(model.source(solution), model.of) != definition(solution, model.of), model.name


def test_a_misconception_says_what_was_thought_and_gives_a_hint_in_two_languages() -> None:
    for model in MODELS:
        assert model.belief.endswith("."), model.name
        assert model.hint.endswith((".", "?")), model.name
        assert model.hint_ko.endswith(("요.", "요?")), model.name


def test_a_catalogue_is_about_the_exercises_of_its_stem() -> None:
    for catalogue in CATALOGUES:
        assert {EXERCISE[model.of].stem for model in catalogue.models} == {catalogue.stem}
    assert {catalogue.stem for catalogue in CATALOGUES} == {exercise.stem for exercise in EXERCISES}


def test_no_exercise_has_two_misconceptions_of_one_name() -> None:
    assert len(set(IDS)) == len(IDS)


def test_only_misconceptions_that_exist_are_listed_as_undetectable() -> None:
    assert UNDETECTABLE.keys() <= {(model.of, model.name) for model in MODELS}
