"""Clones of GitHub Classroom: `SLUG-submissions/SLUG-USER/`. What is in a `.git` is neither read nor run."""

import os
from collections.abc import Sequence

from grader.cohort.hand_in import HandIn, Student
from grader.cohort.identity import Unnamed
from grader.cohort.level import Item, Level
from grader.cohort.sorting import Sorting
from grader.language import _

GIT = ".git"
_ENDING = "-submissions"


def is_github(level: Level) -> bool:
    """Whether the folder is called as the clones' is, or most folders in it are clones."""
    folders = [item for item in level.items if item.kind == "folder"]
    if _slug_of_name(level.name, folders):
        return True
    clones = sum(os.path.lexists(item.path / GIT) for item in folders)
    return clones > 0 and 2 * clones >= len(level.items)


def read_github(level: Level, sorting: Sorting) -> None:
    """Sort the clones of a class: what follows the assignment's slug is the student's name on GitHub."""
    folders = [item for item in level.items if item.kind == "folder"]
    slug = _slug_of_name(level.name, folders) or _common_slug(folders)
    for item in level.items:
        if item.kind != "folder":
            sorting.refuse(item, _("{place} is no clone of a student's repository"))
            continue
        user = item.name.removeprefix(slug) or item.name
        part = sorting.whole(item)
        if part is not None:
            hand_in = HandIn("", user, (Student(user, login=user),), (part,), item.place)
            sorting.hand_ins.append(Unnamed(user, "", item.path.name, hand_in))


def _slug_of_name(name: str, folders: Sequence[Item]) -> str:
    """The slug with its hyphen, if `name` ends as the folder of clones does and a clone begins with it."""
    if not name.endswith(_ENDING):
        return ""
    slug = name.removesuffix("submissions")
    return slug if any(folder.name.startswith(slug) for folder in folders) else ""


def _common_slug(folders: Sequence[Item]) -> str:
    """What all clones begin with, up to a hyphen; of one clone alone nobody knows."""
    if len(folders) < 2:
        return ""
    names = [folder.name for folder in folders]
    first, last = min(names), max(names)  # what these two share, all share
    common = first[: next((at for at, char in enumerate(first) if not last.startswith(char, at)), len(first))]
    return common[: common.rfind("-") + 1]
