"""The gradebook as it is read: its lines, and the reports behind them."""

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Self

from grader.cohort.hand_in import Passed, Student
from grader.errors import InputError
from grader.gradebook.connection import NAME, opened, told
from grader.gradebook.entry import CheckMark, Entry, ExerciseMark
from grader.gradebook.terms import Terms
from grader.interfaces.interface import interfaces
from grader.language import _
from grader.report.from_json import from_json
from grader.report.result import Report

_AT_ONCE = 50  # lines that are in memory at one time

_LINES = """
    SELECT hand_in.id, hand_in.name, hand_in.submitted_at, hand_in.is_late, hand_in.content, result.number,
           result.state, result.score, coalesce(result.reason, failure.reason, ''), result.seconds, result.graded_at,
           failure.hand_in IS NOT NULL, this_run.exam, this_run.max_score
    FROM hand_in JOIN this_run
    LEFT JOIN current_result AS result ON result.hand_in = hand_in.id
    LEFT JOIN failure ON failure.hand_in = hand_in.id
    WHERE hand_in.is_here AND hand_in.id > ?
    ORDER BY hand_in.id
    LIMIT ?
"""
_STUDENTS = "SELECT hand_in, name, sid, email, login FROM student WHERE hand_in IN ({}) ORDER BY hand_in, position"
_CHECKS = (
    "SELECT result, exercise, name, status, score, max_score, misconception FROM check_mark "
    "WHERE result IN ({}) ORDER BY result, exercise, position"
)
_EXERCISES = (
    "SELECT result, name, status, score, max_score FROM exercise_mark WHERE result IN ({}) ORDER BY result, position"
)
_TITLES = {
    (exercise.name, check.name): check.title
    for interface in interfaces().values()
    for exercise in interface.exercises
    for check in exercise.checks
}


class Gradebook:
    """The marks of a class. Use it as a context manager. What is read is true of the moment in which it is read."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self._connection = connection

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The gradebook in `folder`, to be read only.

        Raises:
            InputError: there is none, or it can't be read.
        """
        return cls(folder, opened(folder, to_write=False))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._connection.close()

    @property
    def path(self) -> Path:
        """The gradebook's file."""
        return self.folder / NAME

    @property
    def terms(self) -> Terms:
        """Under which the class is graded now."""
        exam, terms = self._this_run("this_run.exam, terms.content")
        with self._understood():
            return Terms.read(exam, terms)

    @property
    def max_score(self) -> float:
        """What a right submission gets."""
        return float(self._this_run("max_score")[0])

    @property
    def layout(self) -> str:
        """How the class is laid out."""
        return str(self._this_run("layout")[0])

    def entries(self) -> Iterator[Entry]:
        """The lines of the class, by id; only some of them are in memory at one time."""
        last = ""
        while lines := self._rows(_LINES, last, _AT_ONCE):
            students = self._students([line[0] for line in lines])
            marks = self._marks([line[5] for line in lines if line[5] is not None])
            for line in lines:
                yield _entry(line, students[line[0]], marks.get(line[5], ()))
            last = lines[-1][0]

    def report(self, id: str) -> Report:
        """The full report of a graded hand-in, without its pictures.

        Raises:
            KeyError: it is not graded.
            InputError: it can't be read.
        """
        rows = self._rows("SELECT report FROM current_result WHERE hand_in = ? AND state = 'graded'", id)
        if not rows:
            raise KeyError(id)
        with self._understood():
            return from_json(zlib.decompress(rows[0][0]).decode())

    def older(self) -> list[Passed]:
        """Submissions for which there are newer ones."""
        return self._passed("older")

    def unrecognised(self) -> list[Passed]:
        """What lay in the class and is no submission."""
        return self._passed("unrecognised")

    @contextmanager
    def _understood(self) -> Iterator[None]:
        try:
            yield
        except (zlib.error, LookupError, TypeError, ValueError, AttributeError):
            sentence = (
                f"{self.path} is damaged, or of another version of this grader: run `batch` again, with --regrade"
            )
            raise InputError(sentence) from None

    def _this_run(self, columns: str) -> Sequence[Any]:
        rows = self._rows(f"SELECT {columns} FROM this_run JOIN terms ON terms.key = this_run.terms")  # noqa: S608
        if not rows:
            raise InputError(f"{self.path} has no marks yet: run `batch` first")
        (row,) = rows
        return tuple(row)

    def _passed(self, kind: Literal["older", "unrecognised"]) -> list[Passed]:
        rows = self._rows("SELECT place, reason FROM passed WHERE kind = ? ORDER BY position", kind)
        return [Passed(*row) for row in rows]

    def _students(self, ids: Sequence[str]) -> dict[str, tuple[Student, ...]]:
        found: dict[str, list[Student]] = defaultdict(list)
        for id, *fields in self._rows(_filled(_STUDENTS, ids), *ids):
            found[id].append(Student(*fields))
        return {id: tuple(found[id]) for id in ids}

    def _marks(self, results: Sequence[int]) -> dict[int, tuple[ExerciseMark, ...]]:
        checks: dict[tuple[int, str], list[CheckMark]] = defaultdict(list)
        for result, exercise, name, status, score, most, misconception in self._rows(
            _filled(_CHECKS, results), *results
        ):
            title = _(_TITLES.get((exercise, name), name))
            checks[result, exercise].append(CheckMark(name, title, status, score, most, misconception))
        marks: dict[int, list[ExerciseMark]] = defaultdict(list)
        for result, name, status, score, most in self._rows(_filled(_EXERCISES, results), *results):
            marks[result].append(ExerciseMark(name, status, score, most, tuple(checks[result, name])))
        return {result: tuple(of_result) for result, of_result in marks.items()}

    def _rows(self, query: str, *values: object) -> list[Any]:
        with told(self.path):
            return self._connection.execute(query, values).fetchall()


def _filled(query: str, values: Sequence[object]) -> str:
    """The query with a place for each value."""
    return query.format(", ".join("?" * len(values)))


def _entry(line: Sequence[Any], students: tuple[Student, ...], exercises: tuple[ExerciseMark, ...]) -> Entry:
    id, name, submitted_at, is_late, content, _number, state, score, reason, seconds, graded_at, failed, *run = line
    exam, max_score = run
    return Entry(
        id,
        name,
        students,
        state or ("machinery" if failed else "waiting"),
        score,
        sum(exercise.max_score for exercise in exercises) if exercises else max_score,
        exercises,
        reason,
        submitted_at,
        bool(is_late),
        seconds or 0.0,
        graded_at or "",
        exam,
        content,
    )
