"""The gradebook as it is written: a run begins, then one transaction for each submission."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self

from grader.cohort.hand_in import Cohort, HandIn
from grader.errors import MachineryError
from grader.escape import printable
from grader.gradebook.connection import opened, told
from grader.gradebook.entry import ExerciseMark
from grader.gradebook.gradebook import Gradebook
from grader.gradebook.terms import Terms


class Ledger(Gradebook):
    """A gradebook that grows. Whoever has one has claimed its folder: see `grader.gradebook.claim`."""

    _opened: tuple[int, int] | None = None

    @classmethod
    def write(cls, folder: Path) -> Self:
        """The gradebook in `folder`, made where it is missing.

        Raises:
            InputError: it can't be read or written, or is none of ours.
            MachineryError: there is no room for it.
        """
        ledger = cls(folder, opened(folder, to_write=True))
        ledger._opened = _identity(ledger.path)
        return ledger

    def begin(self, cohort: Cohort, contents: Mapping[str, str], terms: Terms, max_score: float) -> None:
        """What lies in the class now, with the digest of each hand-in's contents, and the terms of this run."""
        with self._transaction():
            self._write("INSERT OR IGNORE INTO terms VALUES (?, ?)", [(terms.key, terms.text)])
            run = (_now(), cohort.layout, terms.exam, terms.key, max_score)
            self._write("INSERT INTO run (started_at, layout, exam, terms, max_score) VALUES (?, ?, ?, ?, ?)", [run])
            self._write("UPDATE hand_in SET is_here = 0", [()])
            self._write(
                "INSERT INTO hand_in VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
                "place = excluded.place, submitted_at = excluded.submitted_at, is_late = excluded.is_late, "
                "content = excluded.content, is_here = 1",
                (_hand_in(one, contents[one.id]) for one in cohort.hand_ins),
            )
            self._write("DELETE FROM student WHERE hand_in = ?", ((one.id,) for one in cohort.hand_ins))
            self._write("INSERT INTO student VALUES (?, ?, ?, ?, ?, ?)", _students(cohort.hand_ins))
            self._write("DELETE FROM passed", [()])
            for kind, listed in (("older", cohort.older), ("unrecognised", cohort.unrecognised)):
                rows = ((kind, position, _storable(one.place), one.reason) for position, one in enumerate(listed))
                self._write("INSERT INTO passed VALUES (?, ?, ?, ?)", rows)

    def states(self) -> dict[str, str]:
        """The states of the hand-ins that need not be graded again, by id: their students have been told of the marks.

        Marks of former contents or terms may count again, while what students were told last is of others.
        """
        return dict(self._rows("SELECT hand_in, state FROM current_result WHERE number IN (SELECT result FROM told)"))

    def untell(self, ids: Iterable[str]) -> None:
        """Note down that what these students were told is going to change: it is of no marks that are known."""
        with self._transaction():
            self._write("DELETE FROM told WHERE hand_in = ?", ((id,) for id in ids))

    def content(self, id: str) -> str:
        """The digest of what lay there when the run began."""
        [(content,)] = self._rows("SELECT content FROM hand_in WHERE id = ?", id)
        return str(content)

    def graded(self, id: str, report: str, exercises: Sequence[ExerciseMark], seconds: float) -> None:
        """Record the marks of a hand-in, with the JSON of its full report."""
        with self._transaction():
            result = self._result(id, "graded", sum(one.score for one in exercises), "", report, seconds)
            self._write("INSERT INTO exercise_mark VALUES (?, ?, ?, ?, ?, ?)", _exercise_marks(result, exercises))
            self._write("INSERT INTO check_mark VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _check_marks(result, exercises))

    def unusable(self, id: str, reason: str, seconds: float) -> None:
        """Record that there is nothing to be graded in a hand-in."""
        with self._transaction():
            self._result(id, "unusable", None, reason, None, seconds)

    def failed(self, id: str, attempts: int, reason: str) -> None:
        """Record that we failed to grade a hand-in: no mark, and a mark of the same contents is none any more."""
        with self._transaction():
            self._write(_FORGET_RESULT, [(id,)])
            self._write("INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?)", [(id, attempts, reason, _now())])

    def _result(
        self,
        id: str,
        state: Literal["graded", "unusable"],
        score: float | None,
        reason: str,
        report: str | None,
        seconds: float,
    ) -> int:
        self._write("DELETE FROM failure WHERE hand_in = ?", [(id,)])
        self._write(_FORGET_RESULT, [(id,)])
        packed = None if report is None else zlib.compress(report.encode())
        [(number,)] = self._rows(_RESULT, state, score, reason, packed, seconds, _now(), id)
        self._write("INSERT OR REPLACE INTO told VALUES (?, ?)", [(id, number)])
        return int(number)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All that is written in it is kept, or nothing."""
        with told(self.path):
            self._expect_there()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk may have ended it
                    self._connection.execute("ROLLBACK")
                raise

    def _expect_there(self) -> None:
        """SQLite goes on writing to a file that is deleted or moved, where nobody finds it."""
        try:
            now = _identity(self.path)
        except OSError:
            now = None
        if now != self._opened:
            raise MachineryError(
                f"{self.path} was taken away during the run: put it back, or run again to grade afresh"
            )

    def _write(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._connection.executemany(statement, rows)


_FORGET_RESULT = "DELETE FROM result WHERE number IN (SELECT number FROM current_result WHERE hand_in = ?)"
_RESULT = """
    INSERT INTO result (hand_in, content, exam, terms, state, score, reason, report, seconds, graded_at)
    SELECT hand_in.id, hand_in.content, this_run.exam, this_run.terms, ?, ?, ?, ?, ?, ?
    FROM hand_in JOIN this_run WHERE hand_in.id = ?
    RETURNING number
"""


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _hand_in(one: HandIn, content: str) -> tuple[object, ...]:
    return one.id, printable(one.name), _storable(one.place), one.submitted_at, one.is_late, content


def _students(hand_ins: Iterable[HandIn]) -> Iterator[tuple[object, ...]]:
    for one in hand_ins:
        for position, student in enumerate(one.students):
            texts = (student.name, student.sid, student.email, student.login)
            yield one.id, position, *map(_storable, texts)


def _storable(text: str) -> str:
    """`text` without the halves of characters that a file's name may hold and no database takes."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def _exercise_marks(result: int, exercises: Sequence[ExerciseMark]) -> Iterator[tuple[object, ...]]:
    for position, one in enumerate(exercises):
        yield result, one.name, position, one.status, one.score, one.max_score


def _check_marks(result: int, exercises: Sequence[ExerciseMark]) -> Iterator[tuple[object, ...]]:
    for exercise in exercises:
        for position, one in enumerate(exercise.checks):
            yield result, exercise.name, one.name, position, one.status, one.score, one.max_score, one.misconception
