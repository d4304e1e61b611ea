"""The words of a class: who handed in what, and where it lies. Nothing here has been read yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Student:
    """What the LMS knows of a person, as it wrote it: to be made safe wherever it is shown.

    `sid` is a student number; `login` is who they are in the LMS: a Canvas user, a Moodle participant, a GitHub user.
    """

    name: str
    sid: str = ""
    email: str = ""
    login: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A file or folder of a hand-in, and its name in the submission; without a name it is the submission."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class HandIn:
    """What one student, or a group, is graded for.

    `id` is unique in the class, fit for the name of a folder, and the same in every run. `place` says where it lies in
    what was given. `submitted_at` is in ISO 8601, or empty where nobody knows.
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
    """What is listed and not graded, with one sentence that says why; safe to print."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cohort:
    """A class: its hand-ins by id, those for which there are newer ones, and what was not recognised."""

    layout: str
    hand_ins: Sequence[HandIn]
    older: Sequence[Passed]
    unrecognised: Sequence[Passed]
