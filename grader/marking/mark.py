"""Mark: hold the answers against the expected ones, check by check. Pure: nothing of a submission runs here."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.answer import Answer, Expected
from grader.case import Case
from grader.compare import Mismatch
from grader.escape import printable_lines
from grader.exam import Item
from grader.exercise import Check, Exercise
from grader.failure import Failure, StudentFailure
from grader.marking.sit import Answered
from grader.report.result import CheckResult, CheckStatus, ExerciseResult, ExerciseStatus

SMALL = 12  # arrays with at most so many numbers are shown whole

_STATUS_OF_FAILURE: dict[str, CheckStatus] = {
    "missing": "skipped",
    "not_implemented": "error",
    "unloadable": "error",
    "raised": "error",
    "bad_return": "failed",
    "timeout": "timeout",
    "crashed": "error",
}


@dataclass(frozen=True)
class Fault:
    """Why a check fails on one case."""

    case: Case
    status: CheckStatus
    message: str
    failure: Failure | None = None
    hint: str = ""  # a better next step than the check's


def mark(exercise: Exercise, sitting: list[Answered], printed: bytes = b"") -> ExerciseResult:
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
        return ExerciseResult(
            exercise.name, exercise.stem, 0.0, exercise.points, status, checks, sentence, lines, raised
        )
    told = _Told()
    checks = tuple(_mark_check(check, answered, told) for answered in sitting for check in answered.question.checks)
    return ExerciseResult(
        exercise.name,
        exercise.stem,
        sum(check.score for check in checks),
        exercise.points,
        _status(checks, told),
        checks,
        printed=lines,
    )


def not_marked(exercise: Exercise, sentence: str) -> ExerciseResult:
    """The exercise's result when our own machinery failed: no mark is given, and nobody is blamed."""
    checks = tuple(_result(check, "machinery") for check in exercise.checks)
    return ExerciseResult(exercise.name, exercise.stem, 0.0, exercise.points, "machinery", checks, sentence)


class _Told:
    """What has been told so far: which checks have not passed, and which faults of which cases are known."""

    def __init__(self) -> None:
        self.not_passed: dict[str, CheckResult] = {}
        self.faulty_cases: dict[int, str] = {}  # id of the case -> title of the check that told it
        self.failures: dict[tuple[str, str], str] = {}  # (kind, type of exception) -> title
        self.first: Failure | None = None

    def by(self, fault: Fault) -> str | None:
        if id(fault.case) in self.faulty_cases:
            return self.faulty_cases[id(fault.case)]
        return self.failures.get(_signature(fault.failure)) if fault.failure else None

    def tell(self, check: Check, fault: Fault, faults: list[Fault]) -> None:
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


def _mark_check(check: Check, answered: Answered, told: _Told) -> CheckResult:
    waits_for = [former.title for former in check.after if former.name in told.not_passed]
    if waits_for:
        result = _result(check, "skipped", f'Waits for "{waits_for[0]}"')
        told.not_passed[check.name] = result
        return result
    faults = list(_faults(check, answered))
    if not faults:
        return _result(check, "passed")
    news = [fault for fault in faults if told.by(fault) is None]
    if not news:
        result = _result(check, "skipped", f'Waits for "{told.by(faults[0])}"')
    else:
        fault = news[0]
        told.tell(check, fault, faults)
        result = CheckResult(
            check.name,
            check.title,
            0.0,
            check.points,
            fault.status,
            fault.message,
            fault.case.dims,
            _small_arrays(fault.case, answered.question.shows),
            hint=fault.hint or check.hint,
            raised=fault.failure.raised() if fault.failure else None,
        )
    told.not_passed[check.name] = result
    return result


def _faults(check: Check, answered: Answered) -> Iterator[Fault]:
    for item, answer in answered.items:
        if not answer.is_reference and check.on(item.case):
            fault = _fault(check, item, answer)
            if fault is not None:
                yield fault


def _fault(check: Check, item: Item, answer: Answer) -> Fault | None:
    try:
        check.judge(item.case, answer, item.expected or Expected({}))
    except Mismatch as mismatch:
        return Fault(item.case, "failed", str(mismatch), hint=mismatch.hint)
    except StudentFailure as failed:
        failure = failed.failure
        return Fault(item.case, _STATUS_OF_FAILURE[failure.kind], failure.sentence(), failure, failure.hint())
    return None


def _status(checks: tuple[CheckResult, ...], told: _Told) -> ExerciseStatus:
    first = next((check for check in checks if check.status not in ("passed", "skipped")), None)
    if first is None:
        return "passed" if all(check.status == "passed" for check in checks) else "failed"
    if first.status == "timeout":
        return "timeout"
    if first.status == "error":
        return "crashed" if told.first is not None and told.first.kind == "crashed" else "error"
    return "failed"


def _result(check: Check, status: CheckStatus, message: str = "") -> CheckResult:
    score = check.points if status == "passed" else 0.0
    return CheckResult(check.name, check.title, score, check.points, status, message)


def _small_arrays(case: Case, names: tuple[str, ...]) -> dict[str, str]:
    arrays = {name: getattr(case, name) for name in names}
    if any(array.size > SMALL for array in arrays.values()):
        return {}
    return {name: str(array.tolist()).replace(".0,", ",").replace(".0]", "]") for name, array in arrays.items()}
