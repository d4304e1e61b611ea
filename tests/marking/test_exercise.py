"""What an exercise is made of, and what is not let through."""

import pytest

from grader.answer import Answer, Expected
from grader.case import SizeCase
from grader.exercise import Exercise
from tests.marking.fakes import Named, NumberCase, doubling


def test_a_check_without_a_line_for_the_rubric_is_refused() -> None:
    def silent(_case: NumberCase, _answer: Answer, _expected: Expected) -> None:
        pass

    with pytest.raises(ValueError, match="the check silent needs a docstring"):
        doubling().questions[0].check(1, hint="-")(silent)


def test_a_title_is_one_line() -> None:
    def long(_case: NumberCase, _answer: Answer, _expected: Expected) -> None:
        """A line
        that goes on."""

    check = doubling().questions[0].check(1, hint="-")(long)
    assert (check.name, check.title) == ("long", "A line that goes on.")


def test_checks_are_in_the_order_in_which_they_are_asked() -> None:
    exercise = doubling()

    @exercise.ask()
    def again(code: object, case: NumberCase) -> Named:
        yield "out", case.x

    again.check(1, hint="-", name="last", title="Last.")(exercise.checks[0].judge)
    assert [check.name for check in exercise.checks] == ["shape", "plain", "negative", "rest", "last"]


def test_a_question_asks_for_the_exercise_s_cases_unless_it_says_otherwise() -> None:
    exercise = Exercise("double", stem="arith", points=1, cases=NumberCase)

    def ask(code: object, case: object) -> Named:
        yield "out", 1

    assert exercise.ask()(ask).cases is NumberCase
    assert exercise.ask(cases=SizeCase)(ask).cases is SizeCase
