"""A Canvas download: flat files `lastfirst[_LATE]_USERID_FILEID_NAME[-N].py`.

Canvas writes the names in lib/content_zipper.rb of github.com/instructure/canvas-lms: the student's name in small
letters, of letters, digits and underscores alone, with no number between underscores; `anon_ID` instead of name and
user where the marking is anonymous; `_text.html` and `_link.html` for what is no file. The file's own name follows
last, and can hold anything: the numbers are looked for from the left.
"""

import re
from collections import defaultdict

from grader.cohort.files_of_students import Owned, take_files
from grader.cohort.level import Item, Level
from grader.cohort.sorting import Sorting
from grader.language import _

_ANONYMOUS = "anon"
_FILE = re.compile(
    rf"(?:(?P<student>.+?)_)??(?P<late>late_)?(?P<number>[0-9]+|{_ANONYMOUS}_[0-9A-Za-z]+)_(?P<file>[0-9]+)_(?P<name>.+)",
    re.IGNORECASE | re.DOTALL,
)
_ENTRY = re.compile(rf"(?:.+_)?(?:[0-9]+|{_ANONYMOUS}_[0-9A-Za-z]+)_(?:text|link)\.html", re.IGNORECASE | re.DOTALL)
# Canvas counts a student's files of one name: conv.py, conv-1.py, conv-2.py. Longer numbers are dates and the like.
_COUNTED = re.compile(r"(?P<stem>.+)-(?P<count>[1-9][0-9]{0,2})(?P<suffix>\.[^.]+)", re.DOTALL)


def is_canvas(item: Item) -> bool:
    """Whether the name of `item` is one that Canvas gives."""
    return item.kind == "file" and bool(_FILE.fullmatch(item.name) or _ENTRY.fullmatch(item.name))


def read_canvas(level: Level, sorting: Sorting) -> None:
    """Sort the files of a Canvas download: those with one user's name and id belong together."""
    files: dict[tuple[str, str], list[Owned]] = defaultdict(list)
    for item in level.items:
        file = _owned(item)
        if file is not None:
            files[file.student, file.number].append(file)
        elif is_canvas(item):
            sorting.pass_over(item.place, _("{place} is a text or a link that was typed into Canvas, no file"))
        else:
            sorting.refuse(item, _("{place} has no name that Canvas gives (name_userid_fileid_file.py)"))
    for owned in files.values():
        take_files(owned, sorting)


def _owned(item: Item) -> Owned | None:
    found = _FILE.fullmatch(item.name) if item.kind == "file" else None
    if found is None:
        return None
    counted = _COUNTED.fullmatch(found["name"])
    name = counted["stem"] + counted["suffix"] if counted else found["name"]
    return Owned(
        item=item,
        student=found["student"] or found["number"],
        number=found["number"].removeprefix(f"{_ANONYMOUS}_"),
        name=name,
        version=(int(counted["count"]) if counted else 0, int(found["file"])),
        is_late=found["late"] is not None,
    )
