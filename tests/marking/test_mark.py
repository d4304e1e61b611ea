"""Marks: partial credit, each fault told once on its smallest case, and statuses that blame the right one."""

from typing import Any, cast

import numpy as np
import pytest

from grader.answer import Implementation
from grader.case import Array
from grader.exercise import Exercise
from grader.failure import Failure, StudentFailure
from grader.marking.mark import mark, not_marked
from grader.marking.sit import sit
from grader.report.result import CheckResult, ExerciseResult
from tests.marking.fakes import Code, case, double, doubling, exam_of


def marked(function: Any, exercise: Exercise | None = None, printed: bytes = b"") -> ExerciseResult:
    """The marks of `function` as `double`."""
    exercise = exercise or doubling()
    code = cast(Implementation, Code(double=function))
    return mark(exercise, sit(exercise, exam_of(exercise), code), printed).result


def check(result: ExerciseResult, name: str) -> CheckResult:
    (found,) = (check for check in result.checks if check.name == name)
    return found


def statuses(result: ExerciseResult) -> dict[str, str]:
    return {check.name: check.status for check in result.checks}


def wrong_where(condition: Any) -> Any:
    """`double`, but 0 for the x that fulfil the condition."""
    return lambda x: (0 * x if condition(x) else 2 * x, x)


def raising_where(condition: Any, failure: Failure) -> Any:
    def function(x: Array) -> tuple[Array, Array]:
        if condition(x):
            raise StudentFailure(failure)
        return double(x)

    return function


def raised(message: str) -> Failure:
    return Failure("raised", "double", {"type": "ValueError", "message": message})


def test_a_right_answer_to_everything_earns_all_points() -> None:
    result = marked(double)
    assert (result.score, result.max_score, result.status, result.message) == (10, 10, "passed", "")
    assert set(statuses(result).values()) == {"passed"}
    assert [check.score for check in result.checks] == [1, 4, 3, 2]
    assert all(check.counterexample is None and check.hint is None and not check.message for check in result.checks)


def test_a_fault_in_one_feature_costs_the_points_of_that_check_alone() -> None:
    result = marked(wrong_where(lambda x: x[0] in (-2, -7)))
    assert statuses(result) == {"shape": "passed", "plain": "passed", "negative": "failed", "rest": "passed"}
    assert (result.score, result.status) == (7, "failed")


def test_a_failed_check_tells_of_its_smallest_case() -> None:
    failed = check(marked(wrong_where(lambda x: np.any(x < 0))), "negative")
    assert failed.message == "out[0] is 0, expected -4."
    assert failed.counterexample == {"size": 1, "first": -2}
    assert failed.arrays == {"x": "[-2]"}
    assert failed.hint == "And -1?"
    assert (failed.score, failed.max_score, failed.title) == (0, 3, "Negative numbers.")


def test_the_smallest_case_is_one_that_fails() -> None:
    failed = check(marked(wrong_where(lambda x: x[0] == -7)), "negative")
    assert failed.counterexample == {"size": 2, "first": -7}


def test_a_returned_array_stands_beside_the_expected_one() -> None:
    failed = check(marked(wrong_where(lambda x: x.size > 1)), "plain")
    assert failed.arrays == {"x": "[3, 4]", "your out": "[0, 0]", "expected out": "[6, 8]"}


def test_a_fault_says_which_element_of_what_is_wrong() -> None:
    exercise, code = doubling(), cast(Implementation, Code(double=wrong_where(lambda x: x.size > 1)))
    failed, *_others = mark(exercise, sit(exercise, exam_of(exercise), code)).failed
    assert (failed.faults[0].about, failed.faults[0].at) == ("out", (0,))


def test_a_large_array_is_not_shown() -> None:
    exercise = doubling()
    cases = (case(1.0), case(-2.0, traits="negative"), case(*range(1, 18), traits="large"))
    code = cast(Implementation, Code(double=wrong_where(lambda x: x.size > 2)))
    failed = check(mark(exercise, sit(exercise, exam_of(exercise, cases), code)).result, "rest")
    assert failed.counterexample == {"size": 17, "first": 1}
    assert failed.arrays == {}


def test_a_check_waits_for_one_that_it_comes_after() -> None:
    result = marked(wrong_where(lambda x: x[0] == 3))
    assert statuses(result) == {"shape": "passed", "plain": "failed", "negative": "skipped", "rest": "passed"}
    waiting = check(result, "negative")
    assert waiting.message == 'Waits for "Small numbers."'
    assert (waiting.score, waiting.hint, waiting.counterexample) == (0, None, None)


def test_a_check_that_comes_after_a_waiting_one_waits_for_what_that_waits_for() -> None:
    exercise = doubling()
    negative = exercise.checks[2]
    exercise.questions[0].check(1, after=(negative,), hint="-", name="last", title="Last.")(negative.judge)
    result = marked(wrong_where(lambda x: x[0] == 3), exercise)
    assert statuses(result)["last"] == "skipped"
    assert check(result, "negative").message == check(result, "last").message == 'Waits for "Small numbers."'


def test_one_fault_is_told_once() -> None:
    result = marked(lambda x: (2 * x[:, None], x))
    assert statuses(result) == {"shape": "failed", "plain": "skipped", "negative": "skipped", "rest": "skipped"}
    assert check(result, "rest").message == 'Waits for "`out` has the shape of x."'
    assert result.score == 0


def test_a_new_fault_is_told_beside_an_old_one_on_its_own_smallest_case() -> None:
    # the shape is wrong for one case, the numbers for two others
    def function(x: Array) -> tuple[Array, Array]:
        return (2 * x[:, None], x) if x[0] == 5 else (0 * x if x[0] == -9 else 2 * x, x)

    result = marked(function)
    assert statuses(result) == {"shape": "failed", "plain": "passed", "negative": "passed", "rest": "failed"}
    assert check(result, "shape").counterexample == {"size": 2, "first": 5}
    assert check(result, "rest").counterexample == {"size": 3, "first": -9}
    assert result.score == 7


def test_the_same_exception_is_told_once_whatever_the_case() -> None:
    result = marked(raising_where(lambda x: x[0] in (-2, 5), raised("no")))
    assert statuses(result) == {"shape": "error", "plain": "passed", "negative": "skipped", "rest": "skipped"}
    assert check(result, "shape").message == "double raised ValueError: no."


def test_another_exception_is_told_too() -> None:
    def function(x: Array) -> tuple[Array, Array]:
        if x.size > 1:
            raise StudentFailure(raised(f"of {x[0]:g}"))
        return double(x)

    exercise = doubling()
    exercise.questions[0].checks.pop(0)  # the shape, which looks at every case
    result = marked(function, exercise)
    assert check(result, "plain").message == "double raised ValueError: of 3."
    assert statuses(result) == {"plain": "error", "negative": "skipped", "rest": "error"}
    assert check(result, "rest").message == "double raised ValueError: of 5."


def test_the_next_step_after_a_failure_is_about_the_failure() -> None:
    failure = raised("no")
    failed = check(marked(raising_where(lambda _x: True, failure)), "shape")
    assert failed.hint == failure.hint() != "Look at x.shape."


FAILURES = [
    (raised("no"), "error", "error"),
    (Failure("bad_return", "double", {"what": "none"}), "failed", "failed"),
    (Failure("timeout", "double", {"seconds": 5.0}), "timeout", "timeout"),
    (Failure("timeout", "double", {"whole": "the exercise"}), "timeout", "timeout"),
    (Failure("crashed", "double", {"how": "ended its process by signal 11"}), "error", "crashed"),
    (Failure("unloadable", "other", {"path": "a.py", "outcome": "it is broken"}), "error", "error"),
    (Failure("not_implemented", "other", {}), "error", "error"),
]


@pytest.mark.parametrize(("failure", "of_check", "of_exercise"), FAILURES, ids=[str(row[0].kind) for row in FAILURES])
def test_a_failure_has_the_status_of_its_kind(failure: Failure, of_check: str, of_exercise: str) -> None:
    result = marked(raising_where(lambda x: x.size > 1, failure))
    assert check(result, "shape").status == of_check
    assert result.status == of_exercise
    assert check(result, "shape").message == failure.sentence()


def test_the_status_is_that_of_the_first_check_that_failed() -> None:
    def function(x: Array) -> tuple[Array, Array]:
        if x[0] == -9:
            raise StudentFailure(FAILURES[2][0])
        return (0 * x, x) if x[0] == 3 else double(x)

    exercise = doubling()
    exercise.questions[0].checks.pop(0)
    result = marked(function, exercise)
    assert statuses(result) == {"plain": "failed", "negative": "skipped", "rest": "timeout"}
    assert result.status == "failed"


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (Failure("missing", "double", {"similar": "duoble"}), "missing"),
        (Failure("not_implemented", "double", {"stub": True}), "not_implemented"),
        (Failure("not_implemented", "double", {}), "not_implemented"),
        (Failure("unloadable", "double", {"path": "arith.py", "type": "SyntaxError"}), "error"),
        (Failure("missing", "double.forward", {}), "missing"),
    ],
    ids=["missing", "stub", "raises NotImplementedError", "unloadable", "method"],
)
def test_an_absent_function_is_told_once_for_the_exercise(failure: Failure, status: str) -> None:
    result = marked(raising_where(lambda _x: True, failure), printed=b"hello\n")
    assert (result.status, result.score, result.max_score) == (status, 0, 10)
    assert result.message == failure.sentence()
    assert set(statuses(result).values()) == {"skipped"}
    assert not any(check.message for check in result.checks)
    assert result.printed[0] == "hello"


def test_a_branch_that_is_not_written_yet_costs_its_own_checks() -> None:
    result = marked(raising_where(lambda x: x[0] == -9, Failure("not_implemented", "double", {})))
    assert statuses(result) == {"shape": "error", "plain": "passed", "negative": "passed", "rest": "skipped"}
    assert result.score == 7


def test_an_exercise_in_which_nothing_passed_has_not_passed() -> None:
    # what is missing is another function than the exercise's
    result = marked(raising_where(lambda _x: True, Failure("missing", "other", {})))
    assert result.score == 0
    assert result.status == "failed"


def test_what_was_printed_is_kept_apart_and_made_safe() -> None:
    result = marked(double, printed="한\x1b[31m\r\n\xff".encode() + b"\xff\x00" + b"x" * 5000)
    assert result.printed[0] == "한\\x1b[31m\\r"
    assert result.printed[1].startswith("ÿ�\\x00xxx")
    assert result.printed[-1] == "…"
    assert sum(map(len, result.printed)) < 2100
    assert (result.status, result.message) == ("passed", "")


def test_without_prints_there_are_no_lines() -> None:
    assert marked(double).printed == ()


def test_our_own_failure_gives_no_mark_and_blames_nobody() -> None:
    result = not_marked(doubling(), "the nursery has gone")
    assert (result.status, result.message, result.score, result.max_score) == (
        "machinery",
        "the nursery has gone",
        0,
        10,
    )
    assert set(statuses(result).values()) == {"machinery"}
    assert [check.max_score for check in result.checks] == [1, 4, 3, 2]
