"""The layout: the same stems in every tree, files of a size that fits a head, nothing that only we can read."""

from pathlib import Path

import pytest

from grader.exercise import Exercise
from grader.exercises import EXERCISES
from tests.architecture.modules import FILES, PROJECT

STEMS = {exercise.stem for exercise in EXERCISES}
MOST_LINES = 400
VAGUE = {"utils", "helpers", "manager", "base", "misc", "common", "util", "helper"}


@pytest.mark.parametrize("tree", ["solutions", "solutions/misconceptions", "grader/exercises", "assignment"])
def test_the_stems_agree_in_every_tree(tree: str) -> None:
    stems = {path.stem for path in (PROJECT / tree).glob("*.py")} - {"__init__"}
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


@pytest.mark.parametrize("path", FILES.values(), ids=FILES.keys())
def test_a_file_of_the_grader_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    assert text.startswith('"""')
    assert text.split("\n")[0].rstrip('"').endswith((".", ":", ",", "?")) or path.name == "__init__.py"


@pytest.mark.parametrize("name", FILES)
def test_no_module_has_a_name_that_says_nothing(name: str) -> None:
    assert not VAGUE & set(name.split("."))
