"""Wrong submissions: the solutions with one place edited, graded and explained."""

import shutil
from pathlib import Path
from unittest.mock import patch

from grader.exam import Exam
from grader.exam.hidden import SOLUTIONS
from grader.exam.reference import Reference, reference_at
from grader.explain.advice import Advice
from grader.explain.evidence import Budget
from grader.marking.grade import grade
from grader.report.result import CheckResult, Report
from grader.sandbox.nursery import Nursery


def edited(folder: Path, stem: str, right: str, wrong: str) -> Path:
    """A copy of the solutions in `folder`, in which the text `right`, which is there once, has become `wrong`."""
    for path in SOLUTIONS.glob("*.py"):
        shutil.copy(path, folder)
    path = folder / f"{stem}.py"
    text = path.read_text(encoding="utf-8")
    assert text.count(right) == 1, f"{right!r} is in {stem}.py {text.count(right)} times"
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    return folder


def explained(path: Path, exam: Exam, nursery: Nursery, reference: Reference | None = None) -> Report:
    """The report on the submission at `path`, with the solutions at hand if no other `reference` is.

    The smallest case, its story and its frames alone: what else is explained has tests of its own. There is time
    enough: a busy machine makes no test fail.
    """
    with (
        patch("grader.explain.evidence.Budget", lambda: Budget(600)),
        patch.multiple("grader.explain.explain", named=_nothing, forward_first=_no_advice, _seen=_no_sentences),
    ):
        return grade(path, exam, nursery, reference=reference or reference_at())


def _no_advice(*_anything: object) -> dict[str, Advice]:
    return {}


def _nothing(*_evidence: object) -> None:
    """Nothing to say."""


def _no_sentences(*_evidence: object) -> tuple[str, ...]:
    return ()


def failed_checks(report: Report) -> dict[str, CheckResult]:
    """The checks whose faults are told, by name."""
    checks = [check for exercise in report.exercises for check in exercise.checks]
    return {check.name: check for check in checks if check.status in ("failed", "error", "timeout")}
