"""A plain folder: each item is a student's, whose name is the file's or the folder's."""

import os
from collections import defaultdict

from grader.cohort.forms import modified
from grader.cohort.hand_in import HandIn, Student
from grader.cohort.identity import Unnamed
from grader.cohort.level import Item, Level
from grader.cohort.sorting import Sorting
from grader.intake.names import ARCHIVE_SUFFIXES, NOTEBOOK_SUFFIX, PYTHON_SUFFIX, is_archive
from grader.language import _

_SUFFIXES = (*ARCHIVE_SUFFIXES, PYTHON_SUFFIX, NOTEBOOK_SUFFIX)


def read_folder(level: Level, sorting: Sorting) -> None:
    """Sort the items of a folder of students.

    Items of one stem, as `kim/` and `kim.zip`, are one student's: the newest counts. Capital and small letters
    differ, and so do two ways to write the same accent: rather one student twice than two students as one.
    """
    forms: dict[str, list[Item]] = defaultdict(list)
    for item in level.items:
        if item.kind == "folder" or item.is_source or item.is_archive:
            forms[stem(item.path.name, item)].append(item)
        else:
            list_other(item, sorting)
    for key, items in forms.items():
        _take_newest(key, items, sorting)


def stem(name: str, item: Item) -> str:
    """`name` without the suffix that says what kind of file `item` is."""
    if item.kind != "folder":
        for suffix in _SUFFIXES:
            if name.lower().endswith(suffix):
                return name[: -len(suffix)] or name
    return name


def list_other(item: Item, sorting: Sorting) -> None:
    """List an item that no student's work can be."""
    if item.kind == "file" and is_archive(item.name):
        sorting.pass_over(item.place, _("{place} is packed in a way that is not taken in: unpack it into a folder"))
    else:
        sorting.refuse(item, _("{place} is no submission: neither a folder nor a .py, .ipynb, .zip or .tar.gz file"))


def _take_newest(key: str, items: list[Item], sorting: Sorting) -> None:
    dated: list[tuple[float, Item]] = []
    for item in items:
        try:
            dated.append((modified(item) if len(items) > 1 else 0.0, item))
        except OSError as error:
            sorting.closed(item, error)
    dated.sort(key=lambda pair: (-pair[0], os.fsencode(pair[1].path.name)))
    for at, (_time, item) in enumerate(dated):
        part = sorting.whole(item)
        if part is not None:
            name = stem(item.name, item)
            hand_in = HandIn("", name, (Student(name),), (part,), item.place)
            sorting.hand_ins.append(Unnamed(name, "", key, hand_in))
            for _older_time, older in dated[at + 1 :]:
                sorting.replaced(older.place, item.place)
            return
