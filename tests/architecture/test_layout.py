"""The layout: the same stems in every tree, files of a size that fits a head, nothing that only we can read."""

import pytest

from grader.exercise import Exercise
from grader.exercises import EXERCISES
from tests.architecture.modules import FILES, PROJECT

STEMS = {exercise.stem for exercise in EXERCISES}
MOST_LINES = 400
VAGUE = {"utils", "helpers", "manager", "base", "misc", "common", "util", "helper"}


@pytest.mark.parametrize(
    "tree", ["solutions", "solutions/misconceptions", "grader/exercises", "grader/hints", "assignment"]
)
def test_the_stems_agree_in_every_tree(tree: str) -> None:
    stems = {path.stem for path in (PROJECT / tree).glob("*.py")} - {"__init__"}
    if tree == "solutions/misconceptions":  # where a stem may have a folder instead
        stems |= {path.parent.name for path in (PROJECT / tree).glob("*/*.py")}
    if tree == "assignment":  # where students may keep files of their own
        assert stems >= STEMS
    else:
        assert stems == STEMS


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_an_exercise_is_written_in_the_solution_of_its_stem(exercise: Exercise) -> None:
    text = (PROJECT / "solutions" / f"{exercise.stem}.py").read_text(encoding="utf-8")
    name = exercise.name
    assert f"\ndef {name}(" in text or f"\nclass {name}:" in text


def test_nothing_of_the_solutions_can_be_imported_as_a_package() -> None:
    assert not (PROJECT / "solutions" / "__init__.py").exists()


def test_a_file_of_the_grader_is_short_and_says_what_it_is_for() -> None:
    for name, path in FILES.items():
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= MOST_LINES, name
        assert text.startswith('"""'), name


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [name for name in FILES if VAGUE & set(name.split("."))]
