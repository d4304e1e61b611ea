"""A handout whose exam is the whole public one, but that only a few misconceptions were rehearsed for."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.exam.cached import PROJECT
from grader.exam.hidden import SOLUTIONS
from grader.exam.ready import packed as packed_notes
from grader.exercises import EXERCISES
from grader.handout.packing import TOP, packed
from grader.handout.rehearsal import Noting, explain
from tests.explain.sat import EXERCISE
from tests.handout.places import unpacked
from tests.misconceptions.catalogues import MODELS, solution_of

REHEARSED = {"stride_ignored": "conv_forward_naive", "minimum_instead": "max_pool_forward_naive"}


@pytest.fixture(scope="session")
def public(exam: Exam) -> Exam:
    """The public exam."""
    noting = Noting(SOLUTIONS)
    for model in MODELS:
        if REHEARSED.get(model.name) == model.of:
            explain(EXERCISE[model.of], exam, model.source(solution_of(model)), noting)
    wrong = {exercise.name: exam.wrong[exercise.name] for exercise in EXERCISES}
    return replace(exam, wrong=wrong, ready=packed_notes(noting.notes), is_public=True)


@pytest.fixture(scope="session")
def content(public: Exam) -> bytes:
    """The zip."""
    return packed(public, PROJECT, SOLUTIONS)


@pytest.fixture
def home(content: bytes, tmp_path: Path) -> Path:
    """The folder that a student unpacks."""
    return unpacked(content, tmp_path) / TOP
