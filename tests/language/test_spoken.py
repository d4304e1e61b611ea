"""What is told in the language that is asked for, and what stays as it is whatever is spoken."""

import numpy as np
import pytest

from grader.answer import Answer, Expected
from grader.case import ConvCase
from grader.cli.main import main
from grader.compare import Mismatch
from grader.exam.paper import Item
from grader.exercise import Exercise
from grader.language import current, speaking
from grader.prints import print_of


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
