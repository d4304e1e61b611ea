"""What is said of wrong programs that have no name: true, and about what is wrong with them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.answer import Answer
from grader.exam import Exam
from grader.explain.evidence import Budget, Evidence
from grader.explain.seen.look import seen, statements
from grader.failure import Failure
from grader.local import Local
from grader.marking.mark import mark
from grader.marking.sit import Answered, sit
from tests.explain.held import EXERCISE, reference, refuted, said_of, written
from tests.explain.wrong_programs import MODELS

BY_NAME = {model.name: model for model in MODELS}
Said = Callable[[str], dict[str, list[str]]]


@pytest.fixture
def sentences(exam: Exam, tmp_path: Path) -> Said:
    """`sentences(name)`: what is said of this wrong program, by check."""

    def say(name: str) -> dict[str, list[str]]:
        model = BY_NAME[name]
        folder = written(model, tmp_path / name)
        said = said_of(folder, EXERCISE[model.of], exam)
        return {one.failed.check.name: [statement.text for statement in one.statements] for one in said}

    return say


@pytest.mark.parametrize(
    ("name", "check", "sentence"),
    [
        ("bias_twice", "bias", "In out, the bias b[f] is in each value 2 times."),
        ("relu", "plain", "In out, every value that should be negative is 0."),
        ("rows_upside_down", "plain", "In out, everything is flipped upside down."),
        ("divided_by_batch", "several", "In out, every value is the expected one divided by N."),
        ("raises_for_one_output", "shape", "It fails only when an image has one window only."),
        ("last_column_left_out", "plain", "In out, only values in the last column are wrong."),
        ("size_of_odd_kernels", "size_plain", "It fails exactly when kernel is even."),
        (
            "windows_in_columns",
            "cols_shape",
            "In cols, the numbers are right, but come in the order of (C, HH, WW, N, H', W'); "
            "it should be (N, H', W', C, HH, WW).",
        ),
        (
            "not_transposed",
            "out_plain",
            "In out, the numbers are right, but come in the order of (N, H', W', F): "
            "reshaped to (N, F, H', W') without moving the axes first.",
        ),
        ("without_sign", "max_tiles", "It fails exactly when all numbers of some window are negative."),
        ("not_shared", "avg_dx_tiles", "In dx, every value is pool_height * pool_width times the expected one."),
    ],
)
def test_what_is_wrong_is_said(sentences: Said, name: str, check: str, sentence: str) -> None:
    assert sentence in sentences(name)[check]


@pytest.mark.parametrize("name", ["columns_before_rows", "one_less"])
def test_what_is_said_is_true_of_other_cases(name: str, exam: Exam, tmp_path: Path) -> None:
    model = BY_NAME[name]
    folder, exercise = written(model, tmp_path), EXERCISE[model.of]
    for said in said_of(folder, exercise, exam):
        assert 1 <= len(said.statements) <= 3
        assert not list(refuted(folder, exercise, said, 60))


def _evidence(name: str, exam: Exam, folder: Path) -> Evidence:
    exercise = EXERCISE[BY_NAME[name].of]
    code = Local(written(BY_NAME[name], folder), exercise.stem)
    sitting = sit(exercise, exam, code)
    return Evidence(exercise, sitting, mark(exercise, sitting), {}, exam, code, reference(), Budget())


def test_without_a_reference_nothing_is_said(exam: Exam, tmp_path: Path) -> None:
    evidence = _evidence("size_of_odd_kernels", exam, tmp_path)
    alone = Evidence(**{**vars(evidence), "reference": None})
    assert seen(alone, evidence.marking.failed[0]) == ()


def test_after_an_answer_that_never_came_nothing_is_asked(exam: Exam, tmp_path: Path) -> None:
    evidence = _evidence("size_of_odd_kernels", exam, tmp_path)
    failed = evidence.marking.failed[0]
    (item, _answer), *others = failed.answered.items
    never = Answer({}, Failure("timeout", "conv_output_size", {}))
    answered = Answered(failed.answered.question, ((item, never), *others), failed.answered.ask)
    assert statements(evidence, type(failed)(failed.check, answered, failed.faults)) == []


def test_when_time_is_up_nothing_is_said(exam: Exam, tmp_path: Path) -> None:
    evidence = _evidence("size_of_odd_kernels", exam, tmp_path)
    late = Evidence(**{**vars(evidence), "budget": Budget(-1)})
    assert seen(late, evidence.marking.failed[0]) == ()


def test_what_is_said_is_the_same_in_every_run(sentences: Said) -> None:
    assert sentences("bias_of_first_filter") == sentences("bias_of_first_filter")
