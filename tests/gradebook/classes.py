"""Small classes, and marks for them, without anything being graded."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.cohort.hand_in import Cohort, HandIn, Part, Passed, Student
from grader.gradebook.entry import CheckMark, ExerciseMark
from grader.gradebook.gradebook import Gradebook
from grader.gradebook.ledger import Ledger
from grader.gradebook.terms import Terms
from grader.report.as_json import as_json
from tests.report.reports import MIXED

EXAM = "e" * 64
TERMS = Terms(EXAM)
REPORT = as_json(MIXED)


def hand_in(id: str, *students: Student) -> HandIn:
    """What a student handed in, somewhere."""
    return HandIn(id, f"Name of {id}", students or (Student(f"Name of {id}", login=id),), (Part("", Path(id)),), id)


def cohort(*ids: str, older: Sequence[Passed] = (), unrecognised: Sequence[Passed] = ()) -> Cohort:
    """A class of these students."""
    return Cohort("folder", [hand_in(id) for id in ids], older, unrecognised)


def contents(*ids: str, **changed: str) -> Mapping[str, str]:
    """A digest for each of them."""
    return {id: f"content of {id}" for id in ids} | changed


def marks(points: float) -> tuple[ExerciseMark, ...]:
    """Marks of two exercises, `points` in all, of 16."""
    first = CheckMark("padding", "padding", "passed", points, 10.0)
    second = CheckMark("stride", "stride", "failed", 0.0, 2.0, "stride_ignored")
    third = CheckMark("values", "values", "skipped", 0.0, 4.0)
    return (
        ExerciseMark("conv_forward_naive", "failed", points, 12.0, (first, second)),
        ExerciseMark("im2col", "missing", 0.0, 4.0, (third,)),
    )


def begun(folder: Path, *ids: str, terms: Terms = TERMS, **changed: str) -> Ledger:
    """A gradebook in which a run has begun on these students, some with changed contents."""
    folder.mkdir(exist_ok=True)
    ledger = Ledger.write(folder)
    ledger.begin(cohort(*ids), contents(*ids, **changed), terms, 16.0)
    return ledger


def states(book: Gradebook) -> dict[str, str]:
    """What has become of each student's hand-in."""
    return {entry.id: entry.state for entry in book.entries()}


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a gradebook says, but for what depends on the clock: what two runs must agree on."""
    wanted = {
        "hand_in": "SELECT id, name, place, submitted_at, is_late, content, is_here FROM hand_in",
        "student": "SELECT * FROM student",
        "passed": "SELECT * FROM passed",
        "result": "SELECT hand_in, content, exam, terms, state, score, reason, report FROM result",
        "exercise_mark": "SELECT hand_in, content, exam, terms, exercise_mark.name, exercise_mark.position, status, "
        "exercise_mark.score, max_score FROM exercise_mark JOIN result ON result.number = exercise_mark.result",
        "check_mark": "SELECT hand_in, content, exam, terms, exercise, check_mark.name, check_mark.position, status, "
        "check_mark.score, max_score, misconception FROM check_mark JOIN result ON result.number = check_mark.result",
        "failure": "SELECT hand_in, attempts, reason FROM failure",
    }
    with Gradebook.read(folder) as book:
        return {table: sorted(book._connection.execute(query), key=repr) for table, query in wanted.items()}
