"""A Gradescope export: folders `submission_ID/`, and whose they are in submission_metadata.yml."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from grader.cohort.hand_in import HandIn, Student
from grader.cohort.identity import Unnamed
from grader.cohort.level import Item, Level
from grader.cohort.metadata import METADATA, Entry, read_metadata
from grader.cohort.sorting import Sorting
from grader.language import _

_SUBMISSION = "submission_"
_HASHED = 8  # digits that tell groups of the same names apart
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Submission:
    item: Item
    entry: Entry

    @property
    def age(self) -> tuple[datetime, int, str]:
        """Sort key: the newest last. Gradescope counts its submissions upwards."""
        number = self.item.name.removeprefix(_SUBMISSION)
        return self.entry.submitted_at or _NEVER, int(number) if number.isdecimal() else 0, self.item.name


def is_gradescope(level: Level) -> bool:
    """Whether the metadata of an export are there."""
    return any(item.name == METADATA and item.kind == "file" for item in level.items)


def read_gradescope(level: Level, sorting: Sorting) -> None:
    """Sort the submissions of an export: for each student the newest counts, alone or in a group.

    Raises:
        InputError: the metadata can't be used.
    """
    (metadata,) = [item for item in level.items if item.name == METADATA]
    entries = read_metadata(metadata.path, metadata.place)
    submissions = []
    for item in level.items:
        if item == metadata:
            continue
        entry = entries.get(item.name)
        is_usable = item.kind == "folder" or (item.kind == "file" and (item.is_source or item.is_archive))
        if not is_usable or (item.name not in entries and not item.name.startswith(_SUBMISSION)):
            sorting.refuse(item, _("{place} is no submission that Gradescope exports"))
        elif item.name not in entries:
            # Whose it is nobody says, but it is somebody's.
            _take(_Submission(item, Entry((Student(item.name),), None)), None, sorting)
        elif entry is None:
            sorting.pass_over(item.place, _("{place} is not graded: what the metadata say of it can't be understood"))
        else:
            submissions.append(_Submission(item, entry))
    _tell_missing(level, entries, sorting)
    _take_newest(submissions, sorting)


def _tell_missing(level: Level, entries: Mapping[str, Entry | None], sorting: Sorting) -> None:
    there = {item.name for item in level.items}
    for name in entries:
        if name not in there:
            sentence = _("{place} is in the metadata, but is not there: export the class again")
            sorting.pass_over(level.place + name, sentence)


def _take_newest(submissions: list[_Submission], sorting: Sorting) -> None:
    newest: dict[str, str] = {}
    for submission in sorted(submissions, key=lambda one: one.age, reverse=True):
        counts = tuple(student for student in submission.entry.students if _key(student) not in newest)
        if not counts:
            place = newest[_key(submission.entry.students[0])]
            sorting.replaced(submission.item.place, place)
        elif _take(submission, counts, sorting):
            newest |= {_key(student): submission.item.place for student in counts}


def _take(submission: _Submission, counts: tuple[Student, ...] | None, sorting: Sorting) -> bool:
    """Make the hand-in of the students for whom this submission counts; whether it can be read."""
    part = sorting.whole(submission.item)
    if part is None:
        return False
    everybody = submission.entry.students
    students = counts or everybody
    time = submission.entry.submitted_at
    hand_in = HandIn(
        id="",
        name=", ".join(student.name for student in students),
        students=students,
        parts=(part,),
        place=submission.item.place,
        submitted_at=time.isoformat() if time else "",
    )
    # The whole group's, so that its id stays when one of them goes on alone.
    key = "\0".join(sorted(map(_key, everybody)))
    title = "-".join(student.name for student in sorted(everybody, key=_key))
    number = everybody[0].sid or everybody[0].email
    if len(everybody) > 1:
        number = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_HASHED]
    sorting.hand_ins.append(Unnamed(title, number, key, hand_in))
    return True


def _key(student: Student) -> str:
    """What a student is told apart by: the name only where Gradescope knows no more."""
    return (
        f"sid {student.sid}" if student.sid else f"email {student.email}" if student.email else f"name {student.name}"
    )
