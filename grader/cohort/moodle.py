"""A Moodle download: folders `Full Name_123_assignsubmission_file_/`, or flat files that begin so."""

import re
from collections import defaultdict
from dataclasses import replace

from grader.cohort.files_of_students import Owned, take_files
from grader.cohort.hand_in import HandIn, Student
from grader.cohort.identity import Unnamed
from grader.cohort.level import Item, Level
from grader.cohort.sorting import Sorting
from grader.language import _

_MARK = re.compile(r"_([0-9]+)_assignsubmission_([a-z]+)(?=_|$)", re.IGNORECASE)  # two of them may share a "_"


def is_moodle(item: Item) -> bool:
    """Whether the name of `item` is one that Moodle gives."""
    return item.kind in ("file", "folder") and _MARK.search(item.name) is not None


def read_moodle(level: Level, sorting: Sorting) -> None:
    """Sort the items of a Moodle download: those with one participant's name and number belong together."""
    items: dict[tuple[str, str], list[Owned]] = defaultdict(list)
    for item in level.items:
        marks = list(_MARK.finditer(item.name)) if is_moodle(item) else []
        if not marks:
            sorting.refuse(item, _("{place} has no name that Moodle gives (Full Name_123_assignsubmission_file_)"))
        elif item.kind == "file" and len(marks) > 1:
            # A student who names a file so would put it among another one's.
            sorting.pass_over(item.place, _("{place} could belong to two participants: its name has two numbers"))
        elif marks[-1][2].lower() != "file":
            sorting.pass_over(item.place, _("{place} is what was typed into Moodle, no file"))
        else:
            # The mark ends a folder's name, whatever the student is called.
            mark = marks[-1]
            owned = Owned(item, item.name[: mark.start()], mark[1], item.name[mark.end() :].removeprefix("_"))
            items[owned.student, owned.number].append(owned)
    for owner in items.values():
        _take(owner, sorting)


def _take(items: list[Owned], sorting: Sorting) -> None:
    folders = [owned for owned in items if owned.item.kind == "folder"]
    files = [replace(owned, name=owned.name or owned.item.name) for owned in items if owned.item.kind == "file"]
    if not folders:
        take_files(files, sorting)
        return
    one, *more = folders
    for other in (*more, *files):
        sorting.pass_over(other.item.place, _("{place} lies beside a folder of the same participant, which is graded"))
    part = sorting.whole(one.item)
    if part is not None:
        student = Student(one.student, login=one.number)
        hand_in = HandIn("", one.student, (student,), (part,), one.item.place)
        sorting.hand_ins.append(Unnamed(one.student, one.number, f"{one.student}\0{one.number}", hand_in))
