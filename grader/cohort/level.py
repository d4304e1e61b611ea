"""The folder that holds a class, and the items in it: one for each student, or one for each file."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.intake.entries import unreadable
from grader.intake.names import ARCHIVE_SUFFIXES, is_ignored, is_source, readable_name, shown

Kind = Literal["file", "folder", "link", "special"]


@dataclass(frozen=True, slots=True)
class Item:
    """One file or folder at the level of the class; `name` is readable, `place` says where it was given."""

    name: str
    kind: Kind
    path: Path
    place: str

    @property
    def is_archive(self) -> bool:
        """Whether it is a file that ends as an archive that is taken in."""
        return self.kind == "file" and self.name.lower().endswith(ARCHIVE_SUFFIXES)

    @property
    def is_source(self) -> bool:
        """Whether it is a Python file or a notebook."""
        return self.kind == "file" and is_source(self.name)


@dataclass(frozen=True, slots=True)
class Level:
    """A folder with its items by name, without what tools leave beside the work."""

    name: str
    folder: Path
    place: str
    items: Sequence[Item]

    def below(self, item: Item) -> "Level":
        """The level inside the folder `item`.

        Raises:
            InputError: it can't be read.
        """
        return level_of(item.path, item.name, item.place + "/")


def level_of(folder: Path, name: str, place: str = "") -> Level:
    """The level in `folder`, which is called `name` and was given at `place`.

    Raises:
        InputError: the folder can't be read.
    """
    try:
        with os.scandir(folder) as found:
            items = [_item(child, place) for child in found if not is_ignored(child.name)]
    except OSError as error:
        raise unreadable(shown(place or name), error) from error
    return Level(name, folder, place, sorted(items, key=lambda item: os.fsencode(item.path.name)))


def _item(child: os.DirEntry[str], place: str) -> Item:
    name = readable_name(os.fsencode(child.name))
    return Item(name, _kind(child), Path(child.path), place + name)


def _kind(child: os.DirEntry[str]) -> Kind:
    if child.is_symlink():
        return "link"
    if child.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if child.is_file(follow_symlinks=False) else "special"
