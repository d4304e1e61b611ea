"""A folder becomes entries: regular files only, links not followed, tools' folders left out."""

import os
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import InputError
from grader.intake.entries import Entry, read_regular, reason
from grader.intake.limits import MAX_DEPTH, MAX_SEEN
from grader.intake.names import VENV_MARK, fits_a_file, has_control, is_ignored, note, readable_name


@dataclass
class _Found:
    """What a walk has met: the files, and by reason the names of what is not taken in."""

    entries: list[Entry] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    special: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    unusable_names: list[str] = field(default_factory=list)
    deep: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    def notes(self) -> tuple[str, ...]:
        return (
            *note("Symbolic links are not followed", self.links),
            *note("Neither files nor folders, left out", self.special),
            *note("Can't be read (check the permissions)", self.unreadable),
            *note("Names that are too long or can't be used here, left out", self.unusable_names),
            *note(f"More than {MAX_DEPTH} folders deep, left out", self.deep),
            *note(f"Not looked at after the first {MAX_SEEN:,} names", self.unseen),
        )


def folder_entries(folder: Path, given: str) -> tuple[list[Entry], tuple[str, ...]]:
    """The regular files below `folder`, shallow first, and notes on what else was met.

    `given` is the folder's path as shown to people.

    Raises:
        InputError: `folder` itself can't be read.
    """
    found = _Found()
    try:
        waiting = deque([("", _children(folder))])
    except OSError as error:
        raise InputError(f"{given} can't be read ({reason(error)}): check its permissions") from error
    seen = 0
    while waiting:
        prefix, children = waiting.popleft()
        for child in children:
            seen += 1
            name = prefix + readable_name(os.fsencode(child.name))
            if seen > MAX_SEEN:
                found.unseen.append(name)
                continue
            try:
                waiting.append((name + "/", _met(child, name, found)))
            except OSError:
                found.unreadable.append(name)
    return found.entries, found.notes()


def _met(child: os.DirEntry[str], name: str, found: _Found) -> list[os.DirEntry[str]]:
    """Note what `child` is in `found`; where it is a folder to look into, what it holds."""
    if has_control(name) or not fits_a_file(name):
        found.unusable_names.append(name)
    elif child.is_symlink():
        found.links.append(name)
    elif child.is_file(follow_symlinks=False):
        found.entries.append(Entry(name, child.stat(follow_symlinks=False).st_size, _reader(Path(child.path))))
    elif not child.is_dir(follow_symlinks=False):
        found.special.append(name)
    elif name.count("/") >= MAX_DEPTH - 1:
        found.deep.append(name)
    else:
        return _children(Path(child.path), inner=True)
    return []


def _children(folder: Path, inner: bool = False) -> list[os.DirEntry[str]]:
    """What `folder` holds of the student's work, by name; nothing in a virtual environment that is inside."""
    with os.scandir(folder) as found:
        children = sorted(found, key=lambda child: child.name)
    if inner and any(child.name == VENV_MARK for child in children):
        return []
    return [child for child in children if not is_ignored(child.name)]


def _reader(path: Path) -> Callable[[int], bytes]:
    return lambda limit: read_regular(path, limit)
