"""The class as a table for a spreadsheet: one row for each student.

UTF-8 with a byte order mark, so that Excel reads Hangul; line ends and quotes as RFC 4180 has them. A cell that a
spreadsheet would take for a formula gets an apostrophe before the sign that makes it one: at its start, and behind what
separates cells elsewhere, since whoever's spreadsheet expects semicolons sees other cells. Numbers stay numbers.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from grader.cohort.hand_in import Student
from grader.escape import printable
from grader.exercises import EXERCISES
from grader.exports.amounts import as_digits
from grader.gradebook.entry import Entry

BYTE_ORDER_MARK = "\ufeff"
_OF_STUDENT = ("id", "name", "sid", "email", "login")
_OF_ENTRY = ("score", "max_score", "state", "reason", "submitted_at", "late")
_SHORT = 12  # digits of an exam's digest
# Signs that begin a formula, also as wide letters; and before them nothing, or a separator, with space and quotes.
_FORMULA = re.compile("(^|[,;\t|])([\\s\"']*)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?")


def grades_csv(entries: Iterable[Entry]) -> Iterator[str]:
    """The lines of the table, the first with the byte order mark, each with its line end: to be encoded as UTF-8."""
    names = [exercise.name for exercise in EXERCISES]
    header = _line([*_OF_STUDENT, *_OF_ENTRY, *names, "exam", "misconceptions"])
    yield f"{BYTE_ORDER_MARK}{header}"
    for entry in entries:
        for student in entry.students or (Student(entry.name),):
            yield _line(_row(entry, student, names))


def defused(text: str) -> str:
    """`text` as a cell that stays text: one line, without anything that hides, and no formula."""
    text = printable(text)
    return text if _NUMBER.fullmatch(text) else _FORMULA.sub(r"\1\2'", text)


def _row(entry: Entry, student: Student, names: Sequence[str]) -> list[str]:
    is_graded = entry.state == "graded" and entry.score is not None
    scores = {exercise.name: exercise.score for exercise in entry.exercises} if is_graded else {}
    named = dict.fromkeys(
        check.misconception for exercise in entry.exercises for check in exercise.checks if check.misconception
    )
    return [
        *map(defused, (entry.id, student.name or entry.name, student.sid, student.email, student.login)),
        as_digits(entry.score) if is_graded and entry.score is not None else "",
        as_digits(entry.max_score),
        entry.state,
        *map(defused, (entry.reason, entry.submitted_at)),
        "yes" if entry.is_late else "no",
        *(as_digits(scores[name]) if name in scores else "" for name in names),
        defused(entry.exam[:_SHORT]),
        defused(" ".join(named)),
    ]


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue()
