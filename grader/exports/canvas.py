"""Canvas: its exported gradebook with one assignment's column filled in, every other byte as it was.

What is in such a file: https://github.com/instructure/canvas-lms, lib/gradebook_exporter.rb.
"""

import re
from collections.abc import Iterable, Sequence

from grader.cohort.hand_in import Student
from grader.errors import InputError
from grader.escape import printable
from grader.exports.grades import Filled, decimal_separator, filled, unlike
from grader.exports.owners import Way, owners, persons, reading
from grader.exports.sheet import Row, Sheet
from grader.gradebook.entry import Entry

KEPT = ("EX", "N/A")  # excused; not assigned
_NUMBERED = re.compile(r".*\(([0-9]+)\)", re.DOTALL)
_READ_ONLY = "(read only)"
_FIRST_COLUMNS = ("Student", "LastName", "FirstName", "ID", "SIS User ID", "SIS Login ID", "Integration ID")
_OTHER_COLUMNS = ("Root Account", "Section")


def canvas(template: bytes, entries: Iterable[Entry], max_score: float, column: str | None = None) -> Filled:
    """The gradebook that Canvas exported as `template`, with the scores in the column of the assignment.

    `column` is its title, a part of it, or the number in it; it may be left out where there is one assignment, or one
    without any grade. Rows are found by the ID (a student's `login`), then by SIS Login ID, then by SIS User ID.

    Raises:
        InputError: it is no such file, or which column is meant is not clear.
    """
    sheet = Sheet(template)
    if sheet.column("ID") is None or sheet.column(*_FIRST_COLUMNS[:2]) is None:
        raise InputError('it is no gradebook of Canvas: there are no columns "Student" and "ID". Export it in Grades')
    rows = [row for row in sheet.rows[1:] if _is_of_somebody(sheet, row)]
    possible = next((row for row in sheet.rows[1:] if _says_points(row)), None)
    at = _chosen(sheet, rows, possible, column)
    said = possible.value(at) if possible else ""
    separator = decimal_separator([said, *(row.value(at) for row in rows)])
    result = filled(sheet, at, owners(rows, persons(entries), _ways(sheet)), separator, KEPT)
    return Filled(result.content, (*unlike('"Points Possible"', said, max_score), *result.told))


def _ways(sheet: Sheet) -> list[Way]:
    found: list[Way] = []
    for title, of_student in (("ID", _login), ("SIS Login ID", _any), ("SIS User ID", _any)):
        at = sheet.column(title)
        if at is not None:
            found.append((reading(at), of_student))
    return found


def _login(student: Student) -> list[str]:
    return [student.login]


def _any(student: Student) -> list[str]:
    """What a university may have put in: who they are elsewhere is for each of them to say."""
    return [student.login, student.email, student.sid]


def _chosen(sheet: Sheet, rows: Sequence[Row], possible: Row | None, wanted: str | None) -> int:
    assignments = _assignments(sheet, possible)
    if wanted is None:
        fitting = assignments
        if len(fitting) > 1:
            fitting = [at for at in assignments if not any(row.value(at).strip() for row in rows)]
    else:
        fitting = _named(sheet.header, assignments, wanted.strip().casefold())
    if len(fitting) == 1:
        return fitting[0]
    titles = ", ".join(f'"{printable(sheet.header[at])}"' for at in assignments) or "none"
    asked = "say which one with --column" if wanted is None else f"--column {printable(wanted)} fits {len(fitting)}"
    raise InputError(f"which column is the assignment's is not clear: {asked}. The assignments are: {titles}")


def _named(header: Sequence[str], assignments: Sequence[int], wanted: str) -> list[int]:
    """The columns that are called so, or else have this number, or else have this in their title."""
    numbers = {at: found[1] for at in assignments if (found := _NUMBERED.fullmatch(header[at]))}
    return (
        [at for at in assignments if header[at].casefold() == wanted]
        or [at for at, number in numbers.items() if number == wanted.strip("()")]
        or [at for at in assignments if wanted and wanted in header[at].casefold()]
    )


def _assignments(sheet: Sheet, possible: Row | None) -> list[int]:
    """The columns with a number in their title, or, if somebody took those out, all that can be written."""
    known = {title.casefold() for title in (*_FIRST_COLUMNS, *_OTHER_COLUMNS)}
    open_to_us = [
        at
        for at, title in enumerate(sheet.header)
        if title.casefold() not in known and not (possible and possible.value(at).strip() == _READ_ONLY)
    ]
    return [at for at in open_to_us if _NUMBERED.fullmatch(sheet.header[at])] or open_to_us


def _says_points(row: Row) -> bool:
    return row.value(0).strip().casefold() == "points possible"


def _is_of_somebody(sheet: Sheet, row: Row) -> bool:
    """Whether a row is a student's: that of the points isn't, nor one that only says how grades are posted."""
    columns = [at for at in map(sheet.column, _FIRST_COLUMNS) if at is not None]
    return not _says_points(row) and any(row.value(at).strip() for at in columns)
