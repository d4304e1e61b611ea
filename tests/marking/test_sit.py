"""Sitting: who is asked what, when a backward is asked without its forward, and what is not asked again."""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
import pytest

from grader.answer import Answer, Implementation
from grader.case import Array
from grader.compare import array
from grader.exercise import Exercise
from grader.failure import Failure, StudentFailure
from grader.marking.mark import mark
from grader.marking.sit import sit
from tests.marking.fakes import CASES, Code, Named, NumberCase, double, double_back, doubling, doubling_back, exam_of


def sat(code: Code, exercise: Exercise, cases: tuple[NumberCase, ...] = CASES) -> list[Answer]:
    """The answers to all questions."""
    answered = sit(exercise, exam_of(exercise, cases), cast(Implementation, code))
    return [answer for one in answered for _item, answer in one.items]


def marks(code: Code) -> float:
    """The marks in the backward."""
    exercise = doubling_back()
    return mark(exercise, sit(exercise, exam_of(exercise), cast(Implementation, code))).result.score


def asked(code: Code, name: str) -> list[Any]:
    return [arguments for called, arguments in code.asked if called == name]


def test_every_case_is_asked_in_the_exam_s_order() -> None:
    code = Code(double=double)
    answers = sat(code, doubling())
    assert [list(arguments[0]) for arguments in asked(code, "double")] == [list(case.x) for case in CASES]
    assert all(np.array_equal(array("out", answer), 2 * case.x) for answer, case in zip(answers, CASES, strict=True))


# The own cache and the documented one.


def test_a_backward_is_asked_with_the_forward_s_own_cache() -> None:
    code = Code(double=lambda x: (2 * x, {"mine": x}), double_back=lambda dout, cache: 2 * dout * cache["mine"])
    assert marks(code) == 6
    assert len(asked(code, "double_back")) == len(CASES)


def test_a_wrong_backward_next_to_a_right_forward_is_not_asked_in_another_way() -> None:
    # right with the documented cache, but that is not the one that its forward made
    def back(dout: Array, cache: Any) -> Array:
        return 2 * dout * cache if isinstance(cache, np.ndarray) else 0 * dout

    code = Code(double=lambda x: (2 * x, (x,)), double_back=back)
    assert marks(code) == 0
    assert all(isinstance(cache, tuple) for _dout, cache in asked(code, "double_back"))


@pytest.mark.parametrize(
    "forward",
    [
        lambda x: (3 * x, None),
        lambda x: (2 * x[:, None], x),
        lambda x: (x * np.nan, "nothing"),
        Failure("missing", "double"),
        Failure("not_implemented", "double", {"stub": True}),
        Failure("unloadable", "double", {"path": "arith.py", "type": "SyntaxError"}),
        Failure("raised", "double", {"type": "ValueError"}),
        Failure("bad_return", "double", {"what": "none"}),
        Failure("timeout", "double", {"seconds": 1.0}),
        Failure("crashed", "double", {"how": "went"}),
    ],
    ids=[
        "wrong",
        "another shape",
        "nan",
        "missing",
        "stub",
        "unloadable",
        "raises",
        "returns nothing",
        "never ends",
        "crashes",
    ],
)
def test_a_right_backward_next_to_a_forward_that_is_wrong_or_missing_earns_its_points(forward: Any) -> None:
    code = Code(double=forward, double_back=double_back)
    assert marks(code) == 6


def test_a_right_backward_keeps_its_points_where_only_some_forwards_are_wrong() -> None:
    # Where the forward is right its own cache is taken, elsewhere the documented one.
    def forward(x: Array) -> tuple[Array, Any]:
        return 2 * np.abs(x), {"x": x}

    def back(dout: Array, cache: Any) -> Any:
        return 2 * dout * (cache["x"] if isinstance(cache, dict) else cache)

    code = Code(double=forward, double_back=back)
    assert marks(code) == 6
    caches = [type(cache) for _dout, cache in asked(code, "double_back")]
    assert {dict, np.ndarray} == set(caches)


def test_a_backward_that_is_right_on_its_own_wrong_forward_s_cache_keeps_its_points() -> None:
    # it can't read the documented cache, and need not
    code = Code(double=lambda x: (3 * x, {"x": x}), double_back=lambda dout, cache: 2 * dout * cache["x"])
    assert marks(code) == 6


def test_a_wrong_backward_next_to_a_wrong_forward_loses_its_points() -> None:
    assert marks(Code(double=lambda x: (3 * x, x), double_back=lambda dout, cache: 3 * dout * cache)) == 0


def test_an_answer_is_kept_when_the_other_way_of_asking_gives_none() -> None:
    def back(dout: Array, cache: Any) -> Array:
        if isinstance(cache, np.ndarray):
            raise StudentFailure(Failure("raised", "double_back", {"type": "TypeError"}))
        return 5 * dout

    code = Code(double=lambda x: (3 * x, {}), double_back=back)
    answers = sat(code, doubling_back())
    assert all(answer.failure is None for answer in answers)
    assert np.array_equal(array("dx", answers[0]), [5.0])


def test_a_forward_that_changes_its_argument_is_a_wrong_forward() -> None:
    # out is right, but the cache holds an x that is not the case's any more
    def forward(x: Array) -> tuple[Array, Array]:
        x *= 2
        return x.copy(), x

    class Wire(Code):
        """Copies every argument on its way, as the wire does."""

        def call(self, name: str, *arguments: Any, returns: object) -> Any:
            """See `Code`."""
            direct = returns == ("handle", "handle")  # an object that is kept at the desk
            return super().call(name, *(arguments if direct else map(np.copy, arguments)), returns=returns)

    assert marks(Wire(double=forward, double_back=double_back)) == 6
    assert marks(Wire(double=forward, double_back=lambda dout, cache: 3 * dout * cache)) == 0


def stateful(exercise: Exercise, ask: Callable[[Any, NumberCase], Named], instead: Any) -> Exercise:
    question = exercise.ask(compared=False)(ask)
    question.ask_instead(instead)
    question.check(1, hint="-")(_gives_ones)
    return exercise


def _gives_ones(_case: NumberCase, answer: Answer, _expected: object) -> None:
    """It is 1."""
    if answer.failure is not None:
        raise StudentFailure(answer.failure)


def test_a_question_without_expected_answers_is_asked_the_other_way_when_the_first_one_fails() -> None:
    def own(code: Any, case: NumberCase) -> Named:
        yield "ones", code.call("double", case.x, returns="array")

    def documented(code: Any, case: NumberCase) -> Named:
        yield "ones", code.call("double_back", case.x, 1.0, returns="array")

    exercise = stateful(Exercise("double_back", stem="arith", points=1, cases=NumberCase), own, documented)
    code = Code(double_back=lambda dout, _cache: dout)
    assert all(answer.failure is None for answer in sat(code, exercise))
    code = Code(double=lambda x: x, double_back=lambda dout, _cache: dout)
    sat(code, exercise)
    assert not asked(code, "double_back")


# What is not asked again.


@pytest.mark.parametrize("kind", ["missing", "not_implemented", "unloadable"])
def test_a_function_that_is_not_there_is_asked_for_once(kind: Any) -> None:
    code = Code(double=Failure(kind, "double", {"path": "arith.py", "stub": kind == "not_implemented"}))
    answers = sat(code, doubling())
    assert len(asked(code, "double")) == 1
    assert [answer.failure and answer.failure.kind for answer in answers] == [kind] * len(CASES)


def test_a_function_that_is_half_written_earns_what_its_half_deserves() -> None:
    def function(x: Array) -> tuple[Array, Array]:
        if np.any(x < 0):
            raise StudentFailure(Failure("not_implemented", "double", {"type": "NotImplementedError"}))
        return double(x)

    answers = sat(Code(double=function), doubling())
    assert [answer.failure is not None for answer in answers] == [bool(np.any(case.x < 0)) for case in CASES]


def test_a_function_that_raises_is_asked_every_time() -> None:
    code = Code(double=Failure("raised", "double", {"type": "ValueError"}))
    sat(code, doubling())
    assert len(asked(code, "double")) == len(CASES)


@pytest.mark.parametrize("kind", ["timeout", "crashed"])
def test_what_never_ends_for_one_feature_is_asked_without_it(kind: Any) -> None:
    failure = Failure(kind, "double", {"seconds": 1.0, "how": "went"})

    def function(x: Array) -> tuple[Array, Array]:
        if np.any(x < 0):
            raise StudentFailure(failure)
        return double(x)

    code = Code(double=function)
    answers = sat(code, doubling())
    assert [list(arguments[0]) for arguments in asked(code, "double")] == [[1], [-2], [3, 4], [5, 6]]
    assert [answer.failure for answer in answers] == [None, failure, None, None, failure, failure]


def test_what_never_ends_for_the_plainest_case_is_asked_once() -> None:
    code = Code(double=Failure("timeout", "double", {"seconds": 1.0}))
    sat(code, doubling())
    assert len(asked(code, "double")) == 1


def test_what_never_ends_is_not_asked_in_a_later_question_either() -> None:
    exercise = doubling()
    later = exercise.ask(compared=False)(_again)
    later.check(1, hint="-")(_gives_ones)
    code = Code(double=Failure("timeout", "double", {"seconds": 1.0}))
    answers = sat(code, exercise)
    assert len(asked(code, "double")) == 1
    assert len(answers) == 2 * len(CASES)


def _again(code: Any, case: NumberCase) -> Named:
    yield "ones", code.call("double", case.x, returns="array")
