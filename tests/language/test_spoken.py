"""What is told in the language that is asked for, and what stays as it is whatever is spoken."""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest

from grader.answer import Answer, Expected
from grader.case import ConvCase
from grader.cli.main import main
from grader.compare import Mismatch
from grader.exam import Exam
from grader.exam.paper import Item
from grader.exam.wrong import wrong_answers
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.explain.seen.traits import literals
from grader.explain.seen.vocabulary import traits_of
from grader.explain.seen.when import Condition
from grader.language import current, speaking
from grader.marking.grade import grade
from grader.prints import print_of
from grader.sandbox.nursery import Nursery


def test_the_rubric_is_shown_in_the_language_that_the_command_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rubric", "--lang", "ko"]) == 0
    assert current() == "en"
    korean = capsys.readouterr().out
    assert main(["rubric", "--lang", "en"]) == 0
    assert korean.count("\n") == capsys.readouterr().out.count("\n")


def test_a_language_that_nobody_here_speaks_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["rubric", "--lang", "tlh"])
    assert "--lang" in capsys.readouterr().err


def test_a_misconception_is_told_by_a_hint_in_the_language_that_is_spoken(
    ask_only: Callable[[Iterable[str]], None],
    solutions_with: Callable[[str, str], Path],
    exam: Exam,
    nursery: Nursery,
) -> None:
    ask_only(["conv_output_size"])
    counts_gaps = "def conv_output_size(size, kernel, stride, pad):\n    return (size + 2 * pad - kernel) // stride"
    folder = solutions_with("conv", counts_gaps)
    (wrong,) = [one for one in wrong_answers(exam, EXERCISES[0]) if one.name == "one_window_forgotten"]
    told = {}
    for language in ("en", "ko"):
        with speaking(language):
            told[language] = grade(folder, exam, nursery).exercises[0].checks[0]
    assert {check.misconception for check in told.values()} == {wrong.name}
    assert (told["en"].belief, told["en"].hint) == (wrong.belief, wrong.hint)
    assert (told["ko"].belief, told["ko"].hint) == ("", wrong.hint_ko)


def test_conditions_are_put_together_as_a_language_does_it() -> None:
    padded, overlap, strided = (
        next(one for one in literals(traits_of(ConvCase)) if one.condition == condition)
        for condition in ("pad > 0", "windows overlap", "stride > 1")
    )
    assert Condition((padded, strided)).text == "pad > 0 and stride > 1"
    assert Condition((padded, overlap), any_of=True).text == "pad > 0, or windows overlap"
    with speaking("ko"):
        assert Condition((padded,)).text == "pad > 0인 경우"
        assert Condition((padded, strided)).text == "pad > 0이고 stride > 1인 경우"
        assert Condition((padded, overlap)).text == "pad > 0이고 창이 서로 겹치는 경우"
        assert Condition((padded, overlap), any_of=True).text == "pad > 0인 경우나 창이 서로 겹치는 경우"


def test_prints_are_the_same_whatever_is_spoken() -> None:
    exercise = Exercise("f", "conv", 1.0, ConvCase)
    question = exercise.ask(compared=False)(lambda code, case: iter(()))

    @question.check(1, hint="")
    def check(case: ConvCase, answer: Answer, expected: Expected) -> None:
        """It says which language is spoken."""
        raise Mismatch(current())

    zeros = np.zeros((1, 1, 1, 1))
    item = Item(ConvCase(zeros, zeros, np.zeros(1), zeros, stride=1, pad=0), None)
    english = print_of(question, item, Answer({}))
    with speaking("ko"):
        assert print_of(question, item, Answer({})) == english
    assert english["verdicts"] == ["en"]
