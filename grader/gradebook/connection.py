"""The gradebook's file, opened; and what SQLite has to say about it, in one sentence."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.errors import GraderError, InputError, MachineryError
from grader.gradebook.schema import NotOursError, bring_up_to_date, checked_version

NAME = "gradebook.sqlite"

_PATIENCE = 30.0  # seconds for a reader to finish what it reads


def opened(folder: Path, *, to_write: bool) -> sqlite3.Connection:
    """A connection to the gradebook in `folder`: made or brought up to date if it is `to_write`, else only read.

    Raises:
        InputError: there is none, it is damaged, or not one of this version.
        MachineryError: there is no room for it.
    """
    path = folder / NAME
    if not to_write and not path.is_file():
        raise InputError(f"there is no {NAME} in {folder}: name the folder that `batch --out` wrote to")
    with told(path):
        connection = sqlite3.connect(_address(path, to_write), uri=True, timeout=_PATIENCE, isolation_level=None)
        try:
            (damage,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if damage != "ok":
                raise sqlite3.DatabaseError(" ".join(damage.split()))
            if to_write:
                bring_up_to_date(connection)
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")  # what is recorded outlives a power cut
                connection.execute("PRAGMA foreign_keys = ON")
            elif checked_version(connection) == 0:
                raise NotOursError("it is empty")
        except BaseException:
            connection.close()
            raise
        return connection


def _address(path: Path, to_write: bool) -> str:
    uri = path.resolve().as_uri()
    if to_write:
        return uri
    # SQLite keeps notes beside the file, also for reading; where it can't, nobody else is writing either.
    return f"{uri}?mode=ro" if os.access(path.parent, os.W_OK) else f"{uri}?mode=ro&immutable=1"


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn whatever SQLite raises about the file at `path` into one sentence."""
    try:
        yield
    except NotOursError as error:
        raise InputError(f"{path} is not a gradebook of this grader: {error}. Choose another folder") from None
    except sqlite3.Error as error:
        raise _sentence(path, error) from error


def _sentence(path: Path, error: sqlite3.Error) -> GraderError:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_FULL"):
        return full(path.parent)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return InputError(f"can't write to {path.parent} ({error}): choose another --out, or mend that and run again")
    if name.startswith(("SQLITE_IOERR", "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_NOMEM")):
        return MachineryError(f"{path} can't be used ({error}): mend that and run again; what is graded is kept")
    return InputError(
        f"{path} is damaged ({error}) and was left as it is: put a copy of it back, or move it away and run again to "
        "grade afresh"
    )


def full(folder: Path) -> MachineryError:
    """What to raise where no more can be written."""
    return MachineryError(f"the disk of {folder} is full: free space and run again; what is graded is kept")
