"""Whose row is whose: the rows of somebody else's file, and the students of a gradebook."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from grader.cohort.hand_in import Student
from grader.escape import printable
from grader.exports.sheet import Row
from grader.gradebook.entry import Entry

# How a row and a student may know each other: what the row says, and what of the student it may be.
Way = tuple[Callable[[Row], str], Callable[[Student], Iterable[str]]]


@dataclass(frozen=True)
class Person:
    """A student and what their hand-in got: no score where it isn't graded, for the reason in `state`."""

    student: Student
    hand_in: str
    state: str
    score: float | None

    @property
    def shown(self) -> str:
        """Who it is, safe to print."""
        student = self.student
        known = next((text for text in (student.login, student.sid, student.email) if text), "")
        name = printable(student.name or known or self.hand_in)
        return f"{name} ({printable(known)})" if known and student.name else name


@dataclass(frozen=True)
class Owners:
    """Rows with their owner; rows that may be of several students, with these; and students who have no row."""

    of_rows: Sequence[tuple[Row, Person]]
    unclear: Sequence[tuple[Row, Sequence[Person]]]
    without_row: Sequence[Person]
    without_owner: int


def reading(column: int) -> Callable[[Row], str]:
    """What a row says in a column."""
    return lambda row: row.value(column)


def persons(entries: Iterable[Entry]) -> list[Person]:
    """Every student of a gradebook; a group has several, with one score."""
    return [
        Person(student, entry.id, entry.state, entry.score if entry.state == "graded" else None)
        for entry in entries
        for student in entry.students
    ]


def owners(rows: Sequence[Row], people: Sequence[Person], ways: Sequence[Way]) -> Owners:
    """Each row's owner by the first way in which a student is found; who is found so is looked for no further.

    Capitals and the space around a text make no difference. A row that fits two students is nobody's.
    """
    found: dict[int, Person] = {}
    unclear: dict[int, list[Person]] = {}
    left = set(range(len(people)))
    for of_row, of_student in ways:
        known: dict[str, set[int]] = defaultdict(set)
        for index in sorted(left):
            for text in filter(None, map(_plain, of_student(people[index].student))):
                known[text].add(index)
        for number, row in enumerate(rows):
            fitting = known.get(_plain(of_row(row)), set())
            if number in found or number in unclear or not fitting:
                continue
            left -= fitting
            if len(fitting) == 1:
                found[number] = people[min(fitting)]
            else:
                unclear[number] = [people[index] for index in sorted(fitting)]
    return Owners(
        [(rows[number], found[number]) for number in sorted(found)],
        [(rows[number], unclear[number]) for number in sorted(unclear)],
        [people[index] for index in sorted(left)],
        len(rows) - len(found) - len(unclear),
    )


def _plain(text: str) -> str:
    return text.strip().casefold()
