"""Explanations come when all marks are given, say each fault once, and never cost anybody anything."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.exam.reference import Reference
from grader.explain import evidence
from grader.marking.grade import grade
from grader.report.as_text import as_text
from grader.report.result import CheckResult, Report
from grader.sandbox.nursery import Nursery
from tests.misconceptions.catalogues import MODELS, solution_of

FORWARD = "conv_forward_naive"
Explained = Callable[..., Report]


@pytest.fixture
def explained(
    exam: Exam, nursery: Nursery, tmp_path: Path, ask_only: Callable[[Iterable[str]], None]
) -> Callable[..., Report]:
    """`explained(names)`: the report of conv.py with these misconceptions about the forward in it."""
    ask_only([FORWARD])

    def run(*names: str, reference: Reference | None = None, explained: bool = True) -> Report:
        models = {model.name: model for model in MODELS if model.of == FORWARD}
        source = solution_of(models[names[0]])
        for name in names:
            source = models[name].source(source)
        (tmp_path / "conv.py").write_text(source, encoding="utf-8")
        return grade(tmp_path, exam, nursery, reference=reference, explained=explained)

    return run


def failed(report: Report) -> list[CheckResult]:
    return [check for check in report.exercises[0].checks if check.status == "failed"]


def marks(report: Report) -> list[tuple[str, str, float]]:
    return [(check.name, check.status, check.score) for check in report.exercises[0].checks]


def test_the_marks_are_the_same_with_explanations_and_without(explained: Explained) -> None:
    for names in (["stride_ignored"], ["bias_forgotten", "stride_ignored"]):
        assert marks(explained(*names)) == marks(explained(*names, reference=Reference()))


def test_marks_alone_are_the_same_and_nothing_is_asked_for_them(
    explained: Explained, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = marks(explained("stride_ignored"))
    monkeypatch.setattr("grader.marking.grade._explained", None)
    report = explained("stride_ignored", reference=Reference(), explained=False)
    assert marks(report) == expected
    assert all(check.counterexample and not check.misconception for check in failed(report))


def test_one_misconception_is_explained_once(explained: Explained) -> None:
    first, *others = failed(explained("stride_ignored", reference=Reference()))
    assert first.story
    assert first.picture is not None
    assert others
    for check in others:
        assert (check.misconception, check.same_as) == ("stride_ignored", first.title)
        assert not check.story


def test_two_misconceptions_are_explained_each_where_it_shows(explained: Explained) -> None:
    checks = failed(explained("bias_forgotten", "stride_ignored", reference=Reference()))
    assert {check.misconception for check in checks} == {"bias_forgotten and stride_ignored"}
    beliefs = {check.name: check.belief for check in checks}
    assert beliefs["bias"] != beliefs["stride"]


def test_without_solutions_one_is_named_and_two_are_not(explained: Explained) -> None:
    assert {check.misconception for check in failed(explained("stride_ignored"))} == {"stride_ignored"}
    assert {check.misconception for check in failed(explained("bias_forgotten", "stride_ignored"))} == {None}


def test_a_fault_in_our_own_explaining_costs_no_mark(explained: Explained, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_evidence: object) -> None:
        raise KeyError("dx")

    expected = marks(explained("stride_ignored"))
    monkeypatch.setattr("grader.explain.explain.named", failing)
    report = explained("stride_ignored", reference=Reference())
    assert marks(report) == expected
    assert report.trouble[0] == "conv_forward_naive could not be explained:"
    assert report.trouble[-1] == "KeyError: 'dx'"
    assert "smallest case:" in as_text(report)  # of the exam


def test_when_the_time_is_up_the_exam_s_cases_are_told(explained: Explained, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence.Budget, "is_spent", True)
    checks = failed(explained("bias_forgotten", "stride_ignored", reference=Reference()))
    assert checks
    assert all(check.counterexample and not check.seen and not check.misconception for check in checks)


HUGE = """
import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    return np.zeros((1, 1, 200, 300)), (x, w, b, conv_param)
"""


def test_far_too_large_answers_are_neither_kept_nor_explained(
    exam: Exam, nursery: Nursery, tmp_path: Path, ask_only: Callable[[Iterable[str]], None]
) -> None:
    ask_only([FORWARD])
    (tmp_path / "conv.py").write_text(HUGE, encoding="utf-8")
    report = grade(tmp_path, exam, nursery, reference=Reference())
    (check, *_others) = failed(report)
    assert "out.shape is (1, 1, 200, 300)" in check.message
    assert not check.seen
    assert not report.trouble


def test_an_answer_to_a_fresh_case_that_is_too_large_ends_the_explaining(
    explained: Explained, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.explain.moderate.MOST", 3)
    report = explained("stride_ignored", reference=Reference())
    assert marks(report) == marks(explained("stride_ignored"))
    assert not any(check.story for check in failed(report))
    assert not report.trouble
