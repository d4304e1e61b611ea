"""Which cases fail: the simplest sentence that is true of all, and a weaker one where the evidence is thin."""

from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest

from grader.answer import Answer
from grader.case import Case, ConvCase, LayerCase, PoolCase
from grader.exam import Item
from grader.explain.seen.fresh import fresh_cases
from grader.explain.seen.sight import Sight
from grader.explain.seen.traits import sizes_of
from grader.explain.seen.when import when
from grader.failure import Failure
from grader.marking.mark import Fault

Fails = Callable[[Any], bool]

_RAISED = Failure("raised", "f")  # which no number can hide


def sights(fails: Fails, kind: type[Case] = ConvCase, number: int = 180, seed: int = 3) -> list[Sight]:
    """Fresh cases, of which those fail that `fails` says."""
    found = []
    for case in islice(fresh_cases(kind, False, seed), number):
        item, answer = Item(case, None), Answer({})
        found.append(Sight(item, answer, Fault(item, answer, "error", "", _RAISED) if fails(case) else None))
    return found


def said(fails: Fails, kind: type[Case] = ConvCase, number: int = 320) -> str:
    statement = when(sights(fails, kind, number))
    assert statement is not None
    assert all(map(statement.holds, sights(fails, kind, 200, seed=4)))
    return statement.text


@pytest.mark.parametrize(
    ("fails", "text"),
    [
        (lambda case: True, "It fails on every case."),
        (lambda case: case.pad == 0, "It fails exactly when pad = 0."),
        (lambda case: case.b.any(), "It fails exactly when b is not all zeros."),
        (lambda case: case.dims["HH"] != case.dims["WW"], "It fails exactly when HH ≠ WW."),
        (lambda case: case.pad and case.stride > 1, "It fails exactly when pad > 0 and stride > 1."),
        (lambda case: case.pad or case.dims["C"] > 1, "It fails exactly when pad > 0, or C > 1."),
        (
            lambda case: case.pad and case.stride > 1 and case.dims["N"] > 1,
            "It fails exactly when pad > 0 and stride > 1 and N > 1.",
        ),
        (
            lambda case: sizes_of(case)["rest of H"] or sizes_of(case)["rest of W"],
            "It fails exactly when the stride doesn't divide (rows or columns are left over).",
        ),
        (
            lambda case: case.stride > 1 and int(case.x[0, 0, 0, 0] * 64) % 2,
            "It fails only when stride > 1 (not always then).",
        ),
    ],
)
def test_the_simplest_true_sentence_is_said(fails: Fails, text: str) -> None:
    assert said(fails) == text


def test_pooling_is_spoken_of_in_its_own_words() -> None:
    assert said(lambda case: case.pool_height != case.pool_width, PoolCase) == (
        "It fails exactly when pool_height ≠ pool_width."
    )


def test_what_no_size_decides_is_counted_roughly() -> None:
    text = said(lambda case: int(case.x[0, 0, 0, 0] * 64) % 2 == 1)
    assert text == (
        "It fails on some of the cases. No single one of pad, stride, N, C, F, b, HH, WW decides which cases fail."
    )


def test_a_few_failures_are_no_evidence_for_more_than_their_number() -> None:
    assert said(lambda case: case.dims["N"] == case.dims["C"] == 2 and case.pad == 2).startswith("It fails on ")


def test_of_few_failing_cases_it_is_not_said_that_all_such_cases_fail() -> None:
    statement = when(sights(lambda case: case.pad > 0, number=90))
    assert statement is not None
    assert statement.text == "It fails only when pad > 0."


def test_few_cases_are_no_evidence_either() -> None:
    statement = when(sights(lambda case: case.pad > 0, number=15))
    assert statement is not None
    assert statement.is_weak


def test_nothing_is_said_where_nothing_fails_or_no_trait_is_known() -> None:
    assert when(sights(lambda case: False)) is None
    item, answer = Item(LayerCase(1, 1, 1), None), Answer({})
    assert when([Sight(item, answer, Fault(item, answer, "failed", ""))] * 50) is None


def test_a_sentence_that_is_not_true_of_a_case_does_not_hold() -> None:
    statement = when(sights(lambda case: case.pad == 0))
    assert statement is not None
    assert not any(map(statement.holds, sights(lambda case: case.pad > 0)))
