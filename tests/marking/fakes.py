"""A small exercise with a forward and a backward, code that answers it in this process, and exams for it.

`double` returns 2 x and a cache; `double_back` turns that cache and dout into 2 dout x: enough to have something
that a backward relies on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from grader.answer import Answer, Ask, Expected, Implementation, answer_live
from grader.case import Array, Case
from grader.compare import expect_close, expect_shape
from grader.exam import Exam, sealed
from grader.exam.paper import question_key
from grader.exercise import Exercise, Question
from grader.failure import Failure, StudentFailure
from grader.sandbox.worker.wire import Value
from grader.which import exactly, rest

Named = Iterator[tuple[str, Value]]


@dataclass(frozen=True)
class NumberCase(Case):
    """Some numbers, with the traits that they are given."""

    x: Array
    traits: str = ""

    @property
    def dims(self) -> Mapping[str, int]:
        """How many, and which the first one is."""
        return {"size": self.x.size, "first": int(self.x[0])}

    @property
    def features(self) -> frozenset[str]:
        """The traits."""
        return frozenset(self.traits.split())

    @property
    def arguments(self) -> Mapping[str, Value]:
        """What both functions are called with first."""
        return {"x": self.x}


def case(*numbers: float, traits: str = "") -> NumberCase:
    """A case of these numbers."""
    return NumberCase(np.array(numbers), traits)


CASES = (
    case(1.0),
    case(-2.0, traits="negative"),
    case(3.0, 4.0),
    case(5.0, 6.0, traits="large"),
    case(-7.0, -8.0, traits="negative"),
    case(-9.0, 10.0, 11.0, traits="large negative"),
)


class Code:
    """Functions of this process, as an implementation. A dict of functions, or of failures that they end in."""

    def __init__(self, **functions: Callable[..., Any] | Failure) -> None:
        self.functions = functions
        self.asked: list[tuple[str, tuple[Any, ...]]] = []

    def call(self, name: str, *arguments: Any, returns: object) -> Any:
        """What the function returns, or how it fails."""
        self.asked.append((name, arguments))
        function = self.functions.get(name, Failure("missing", name))
        if isinstance(function, Failure):
            raise StudentFailure(function)
        try:
            return function(*arguments)
        except StudentFailure:
            raise
        except Exception as error:
            raise StudentFailure(Failure("raised", name, {"type": type(error).__name__})) from None

    def forget(self) -> None:
        """Nothing is kept."""

    def answers(self, ask: Ask, cases: Sequence[Case], known: Sequence[str] = ()) -> Iterator[Answer]:
        """Asked one by one."""
        return (answer_live(cast(Implementation, self), ask, case) for case in cases)


def double(x: Array) -> tuple[Array, Array]:
    """The right forward: 2 x, and x as the cache."""
    return 2 * x, x


def double_back(dout: Array, cache: Array) -> Array:
    """The right backward."""
    return 2 * dout * cache


def doubling() -> Exercise:
    """A forward: four checks, 10 points."""
    exercise = Exercise("double", stem="arith", points=10, cases=NumberCase)

    @exercise.ask(shows=("x",))
    def doubled(code: Any, case: NumberCase) -> Named:
        yield "out", code.call("double", case.x, returns=("array", "handle"))[0]

    @doubled.check(1, hint="Look at x.shape.")
    def shape(_case: NumberCase, answer: Answer, expected: Expected) -> None:
        """`out` has the shape of x."""
        expect_shape("out", answer, expected)

    def close(_case: NumberCase, answer: Answer, expected: Expected) -> None:
        expect_close("out", answer, expected)

    plain = doubled.check(4, on=exactly(), hint="Twice 1 is 2.", name="plain", title="Small numbers.")(close)
    negative = doubled.check(
        3, on=exactly("negative"), after=(plain,), hint="And -1?", name="negative", title="Negative numbers."
    )(close)
    doubled.check(2, on=rest(plain, negative), hint="And 1000?", name="rest", title="All the others.")(close)
    return exercise


def doubling_back() -> Exercise:
    """A backward that is asked with the forward's cache, or with x itself: 6 points."""
    exercise = Exercise("double_back", stem="arith", points=6, cases=NumberCase)

    @exercise.ask(relies_on=("out",))
    def gradient(code: Any, case: NumberCase) -> Named:
        out, cache = code.call("double", case.x, returns=("array", "handle"))
        yield "out", out
        yield "dx", code.call("double_back", np.ones_like(case.x), cache, returns="array")

    def documented(code: Any, case: NumberCase) -> Named:
        yield "dx", code.call("double_back", np.ones_like(case.x), case.x, returns="array")

    def forward(code: Any, case: NumberCase) -> Named:
        mine = case.x.copy()
        code.call("double", mine, returns=("handle", "handle"))
        yield "x", mine

    gradient.ask_instead(documented, forward=forward)

    @gradient.check(6, hint="Is it 2 x?")
    def dx(_case: NumberCase, answer: Answer, expected: Expected) -> None:
        """`dx` is right."""
        expect_close("dx", answer, expected)

    return exercise


def exam_of(exercise: Exercise, cases: Sequence[NumberCase] = CASES) -> Exam:
    """An exam on `exercise` with these cases, and the right answers to them."""
    reference = Code(double=double, double_back=double_back)
    expected = {
        question_key(exercise, question): {
            index: _expected(question, reference, case) for index, case in enumerate(cases) if question.on(case)
        }
        for question in exercise.questions
        if question.compared
    }
    return sealed(0, {"NumberCase": cases}, expected)


def _expected(question: Question, reference: Any, case: NumberCase) -> Expected:
    answer = question.answer(reference, case)
    assert answer.failure is None
    return Expected(answer.values, dict.fromkeys(answer.values, 100.0))
