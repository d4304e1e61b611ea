"""Lines of a gradebook for the exports, with reports of all kinds and texts that mean harm."""

from collections.abc import Callable, Mapping

from hypothesis import strategies as st

from grader.cohort.hand_in import Student
from grader.exports.suites import Suite, suites
from grader.gradebook.entry import CheckMark, Entry, ExerciseMark
from grader.report.result import CheckResult, ExerciseResult, ExerciseStatus, Report
from tests.report.reports import BOX, DIGEST, MIXED
from tests.report.test_escape import ANYTHING

# The last one breaks out of what it is put into: XML, HTML, CSV, a log, a formula.
HOSTILE = "]]><x a='\"&\x1b[2J\ud800\0\ufffe\u202e\r\n::error::##[group]=cmd|' /C calc'!A0</failure>"

LEE = Student("이민준", "20230001", "minjun@snu.ac.kr", "501")
KIM = Student("Kim, Jane", "20230002", "jane@snu.ac.kr", "502")


def graded(
    id: str = "minjun", *students: Student, score: float = 87.5, report: Report | None = None, **more: object
) -> Entry:
    """A graded hand-in: with the marks of a report, or with a score alone."""
    marks = () if report is None else tuple(map(_mark, report.exercises))
    fields: dict[str, object] = {
        "name": (students or (LEE,))[0].name,
        "score": score if report is None else report.score,
        "max_score": 100.0 if report is None else report.max_score,
        "exercises": marks,
        "exam": DIGEST,
        "content": "abcdef0123",
        "submitted_at": "2026-03-02T23:59:01+09:00",
        "graded_at": "2026-03-03T01:02:03.456+00:00",
        "seconds": 1.5,
    } | more
    return Entry(id, students=students or (LEE,), state="graded", **fields)  # type: ignore[arg-type]


def ungraded(id: str = "jane", *students: Student, state: str = "unusable", **more: object) -> Entry:
    """A hand-in without marks."""
    fields: dict[str, object] = {"name": (students or (KIM,))[0].name, "reason": "It holds no code."} | more
    return Entry(id, students=students or (KIM,), state=state, score=None, max_score=100.0, **fields)  # type: ignore[arg-type]


def suites_of(*pairs: tuple[Entry, Report | None]) -> list[Suite]:
    """Lines with their reports."""
    reports: Mapping[str, Report | None] = {entry.id: report for entry, report in pairs}
    report_of: Callable[[str], Report] = reports.__getitem__  # type: ignore[assignment]
    return list(suites((entry for entry, _report in pairs), report_of))


def _mark(exercise: ExerciseResult) -> ExerciseMark:
    checks = (
        CheckMark(check.name, check.title, check.status, check.score, check.max_score, check.misconception)
        for check in exercise.checks
    )
    return ExerciseMark(exercise.name, exercise.status, exercise.score, exercise.max_score, tuple(checks))


# Reports with any texts at all, made safe before or not.
texts = ANYTHING | st.just(HOSTILE)
worths = st.sampled_from([0.5, 1.0, 1.5, 2.0, 3.0])
STATUSES = ("passed", "failed", "skipped", "error", "timeout", "machinery")


@st.composite
def checks(draw: st.DrawFn) -> CheckResult:
    """A check that says anything."""
    status, worth = draw(st.sampled_from(STATUSES)), draw(worths)
    return CheckResult(
        name=draw(st.sampled_from(["shape", "pad", "stride"])),
        title=draw(texts),
        score=worth if status == "passed" else 0.0,
        max_score=worth,
        status=status,  # type: ignore[arg-type]
        message=draw(texts),
        counterexample=draw(st.none() | st.just({"N": 1})),
        arrays=draw(st.dictionaries(st.just("x"), texts)),
        hint=draw(st.none() | texts),
    )


@st.composite
def exercises(draw: st.DrawFn) -> ExerciseResult:
    """An exercise of some checks."""
    drawn = tuple(draw(st.lists(checks(), min_size=1, max_size=4)))
    score, most = sum(check.score for check in drawn), sum(check.max_score for check in drawn)
    status: ExerciseStatus = "passed" if score == most else "failed"
    printed = tuple(draw(st.lists(texts, max_size=2)))
    return ExerciseResult(draw(st.sampled_from(["im2col", "Conv2d"])), "conv", score, most, status, drawn, "", printed)


reports = st.builds(
    Report,
    submission=texts,
    exercises=st.lists(exercises(), max_size=3).map(tuple),
    exam=st.just(DIGEST),
    isolation=st.just(BOX),
    duration_s=st.sampled_from([0.0, 0.125, 12.3456]),
    notes=st.lists(texts, max_size=2).map(tuple),
)

CLASS = (
    (graded("minjun", LEE, report=MIXED), MIXED),
    (ungraded("jane", KIM), None),
    (ungraded("late", Student("Late"), state="waiting", reason=""), None),
    (ungraded("broken", Student("Broken"), state="machinery", reason="No more processes."), None),
)
