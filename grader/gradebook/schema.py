"""The gradebook's tables, and how a file of an older version becomes one of this."""

import sqlite3

# "CGRB", in the file's header: https://www.sqlite.org/pragma.html#pragma_application_id
APPLICATION_ID = 0x43475242

# Each step brings a file from the version before to its own; what has been released is never changed.
MIGRATIONS = (
    """
    CREATE TABLE terms (
        key TEXT PRIMARY KEY,
        content TEXT NOT NULL              -- JSON: points, feedback, language, limits
    ) STRICT;

    CREATE TABLE run (                     -- the last one says what the gradebook is about now
        number INTEGER PRIMARY KEY,
        started_at TEXT NOT NULL,
        layout TEXT NOT NULL,
        exam TEXT NOT NULL,                -- digest
        terms TEXT NOT NULL REFERENCES terms (key),
        max_score REAL NOT NULL
    ) STRICT;

    CREATE TABLE hand_in (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        place TEXT NOT NULL,
        submitted_at TEXT NOT NULL,
        is_late INTEGER NOT NULL,
        content TEXT NOT NULL,             -- digest, as it lay there in the last run
        is_here INTEGER NOT NULL           -- whether it was in the class in the last run
    ) STRICT;

    CREATE TABLE student (
        hand_in TEXT NOT NULL REFERENCES hand_in (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        sid TEXT NOT NULL,
        email TEXT NOT NULL,
        login TEXT NOT NULL,
        PRIMARY KEY (hand_in, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE passed (                  -- listed, not graded
        kind TEXT NOT NULL CHECK (kind IN ('older', 'unrecognised')),
        position INTEGER NOT NULL,
        place TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (kind, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE result (
        number INTEGER PRIMARY KEY,
        hand_in TEXT NOT NULL REFERENCES hand_in (id) ON DELETE CASCADE,
        content TEXT NOT NULL,
        exam TEXT NOT NULL,
        terms TEXT NOT NULL REFERENCES terms (key),
        state TEXT NOT NULL CHECK (state IN ('graded', 'unusable')),
        score REAL CHECK ((score IS NULL) = (state = 'unusable')),
        reason TEXT NOT NULL,
        report BLOB,                       -- the full report's JSON, packed by zlib
        seconds REAL NOT NULL,
        graded_at TEXT NOT NULL,
        UNIQUE (hand_in, content, exam, terms)
    ) STRICT;

    CREATE TABLE exercise_mark (
        result INTEGER NOT NULL REFERENCES result (number) ON DELETE CASCADE,
        name TEXT NOT NULL,
        position INTEGER NOT NULL,
        status TEXT NOT NULL,
        score REAL NOT NULL,
        max_score REAL NOT NULL,
        PRIMARY KEY (result, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE check_mark (
        result INTEGER NOT NULL,
        exercise TEXT NOT NULL,
        name TEXT NOT NULL,
        position INTEGER NOT NULL,
        status TEXT NOT NULL,
        score REAL NOT NULL,
        max_score REAL NOT NULL,
        misconception TEXT,
        PRIMARY KEY (result, exercise, name),
        FOREIGN KEY (result, exercise) REFERENCES exercise_mark (result, name) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE failure (                 -- our own: to be tried again, and never a mark
        hand_in TEXT PRIMARY KEY REFERENCES hand_in (id) ON DELETE CASCADE,
        attempts INTEGER NOT NULL,
        reason TEXT NOT NULL,
        failed_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE told (                    -- whose words lie in the folder of the feedback
        hand_in TEXT PRIMARY KEY REFERENCES hand_in (id) ON DELETE CASCADE,
        result INTEGER NOT NULL REFERENCES result (number) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX told_result ON told (result);

    CREATE VIEW this_run AS SELECT * FROM run WHERE number = (SELECT max(number) FROM run);

    -- The marks that count: of what lies in the class now, under the exam and the terms of the last run.
    CREATE VIEW current_result AS
        SELECT result.* FROM result
        JOIN hand_in ON hand_in.id = result.hand_in AND hand_in.content = result.content AND hand_in.is_here
        JOIN this_run ON this_run.exam = result.exam AND this_run.terms = result.terms;
    """,
)


class NotOursError(Exception):
    """The file is a database of something else, or of a later version; says which."""


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file, or bring those of an older version to this one, each step whole or not at all.

    Raises:
        NotOursError: it is no gradebook, or one of a later version.
        sqlite3.Error: the file is damaged, or can't be written.
    """
    version = checked_version(connection)
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        marks = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number};"
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\n{marks}\nCOMMIT;")


def checked_version(connection: sqlite3.Connection) -> int:
    """The version of the tables, 0 for an empty file. Raises as `bring_up_to_date` does."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application != APPLICATION_ID and (application or tables):
        raise NotOursError("it is a database of something else")
    if version > len(MIGRATIONS):
        raise NotOursError(f"its version is {version}, and this grader knows {len(MIGRATIONS)}")
    return int(version)
