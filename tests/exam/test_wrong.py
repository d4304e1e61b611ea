"""The exam holds what each misconception answers."""

import pytest

from grader.exam import Exam
from grader.exam.hidden import SOLUTIONS
from grader.exam.paper import load, save
from grader.exam.reference import Reference
from grader.exam.wrong import answers_of, is_right, is_same, wrong_answers
from grader.exercises import EXERCISES
from grader.exercises.conv import conv_forward
from tests.misconceptions.catalogues import MODELS, is_undetectable, solution_of

FORWARD = {model.name: model for model in MODELS if model.of == "conv_forward_naive"}
# The same function of every input, by two ways of thinking: nothing but the reason differs.
ALIKE = {frozenset({"dx_flipped_kernel", "dx_full_corr_no_flip"})}


def test_every_misconception_that_shows_is_there_with_its_words(exam: Exam) -> None:
    for exercise in EXERCISES:
        known = {one.name: one for one in wrong_answers(exam, exercise)}
        models = [model for model in MODELS if model.of == exercise.name and not is_undetectable(model)]
        assert set(known) == {model.name for model in models}
        for model in models:
            one = known[model.name]
            assert (one.belief, one.hint, one.hint_ko) == (model.belief, model.hint, model.hint_ko)


def test_no_two_of_them_answer_alike(exam: Exam) -> None:
    alike = set()
    for exercise in EXERCISES:
        known = wrong_answers(exam, exercise)
        for number, one in enumerate(known):
            alike |= {
                frozenset({one.name, other.name}) for other in known[:number] if is_same(other.column, one.column)
            }
    assert alike == ALIKE


def test_the_solution_s_own_answers_are_right(exam: Exam) -> None:
    source = (SOLUTIONS / "conv.py").read_text(encoding="utf-8")
    assert is_right(answers_of(source, conv_forward, exam))


def test_a_model_answers_the_same_when_it_is_asked_again(exam: Exam) -> None:
    model = FORWARD["pad_edge"]
    known = {one.name: one for one in wrong_answers(exam, conv_forward)}
    column = answers_of(model.source(solution_of(model)), conv_forward, exam)
    assert [name for name, one in known.items() if is_same(column, one.column)] == ["pad_edge"]


def test_they_travel_in_the_exam_s_file(exam: Exam, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("exam") / "exam.npz"
    save(exam, path)
    again = load(path)
    assert again.wrong == exam.wrong
    assert again.digest == exam.digest


def test_the_digest_is_of_what_is_asked_and_expected_alone(exam: Exam) -> None:
    # A hint may be put better without a new exam.
    assert "bias_forgotten" in {one.name for one in wrong_answers(exam, conv_forward)}
    assert not wrong_answers(type(exam)(exam.seed, exam.cases, exam.expected, exam.replies, exam.digest), conv_forward)


@pytest.mark.parametrize("names", [("bias_forgotten", "stride_ignored"), ("stride_ignored", "bias_forgotten")])
def test_two_at_once_are_edited_into_one_solution(exam: Exam, names: tuple[str, str]) -> None:
    one, other = (FORWARD[name] for name in names)
    column = answers_of(one.and_also(other).source(solution_of(one)), conv_forward, exam)
    assert Reference().has_both(conv_forward, exam, names, column)
    assert not Reference().has_both(conv_forward, exam, ("bias_forgotten", "pad_edge"), column)


def test_edits_of_different_versions_are_not_there_at_once(exam: Exam) -> None:
    column = answers_of(solution_of(FORWARD["pad_edge"]), conv_forward, exam)
    written_out = next(model.name for model in FORWARD.values() if model.body)
    assert not Reference().has_both(conv_forward, exam, ("bias_forgotten", written_out), column)
