"""A file that can't be used is left as it is, and one sentence says what to do."""

import os
import sqlite3
from pathlib import Path

import pytest

from grader.errors import GraderError, InputError, MachineryError
from grader.gradebook import schema
from grader.gradebook.connection import NAME, opened, told
from grader.gradebook.gradebook import Gradebook
from grader.gradebook.ledger import Ledger
from grader.gradebook.schema import APPLICATION_ID, MIGRATIONS
from tests.gradebook.classes import REPORT, begun, marks, states


def one_sentence(error: pytest.ExceptionInfo[GraderError]) -> str:
    text = str(error.value)
    assert "\n" not in text
    assert NAME in text or "disk" in text
    return text


def graded(folder: Path) -> None:
    with begun(folder, "a", "b") as ledger:
        ledger.graded("a", REPORT, marks(8.0), 0.0)


def test_a_folder_without_one_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no gradebook.sqlite in .*: name the folder that `batch"):
        Gradebook.read(tmp_path)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    for use in (Gradebook.read, Ledger.write):
        with pytest.raises(InputError, match=r"is damaged .* and was left as it is") as error:
            use(tmp_path)
        one_sentence(error)
    assert (tmp_path / NAME).read_bytes() == content


def test_a_damaged_page_is_found_before_anything_is_graded(tmp_path: Path) -> None:
    graded(tmp_path)
    content = bytearray((tmp_path / NAME).read_bytes())
    page = 4096
    content[2 * page : 12 * page] = os.urandom(10 * page)
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(InputError, match="is damaged") as error:
        Ledger.write(tmp_path)
    one_sentence(error)
    assert (tmp_path / NAME).read_bytes() == bytes(content)


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / NAME) as other:
        other.execute("CREATE TABLE cats (name TEXT)")
    other.close()
    for use in (Gradebook.read, Ledger.write):
        with pytest.raises(InputError, match="not a gradebook of this grader: it is a database of something else"):
            use(tmp_path)


def test_a_gradebook_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    graded(tmp_path)
    connection = sqlite3.connect(tmp_path / NAME)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(InputError, match=f"its version is 99, and this grader knows {len(MIGRATIONS)}"):
        Ledger.write(tmp_path)


def test_a_gradebook_of_an_older_version_is_brought_to_this_one_with_its_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graded(tmp_path)
    later = (*MIGRATIONS, "ALTER TABLE hand_in ADD COLUMN comment TEXT NOT NULL DEFAULT 'none';")
    monkeypatch.setattr(schema, "MIGRATIONS", later)
    with Gradebook.read(tmp_path) as book:
        assert states(book) == {"a": "graded", "b": "waiting"}
    with Ledger.write(tmp_path) as ledger:
        assert states(ledger) == {"a": "graded", "b": "waiting"}
        assert ledger._rows("SELECT DISTINCT comment FROM hand_in") == [("none",)]
        assert ledger._rows("PRAGMA user_version") == [(len(later),)]


def test_a_step_that_fails_leaves_the_version_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graded(tmp_path)
    broken = (*MIGRATIONS, "ALTER TABLE hand_in ADD COLUMN comment TEXT; SELECT no_such_function();")
    monkeypatch.setattr(schema, "MIGRATIONS", broken)
    with pytest.raises(InputError):
        Ledger.write(tmp_path)
    monkeypatch.undo()
    with Ledger.write(tmp_path) as ledger:
        assert states(ledger) == {"a": "graded", "b": "waiting"}
        assert not ledger._rows("SELECT 1 FROM pragma_table_info('hand_in') WHERE name = 'comment'")


def test_the_tables_are_strict_and_the_file_is_written_ahead(tmp_path: Path) -> None:
    with begun(tmp_path, "a") as ledger:
        tables = ledger._rows("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
        assert {name for name, strict in tables if not strict} == {"sqlite_schema"}
        assert ledger._rows("PRAGMA journal_mode") == [("wal",)]
        assert ledger._rows("PRAGMA foreign_keys") == [(1,)]
        assert ledger._rows("PRAGMA application_id") == [(APPLICATION_ID,)]


def test_where_nothing_can_be_written_it_can_still_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graded(tmp_path)
    monkeypatch.setattr("grader.gradebook.connection.os.access", lambda _path, _mode: False)
    with Gradebook.read(tmp_path) as book:
        assert states(book) == {"a": "graded", "b": "waiting"}
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_full_disk_loses_nothing_that_is_recorded(tmp_path: Path) -> None:
    with begun(tmp_path, "a", "b", "c") as ledger:
        ledger.graded("a", REPORT, marks(8.0), 0.0)
        (pages,) = ledger._connection.execute("PRAGMA page_count").fetchone()
        ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
        large = REPORT + "".join(map(chr, range(0x1000, 0x9000)))
        with pytest.raises(MachineryError, match="is full: free space and run again; what is graded is kept") as error:
            ledger.graded("b", large, marks(8.0), 0.0)
        one_sentence(error)
        assert states(ledger) == {"a": "graded", "b": "waiting", "c": "waiting"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("SQLITE_READONLY", InputError), ("SQLITE_CANTOPEN", InputError), ("SQLITE_IOERR_WRITE", MachineryError)],
)
def test_what_sqlite_says_becomes_a_sentence(tmp_path: Path, name: str, kind: type[GraderError]) -> None:
    error = sqlite3.OperationalError("that went wrong")
    error.sqlite_errorname = name
    with pytest.raises(kind, match="that went wrong"), told(tmp_path / NAME):
        raise error


def test_reading_an_empty_file_tells_that_it_is_empty(tmp_path: Path) -> None:
    (tmp_path / NAME).touch()
    with pytest.raises(InputError, match="it is empty"):
        opened(tmp_path, to_write=False)
