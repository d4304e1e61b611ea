"""Mark: hold the answers against the expected ones, check by check. Pure: nothing of a submission runs here."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from grader.answer import Answer, Expected
from grader.case import Array, Case
from grader.compare import Mismatch
from grader.escape import printable_lines
from grader.exam import Item
from grader.exercise import Check, Exercise, Question
from grader.failure import Failure, StudentFailure
from grader.language import _
from grader.marking.sit import Answered
from grader.report.result import CheckResult, CheckStatus, ExerciseResult, ExerciseStatus

SMALL = 16  # arrays with at most so many numbers are shown whole

_STATUS_OF_FAILURE: dict[str, CheckStatus] = {
    "missing": "skipped",
    "not_implemented": "error",
    "unloadable": "error",
    "raised": "error",
    "bad_return": "failed",
    "timeout": "timeout",
    "crashed": "error",
    "signature": "error",
}


@dataclass(frozen=True)
class Fault:
    """Why a check fails on one case.

    Where a value is not the expected one, `about` is its name, and `at` the first element of it that differs.
    """

    item: Item
    answer: Answer
    status: CheckStatus
    message: str
    failure: Failure | None = None
    hint: str = ""  # a better next step than the check's
    about: str = ""
    at: tuple[int, ...] | None = None

    @property
    def case(self) -> Case:
        """The case that it fails on."""
        return self.item.case


@dataclass(frozen=True)
class Failed:
    """A check that failed, the question whose answers it looked at, and the faults found, smallest case first.

    The first of the `faults` is the one that is told.
    """

    check: Check
    answered: Answered
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Marking:
    """The marks of one exercise, and what is known of each fault that is told, in the order of the rubric."""

    result: ExerciseResult
    failed: tuple[Failed, ...] = ()


def mark(exercise: Exercise, sitting: list[Answered], printed: bytes = b"") -> Marking:
    """The marks of one exercise.

    Each fault is told once: a check is skipped when one that it comes `after` has not passed, and when all that is
    wrong with it has been told by a former check about the same cases.
    """
    lines = tuple(printable_lines(printed.decode("utf-8", "replace").rstrip("\n"))) if printed else ()
    absent = _absent(exercise, sitting)
    if absent is not None:
        checks = tuple(_result(check, "skipped") for check in exercise.checks)
        status: ExerciseStatus = "missing" if absent.kind == "missing" else "not_implemented"
        if absent.kind == "unloadable":
            status = "error"
        sentence, raised = absent.sentence(), absent.raised()
        return Marking(
            ExerciseResult(exercise.name, exercise.stem, 0.0, exercise.points, status, checks, sentence, lines, raised)
        )
    so_far = _Told()
    checks = tuple(_mark_check(check, answered, so_far) for answered in sitting for check in answered.question.checks)
    result = ExerciseResult(
        exercise.name,
        exercise.stem,
        sum(check.score for check in checks),
        exercise.points,
        _status(checks, so_far),
        checks,
        printed=lines,
    )
    return Marking(result, tuple(so_far.failed))


def told(result: CheckResult, check: Check, question: Question, fault: Fault) -> CheckResult:
    """`result`, telling this fault."""
    return replace(
        result,
        status=fault.status,
        message=fault.message,
        counterexample=fault.case.dims,
        arrays=_small_arrays(fault, question),
        hint=fault.hint or _(check.hint),
        raised=fault.failure.raised() if fault.failure else None,
    )


def not_marked(exercise: Exercise, sentence: str) -> ExerciseResult:
    """The exercise's result when our own machinery failed: no mark is given, and nobody is blamed."""
    checks = tuple(_result(check, "machinery") for check in exercise.checks)
    return ExerciseResult(exercise.name, exercise.stem, 0.0, exercise.points, "machinery", checks, sentence)


class _Told:
    """What has been told so far: why checks have not passed, and which faults of which cases are known."""

    def __init__(self) -> None:
        self.behind: dict[str, str] = {}  # check that has not passed -> title of the check that tells why
        self.faulty_cases: dict[int, str] = {}  # id of the case -> title of the check that told it
        self.failures: dict[tuple[str, str], str] = {}  # (kind, type of exception) -> title
        self.first: Failure | None = None
        self.failed: list[Failed] = []

    def by(self, fault: Fault) -> str | None:
        if id(fault.case) in self.faulty_cases:
            return self.faulty_cases[id(fault.case)]
        return self.failures.get(_signature(fault.failure)) if fault.failure else None

    def tell(self, check: Check, answered: Answered, fault: Fault, faults: list[Fault]) -> None:
        others = [other for other in faults if other is not fault]
        self.failed.append(Failed(check, answered, (fault, *others)))
        self.behind[check.name] = check.title
        if fault.failure is not None:
            self.first = self.first or fault.failure
            self.failures.setdefault(_signature(fault.failure), check.title)
        for one in faults:
            self.faulty_cases.setdefault(id(one.case), check.title)


def _signature(failure: Failure) -> tuple[str, str]:
    return failure.kind, failure.sentence()


def _absent(exercise: Exercise, sitting: list[Answered]) -> Failure | None:
    """The failure to find the function at all, or a function that only raises NotImplementedError."""
    failures = [answer.failure for answered in sitting for _item, answer in answered.items]
    first = failures[0] if failures else None
    if first is None or first.name.partition(".")[0] != exercise.name:
        return None
    if first.kind in ("missing", "unloadable") or first.facts.get("stub"):
        return first
    if all(failure is not None and failure.kind == "not_implemented" for failure in failures):
        return first
    return None


def _mark_check(check: Check, answered: Answered, so_far: _Told) -> CheckResult:
    waits_for = [so_far.behind[former.name] for former in check.after if former.name in so_far.behind]
    if waits_for:
        return _waiting(check, waits_for[0], so_far)
    faults = list(_faults(check, answered))
    if not faults:
        return _result(check, "passed")
    news = [fault for fault in faults if so_far.by(fault) is None]
    if not news:
        return _waiting(check, so_far.by(faults[0]) or check.title, so_far)
    fault = news[0]
    so_far.tell(check, answered, fault, faults)
    return told(_result(check, fault.status), check, answered.question, fault)


def _waiting(check: Check, title: str, so_far: _Told) -> CheckResult:
    """The check is skipped, and so is what waits for it: all point to the one that tells what is wrong."""
    so_far.behind[check.name] = title
    return _waits(check, title)


def _faults(check: Check, answered: Answered) -> Iterator[Fault]:
    for item, answer in answered.items:
        if not answer.is_reference and check.on(item.case):
            fault = fault_of(check, item, answer)
            if fault is not None:
                yield fault


def fault_of(check: Check, item: Item, answer: Answer) -> Fault | None:
    """What `check` has to say against an answer, whether or not it looks at such cases."""
    try:
        check.judge(item.case, answer, item.expected or Expected({}))
    except Mismatch as mismatch:
        return Fault(item, answer, "failed", str(mismatch), hint=mismatch.hint, about=mismatch.about, at=mismatch.at)
    except StudentFailure as failed:
        failure = failed.failure
        return Fault(item, answer, _STATUS_OF_FAILURE[failure.kind], failure.sentence(), failure, failure.hint())
    return None


def _status(checks: tuple[CheckResult, ...], so_far: _Told) -> ExerciseStatus:
    first = next((check for check in checks if check.status not in ("passed", "skipped")), None)
    if first is None:
        return "passed" if all(check.status == "passed" for check in checks) else "failed"
    if first.status == "timeout":
        return "timeout"
    if first.status == "error":
        return "crashed" if so_far.first is not None and so_far.first.kind == "crashed" else "error"
    return "failed"


def _result(check: Check, status: CheckStatus, message: str = "") -> CheckResult:
    score = check.points if status == "passed" else 0.0
    return CheckResult(check.name, _(check.title), score, check.points, status, message)


def _waits(check: Check, title: str) -> CheckResult:
    """The result of a check that is not told, since the one with this `title` has been."""
    return _result(check, "skipped", _('Waits for "{title}"').format(title=_(title)))


def _small_arrays(fault: Fault, question: Question) -> dict[str, str]:
    """What was asked with, then what came back and what should have, where it is small."""
    asked = {name: getattr(fault.case, name) for name in question.shows}
    return {**_as_text(asked), **_odd_dicts(fault.case), **_as_text(_returned(fault))}


def _odd_dicts(case: Case) -> dict[str, str]:
    """The dicts that were asked with, where their keys come in another order than anybody would write them in."""
    if not getattr(case, "reversed_keys", 0):
        return {}
    return {name: json.dumps(value) for name, value in case.arguments.items() if isinstance(value, dict)}


def _returned(fault: Fault) -> dict[str, Array]:
    """The wrong array and the right one, unless the message says all of it."""
    if fault.item.expected is None or fault.about not in fault.item.expected.values:
        return {}
    got, want = fault.answer.values.get(fault.about), fault.item.expected.values[fault.about]
    if (
        not isinstance(got, np.ndarray)
        or not isinstance(want, np.ndarray)
        or got.size == 0
        or got.size == want.size == 1
    ):
        return {}
    yours, expected = _("your {name}"), _("expected {name}")
    return {yours.format(name=fault.about): _rounded(got), expected.format(name=fault.about): _rounded(want)}


def _rounded(array: Array) -> Array:
    """With as many digits as a message has: what rounding adds behind them tells nothing."""
    if array.size > SMALL:
        return array  # which is not shown
    return np.array([float(f"{value:.10g}") for value in array.flat]).reshape(array.shape)


def _as_text(arrays: Mapping[str, Array]) -> dict[str, str]:
    """All of them as nested lists, or none if one is large."""
    if any(array.size > SMALL or max(array.shape, default=0) > SMALL for array in arrays.values()):
        return {}
    return {name: str(array.tolist()).replace(".0,", ",").replace(".0]", "]") for name, array in arrays.items()}
