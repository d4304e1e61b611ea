"""Entries become the copy in the scratch folder; what can't be read is told, not fatal."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from grader.errors import MachineryError
from grader.intake.entries import Entry, reason, unreadable
from grader.intake.left_out import LeftOut, Reason
from grader.intake.limits import (
    MAX_FILES,
    MAX_NOTEBOOK_BYTES,
    MAX_OTHER_BYTES,
    MAX_PYTHON_BYTES,
    MAX_TOTAL_BYTES,
    mebibytes,
)
from grader.intake.names import by_depth, is_notebook, is_source, same_on_every_system, shown
from grader.intake.source_text import reading_fault
from grader.language import _


@dataclass
class Copied:
    """What became of the entries: sources that can be read, and sources that can't be and why."""

    files: list[str] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)


def copy_entries(entries: Iterable[Entry], target: Path, left_out: LeftOut) -> Copied:
    """Copy `entries` into the folder `target`, sources first and shallow first, up to the caps of limits.py.

    What is not copied is added to `left_out`, but for sources, which are told one by one.

    Raises:
        InputError: an archive shows its damage only now.
        MachineryError: the copy can't be written.
    """
    copied = Copied()
    places = _Places()
    count = total = 0
    for entry in in_order(entries):
        if count >= MAX_FILES or total + min(entry.size, size_limit(entry.name)) > MAX_TOTAL_BYTES:
            left_out.add(Reason.BEYOND, entry.name)
            continue
        if not places.take(entry.name):
            left_out.add(Reason.CLASHING, entry.name)
            continue
        content = _content(entry, copied, left_out)
        if content is None:
            continue
        _write(content, entry.name, target)
        count += 1
        total += len(content)
        if is_source(entry.name):
            fault = reading_fault(entry.name, content)
            if fault is None:
                copied.files.append(entry.name)
            else:
                copied.broken[entry.name] = fault
    for name in places.alike():
        left_out.add(Reason.ALIKE, name)
    return copied


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """`entries` as they are copied: where there are too many, the last ones are left out."""
    return sorted(entries, key=lambda entry: (not is_source(entry.name), by_depth(entry.name)))


class _Places:
    """Which names are taken, by files and by folders: decided by the names alone, the same on every machine."""

    def __init__(self) -> None:
        self._files: list[str] = []
        self._taken: set[str] = set()
        self._folders: set[str] = set()

    def take(self, name: str) -> bool:
        """Whether a file of this name can be beside all that were taken before."""
        above = {str(folder) for folder in PurePosixPath(name).parents}
        if name in self._taken or name in self._folders or not self._taken.isdisjoint(above):
            return False
        self._files.append(name)
        self._taken.add(name)
        self._folders |= above
        return True

    def alike(self) -> list[str]:
        """The files that some systems don't tell from another one."""
        keys = [same_on_every_system(name) for name in self._files]
        count = Counter(keys)
        return [name for name, key in zip(self._files, keys, strict=True) if count[key] > 1]


def size_limit(name: str) -> int:
    """How large a file of this name may be."""
    if is_notebook(name):
        return MAX_NOTEBOOK_BYTES
    return MAX_PYTHON_BYTES if is_source(name) else MAX_OTHER_BYTES


def _content(entry: Entry, copied: Copied, left_out: LeftOut) -> bytes | None:
    """The content of `entry`, or None after a word on why there is none."""
    limit = size_limit(entry.name)
    try:
        content = entry.read(limit) if entry.size <= limit else None
    except OSError as error:
        if is_source(entry.name):
            copied.broken[entry.name] = str(unreadable(shown(entry.name), error))
        else:
            left_out.add(Reason.CLOSED, entry.name)
        return None
    if content is not None and len(content) <= limit:
        return content
    if is_source(entry.name):
        of_notebook = _("{name} is larger than {limit}: clear its outputs")
        of_python = _("{name} is larger than {limit}: move its data to other files")
        sentence = of_notebook if is_notebook(entry.name) else of_python
        copied.broken[entry.name] = sentence.format(name=shown(entry.name), limit=mebibytes(limit))
    else:
        left_out.add(Reason.LARGE, entry.name)
    return None


def _write(content: bytes, name: str, target: Path) -> None:
    path = target / name
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with open(descriptor, "wb") as file:
            file.write(content)
    except (FileExistsError, NotADirectoryError) as error:  # the name was free, but not for this file system
        sentence = _(
            "{name} and another file have one name on this file system: grade where capital and small letters differ"
        )
        raise MachineryError(sentence.format(name=shown(name))) from error
    except OSError as error:
        sentence = _("{name} can't be copied ({reason}): is the disk full?")
        raise MachineryError(sentence.format(name=shown(name), reason=reason(error))) from error
