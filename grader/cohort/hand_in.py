"""The values of a class's intake: who handed in what, and what is listed instead of graded."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Student:
    """What the LMS knows of a person, as it wrote it: escape it wherever it goes.

    `sid` is Gradescope's; `login` is a user's id in the LMS: Canvas's user id, Moodle's participant number, the
    name on GitHub.
    """

    name: str
    sid: str = ""
    email: str = ""
    login: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One file or folder of a hand-in: where it lies, and what it is called in the submission.

    A folder that is the whole submission has the name "".
    """

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class HandIn:
    """What one student, or one group, handed in.

    `id` is unique in the class, safe as a folder's name on every system, and the same for the same student on every
    run. `name` is for display and, like the students, raw text. `place` is where the hand-in lies in what was
    given, a relative POSIX path. `submitted_at` is in ISO 8601, or "" where nobody knows.
    """

    id: str
    name: str
    students: tuple[Student, ...]
    parts: tuple[Part, ...]
    place: str
    submitted_at: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """What is listed and not graded, with one sentence that says why; `place` is raw text."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cohort:
    """A class: its hand-ins by id; what a newer submission of the same student replaces; what is nobody's.

    `layout` is "folder", "gradescope", "canvas", "moodle" or "github".
    """

    layout: str
    hand_ins: Sequence[HandIn]
    older: Sequence[Passed]
    unrecognised: Sequence[Passed]
