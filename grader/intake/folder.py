"""A folder becomes entries: regular files only, links not followed, tools' folders left out."""

import os
import unicodedata
from collections import deque
from collections.abc import Callable
from pathlib import Path

from grader.intake.entries import Entry, read_regular, unreadable
from grader.intake.left_out import LeftOut, Reason
from grader.intake.limits import MAX_DEPTH, MAX_SEEN
from grader.intake.names import VENV_MARK, fits_a_file, has_control, is_ignored, readable_name


def folder_entries(folder: Path, given: str, left_out: LeftOut) -> list[Entry]:
    """The regular files below `folder`, shallow first; what else was met is added to `left_out`.

    `given` is the folder's path as shown to people.

    Raises:
        InputError: `folder` itself can't be read.
    """
    entries: list[Entry] = []
    try:
        waiting = deque([("", _children(folder))])
    except OSError as error:
        raise unreadable(given, error) from error
    seen = 0
    while waiting:
        prefix, children = waiting.popleft()
        for child in children:
            seen += 1
            name = prefix + readable_name(os.fsencode(child.name))
            if seen > MAX_SEEN:
                left_out.add(Reason.UNSEEN, name)
                continue
            try:
                waiting.append((name + "/", _met(child, name, entries, left_out)))
            except OSError:
                left_out.add(Reason.CLOSED, name)
    return entries


def _met(child: os.DirEntry[str], name: str, entries: list[Entry], left_out: LeftOut) -> list[os.DirEntry[str]]:
    """Take in `child` if it is a file; where it is a folder to look into, what it holds."""
    if has_control(name) or not fits_a_file(name):
        left_out.add(Reason.UNUSABLE_NAME, name)
    elif child.is_symlink():
        left_out.add(Reason.LINK, name)
    elif child.is_file(follow_symlinks=False):
        entries.append(Entry(name, child.stat(follow_symlinks=False).st_size, _reader(Path(child.path))))
    elif not child.is_dir(follow_symlinks=False):
        left_out.add(Reason.SPECIAL, name)
    elif name.count("/") >= MAX_DEPTH - 1:
        left_out.add(Reason.DEEP, name)
    else:
        return _children(Path(child.path), inner=True)
    return []


def _children(folder: Path, inner: bool = False) -> list[os.DirEntry[str]]:
    """What `folder` holds of the student's work, by name; nothing in a virtual environment that is inside.

    Of two names that are one in NFC, the one that is written so comes first: it is what an `import` finds.
    """
    with os.scandir(folder) as found:
        children = sorted(found, key=lambda child: (not unicodedata.is_normalized("NFC", child.name), child.name))
    if inner and any(child.name == VENV_MARK for child in children):
        return []
    return [child for child in children if not is_ignored(child.name)]


def _reader(path: Path) -> Callable[[int], bytes]:
    return lambda limit: read_regular(path, limit)
