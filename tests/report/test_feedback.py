"""`hint` and `score` keep from a report what a submission might smuggle out in it; the marks stay as they are."""

import dataclasses
import json

import pytest

from grader.report.as_json import as_json
from grader.report.as_text import as_text
from grader.report.feedback import FEEDBACKS, Feedback, fed_back
from grader.report.result import Report
from tests.report.reports import MIXED, exercise, failed, passed, report, skipped
from tests.report.test_as_json import has_form, read

CHOSEN = "5.0625"
WITHHELD: list[Feedback] = ["hint", "score"]

TOLD = report(
    exercise(
        "im2col",
        "failed",
        passed(),
        failed(
            message=f"out[0] is {CHOSEN}, expected 1.",
            counterexample={"N": 1, CHOSEN: 2},
            arrays={"x": CHOSEN},
            misconception="pads_with_edge_values",
        ),
        failed("late", f"im2col raised ValueError: {CHOSEN}.", status="error", raised="ValueError"),
        failed("own", f"im2col raised E{CHOSEN}.", status="error", raised=f"E{CHOSEN}", hint=None),
        failed("slow", "im2col did not finish within 5 s.", status="timeout"),
        skipped(),
        printed=(CHOSEN, "b"),
    ),
    exercise("a", "missing", message=f'a is not defined in any of the files. There is a "a{CHOSEN}": is that the one?'),
    exercise("b", "error", message=f"b.py could not be loaded: SyntaxError: {CHOSEN}.", raised="SyntaxError"),
    exercise("c", "not_implemented", message=f"c still raises NotImplementedError (c.py, line 1: `{CHOSEN}`)."),
    exercise("d", "machinery", message="no more {processes}"),
    notes=("Links are not followed: a.py.",),
    duration_s=5.0625,
)


def test_full_is_all_of_it() -> None:
    assert fed_back(TOLD, "full") is TOLD


@pytest.mark.parametrize("feedback", WITHHELD)
def test_nothing_that_a_submission_chose_is_left(feedback: Feedback) -> None:
    told = fed_back(TOLD, feedback)
    assert CHOSEN in as_text(TOLD)
    assert CHOSEN in as_json(TOLD)
    assert CHOSEN not in repr(told) + as_text(told) + as_json(told)
    assert told.duration_s == 0.0
    assert " s\n" not in as_text(told)


@pytest.mark.parametrize("feedback", FEEDBACKS)
@pytest.mark.parametrize("whole", [TOLD, MIXED], ids=["told", "mixed"])
def test_the_marks_stay_as_they_are(whole: Report, feedback: Feedback) -> None:
    def marks(one: Report) -> object:
        checks = [(check.name, check.title, check.score, check.status) for e in one.exercises for check in e.checks]
        return one.score, one.max_score, one.exam, [(e.name, e.score, e.status) for e in one.exercises], checks

    assert marks(fed_back(whole, feedback)) == marks(whole)


@pytest.mark.parametrize("feedback", WITHHELD)
def test_the_fields_keep_their_names_and_are_empty(feedback: Feedback) -> None:
    before, after = read(as_json(TOLD)), read(as_json(fed_back(TOLD, feedback)))
    assert list(after) == list(before)
    for one, other in zip(before["exercises"], after["exercises"], strict=True):
        assert list(one) == list(other)
        assert other["printed"] == []
        for check, withheld in zip(one["checks"], other["checks"], strict=True):
            assert list(check) == list(withheld)
            assert withheld["counterexample"] is None
            assert has_form(withheld, {"message": str, "title": str, "score": float, "status": str})


def test_a_hint_says_what_kind_of_fault_it_is_and_the_next_step() -> None:
    told = fed_back(TOLD, "hint")
    first = told.exercises[0]
    assert [(check.message, check.hint, check.misconception) for check in first.checks] == [
        ("", None, None),
        ("The answer is not the expected one.", "Print your padded image.", "pads_with_edge_values"),
        ("It ended with an error. It raised ValueError.", "Print your padded image.", None),
        ("It ended with an error.", None, None),
        ("It took too long.", "Print your padded image.", None),
        ('Waits for "The padding check."', None, None),
    ]
    assert [one.message for one in told.exercises] == [
        "",
        "a is not defined in any of the files.",
        "It could not be loaded or asked. It raised SyntaxError.",
        "c is not written yet.",
        "no more {processes}",
    ]
    assert told.notes == TOLD.notes


def test_a_score_says_nothing_but_the_score() -> None:
    told = fed_back(TOLD, "score")
    assert {one.message for one in told.exercises} == {""}
    assert {(check.message, check.hint, check.misconception) for one in told.exercises for check in one.checks} == {
        ("", None, None)
    }
    assert told.notes == ()


def test_an_exception_is_named_only_as_python_names_it() -> None:
    for name, kept in [("ZeroDivisionError", True), ("open", False), ("Leak", False), ("", False), (None, False)]:
        check = failed(status="error", raised=name)
        (told,) = fed_back(report(exercise("im2col", "failed", check)), "hint").exercises[0].checks
        assert (told.message == f"It ended with an error. It raised {name}.") is kept
        assert told.raised is None


def test_what_was_fed_back_tells_no_more_when_it_is_fed_back_again() -> None:
    for feedback in WITHHELD:
        once = fed_back(TOLD, feedback)
        assert json.loads(as_json(fed_back(once, "score"))) == json.loads(as_json(fed_back(TOLD, "score")))
        assert dataclasses.replace(fed_back(once, feedback), exercises=()) == dataclasses.replace(once, exercises=())
