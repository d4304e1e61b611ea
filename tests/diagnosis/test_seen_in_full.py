"""All that is said of each wrong program we know is true of a thousand other cases, and something is said of each."""

from pathlib import Path

import pytest

from grader.exam import Exam
from grader.misconception import Misconception
from tests.explain import wrong_programs
from tests.explain.held import EXERCISE, refuted, said_of, written
from tests.misconceptions.catalogues import MODELS, is_undetectable

WRONG = [*wrong_programs.MODELS, *(model for model in MODELS if not is_undetectable(model))]
UNKNOWN = {"made", "forward_speed", "backward_speed"}  # questions about which nothing is said: no shapes, or a clock


@pytest.mark.parametrize("model", WRONG, ids=[f"{model.of}-{model.name}" for model in WRONG])
def test_what_is_said_is_true_of_a_thousand_other_cases(model: Misconception, exam: Exam, tmp_path: Path) -> None:
    folder, exercise = written(model, tmp_path), EXERCISE[model.of]
    for said in said_of(folder, exercise, exam):
        if said.failed.answered.question.name not in UNKNOWN:
            assert said.statements
            assert list(refuted(folder, exercise, said, 1000)) == []
