"""The figures of a class, in one pass over its gradebook.

What is kept grows with the checks, and by one small row for each hand-in; no entry is kept.
"""

import heapq
import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from grader.class_page.items import Item
from grader.gradebook.entry import STATES, CheckMark, Entry, ExerciseMark, State
from grader.report.result import ExerciseStatus

BINS = 20
MOST_SLOW = 10

_NOT_WRITTEN: tuple[ExerciseStatus, ...] = ("missing", "not_implemented")
# Added before a score is rounded down into its bin: 0.1 + 0.2 is a little more than 0.3, other sums a little less.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Row:
    """What the table shows of one hand-in: enough to find it, and where its report is."""

    id: str
    name: str
    students: tuple[str, ...]
    sids: tuple[str, ...]
    state: State
    score: float | None
    passed: int  # exercises
    is_late: bool
    submitted_at: str
    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Scores:
    """How the scores of a class lie. `counts` are of BINS equal parts of the points, the end of the last included."""

    mean: float
    median: float
    quartiles: tuple[float, float]
    least: float
    most: float
    deviation: float  # of the class itself, which is no sample of a larger one
    full: int  # hand-ins with all points
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CheckFigures:
    """One line of the rubric. The counts add up to the graded hand-ins; `not_judged` is our own failure."""

    exercise: str
    name: str
    title: str
    max_score: float
    passed: int
    failed: int
    waiting: int
    not_written: int
    not_judged: int
    difficulty: float | None
    discrimination: float | None

    @property
    def count(self) -> int:
        """The hand-ins of which it is known what came of it."""
        return self.passed + self.failed + self.waiting + self.not_written


@dataclass(frozen=True, slots=True)
class ExerciseFigures:
    """One exercise: in how many hand-ins it has all of its points, is not written, or something else."""

    name: str
    max_score: float
    passed: int
    not_written: int
    other: int
    difficulty: float | None
    discrimination: float | None
    checks: tuple[CheckFigures, ...]


@dataclass(frozen=True, slots=True)
class Belief:
    """A misconception, and the rows of those who have it."""

    exercise: str
    name: str
    who: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All of it. Rows are in the order of the gradebook; `slowest` and `who` are places in them."""

    rows: tuple[Row, ...]
    states: dict[State, int]
    max_score: float
    exams: tuple[str, ...]
    scores: Scores | None
    exercises: tuple[ExerciseFigures, ...]
    misconceptions: tuple[Belief, ...]
    slowest: tuple[int, ...]
    late: int

    @property
    def least_understood(self) -> list[CheckFigures]:
        """The checks that somebody fails: those first that most of the hand-ins fail that were asked."""
        failed = [check for one in self.exercises for check in one.checks if check.failed]
        return sorted(failed, key=lambda check: (-check.failed / check.count, check.passed / check.count))

    @property
    def not_graded(self) -> list[Row]:
        """Those that have no marks."""
        return [row for row in self.rows if row.state != "graded"]


def figures(entries: Iterable[Entry]) -> Figures:
    """The figures of a class."""
    tally = _Tally()
    for entry in entries:
        tally.add(entry)
    return tally.figures()


class _CheckTally:
    def __init__(self, title: str, max_score: float) -> None:
        self.title = title
        self.item = Item(max_score)
        self.became = Counter[str]()

    def add(self, mark: CheckMark, exercise: ExerciseMark, total: float) -> None:
        became = _became(mark, exercise)
        self.became[became] += 1
        if became != "not_judged":
            self.item.add(mark.score, total - mark.score)

    def figures(self, exercise: str, name: str) -> CheckFigures:
        return CheckFigures(
            exercise,
            name,
            self.title,
            self.item.max_score,
            passed=self.became["passed"],
            failed=self.became["failed"],
            waiting=self.became["waiting"],
            not_written=self.became["not_written"],
            not_judged=self.became["not_judged"],
            difficulty=self.item.difficulty,
            discrimination=self.item.discrimination,
        )


class _ExerciseTally:
    def __init__(self, max_score: float) -> None:
        self.item = Item(max_score)
        self.became = Counter[str]()
        self.checks: dict[str, _CheckTally] = {}

    def add(self, mark: ExerciseMark, total: float) -> None:
        kind = "not_written" if mark.status in _NOT_WRITTEN else "passed" if mark.status == "passed" else "other"
        self.became[kind] += 1
        if mark.status != "machinery":
            self.item.add(mark.score, total - mark.score)
        for check in mark.checks:
            tally = self.checks.setdefault(check.name, _CheckTally(check.title, check.max_score))
            tally.add(check, mark, total)

    def figures(self, name: str) -> ExerciseFigures:
        return ExerciseFigures(
            name,
            self.item.max_score,
            passed=self.became["passed"],
            not_written=self.became["not_written"],
            other=self.became["other"],
            difficulty=self.item.difficulty,
            discrimination=self.item.discrimination,
            checks=tuple(tally.figures(name, check) for check, tally in self.checks.items()),
        )


class _Tally:
    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.exams: dict[str, None] = {}
        self.max_score = 0.0
        self.exercises: dict[str, _ExerciseTally] = {}
        self.who: dict[tuple[str, str], list[int]] = {}

    def add(self, entry: Entry) -> None:
        place = len(self.rows)
        self.rows.append(_row(entry))
        self.max_score = max(self.max_score, entry.max_score)
        if entry.state != "graded" or entry.score is None:
            return
        self.exams[entry.exam] = None
        for mark in entry.exercises:
            tally = self.exercises.setdefault(mark.name, _ExerciseTally(mark.max_score))
            tally.add(mark, entry.score)
            for name in {check.misconception for check in mark.checks if check.misconception}:
                self.who.setdefault((mark.name, name), []).append(place)

    def figures(self) -> Figures:
        states = Counter(row.state for row in self.rows)
        beliefs = (Belief(exercise, name, tuple(who)) for (exercise, name), who in self.who.items())
        places = (place for place, row in enumerate(self.rows) if row.seconds > 0)
        return Figures(
            rows=tuple(self.rows),
            states={state: states[state] for state in STATES},
            max_score=self.max_score,
            exams=tuple(self.exams),
            scores=_scores([row.score for row in self.rows if row.score is not None], self.max_score),
            exercises=tuple(tally.figures(name) for name, tally in self.exercises.items()),
            misconceptions=tuple(sorted(beliefs, key=lambda one: (-len(one.who), one.exercise, one.name))),
            slowest=tuple(heapq.nsmallest(MOST_SLOW, places, key=lambda place: (-self.rows[place].seconds, place))),
            late=sum(row.is_late for row in self.rows),
        )


def _became(mark: CheckMark, exercise: ExerciseMark) -> str:
    if mark.status == "passed":
        return "passed"
    if mark.status == "machinery" or exercise.status == "machinery":
        return "not_judged"
    if exercise.status in _NOT_WRITTEN:
        return "not_written"
    return "waiting" if mark.status == "skipped" else "failed"


def _row(entry: Entry) -> Row:
    return Row(
        entry.id,
        entry.name,
        tuple(student.name for student in entry.students),
        tuple(student.sid or student.login for student in entry.students),
        entry.state,
        entry.score if entry.state == "graded" else None,
        sum(mark.status == "passed" for mark in entry.exercises),
        entry.is_late,
        entry.submitted_at,
        entry.seconds,
        entry.reason,
    )


def _scores(scores: list[float], most: float) -> Scores | None:
    if not scores:
        return None
    counts = [0] * BINS
    for score in scores:
        counts[max(0, min(BINS - 1, int(BINS * score / most + _ROUNDING)))] += 1 if most else 0
    low, middle, high = statistics.quantiles(scores, method="inclusive") if len(scores) > 1 else scores * 3
    full = sum(score >= most - _ROUNDING for score in scores)
    mean = statistics.fmean(scores)
    return Scores(
        mean, middle, (low, high), min(scores), max(scores), statistics.pstdev(scores, mean), full, tuple(counts)
    )
