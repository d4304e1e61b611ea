"""In which form a student's work came: a folder, files, or the one archive among them that holds it all."""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.cohort.hand_in import Part
from grader.cohort.level import Item
from grader.intake.limits import MAX_DEPTH, MAX_SEEN
from grader.intake.names import ARCHIVE_SUFFIXES, VENV_MARK, is_archive, is_ignored, is_source, readable_name


def part_of(item: Item) -> Part:
    """The file or folder `item` as a whole hand-in; for a folder that only wraps an archive, the archive.

    Raises:
        OSError: the folder can't be read.
    """
    if item.kind == "file":
        return Part(item.name, item.path)
    archive = _sole_archive(item.path)
    return Part("", item.path) if archive is None else Part(readable_name(os.fsencode(archive.name)), archive)


def the_archive(parts: Sequence[Part]) -> Part | None:
    """The part that is the submission, where others only lie beside it: the one archive, if there is no source."""
    archives = [part for part in parts if is_archive(part.name)]
    if len(archives) != 1 or any(is_source(part.name) for part in parts):
        return None
    return archives[0] if archives[0].name.lower().endswith(ARCHIVE_SUFFIXES) else None


def modified(item: Item) -> float:
    """When `item` was last written to; of a folder, the newest file in it: copying renews the folder itself."""
    if item.kind != "folder":
        return os.lstat(item.path).st_mtime
    times = [child.stat(follow_symlinks=False).st_mtime for child in _files(item.path)]
    return max(times, default=os.lstat(item.path).st_mtime)


def _sole_archive(folder: Path) -> Path | None:
    archives: list[str] = []
    for child in _files(folder):
        if is_source(child.name):
            return None
        if is_archive(child.name):
            archives.append(child.path)
    one = archives[0] if len(archives) == 1 else ""
    return Path(one) if one.lower().endswith(ARCHIVE_SUFFIXES) else None


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    """The regular files below `folder` that are the student's, shallow first, as far as the intake looks.

    Raises:
        OSError: `folder` itself can't be read.
    """
    waiting = deque([(_children(folder), 1)])
    seen = 0
    while waiting:
        children, depth = waiting.popleft()
        for child in children:
            seen += 1
            if seen > MAX_SEEN:
                return
            if child.is_file(follow_symlinks=False):
                yield child
            elif child.is_dir(follow_symlinks=False) and depth < MAX_DEPTH:
                waiting.append((_children_if_open(child.path), depth + 1))


def _children(folder: Path | str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return [child for child in found if not is_ignored(child.name)]


def _children_if_open(folder: str) -> list[os.DirEntry[str]]:
    try:
        children = _children(folder)
    except OSError:  # the intake says so of the submission
        return []
    return [] if any(child.name == VENV_MARK for child in children) else children
