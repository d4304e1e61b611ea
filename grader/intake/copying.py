"""Entries become the copy in the scratch folder; what can't be read is told, not fatal."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import MachineryError
from grader.intake.entries import Entry, reason
from grader.intake.limits import (
    MAX_FILES,
    MAX_NOTEBOOK_BYTES,
    MAX_OTHER_BYTES,
    MAX_PYTHON_BYTES,
    MAX_TOTAL_BYTES,
    mebibytes,
)
from grader.intake.names import by_depth, is_notebook, is_source, note, shown
from grader.intake.source_text import reading_fault


@dataclass
class Copied:
    """What became of the entries: sources that can be read, sources that can't be and why, files left out."""

    files: list[str] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)
    large: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    clashing: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)

    def notes(self) -> tuple[str, ...]:
        """What was left out, in sentences."""
        total = f"{MAX_FILES:,} files or {mebibytes(MAX_TOTAL_BYTES)}"
        return (
            *note(f"Larger than {mebibytes(MAX_OTHER_BYTES)}, left out", self.large),
            *note("Files that can't be read (check their permissions)", self.unreadable),
            *note("Left out beside another file of the same name", self.clashing),
            *note(f"Beyond the first {total}, left out", self.beyond),
        )


def copy_entries(entries: Iterable[Entry], target: Path) -> Copied:
    """Copy `entries` into the folder `target`, sources first and shallow first, up to the caps of limits.py.

    Raises:
        InputError: an archive shows its damage only now.
        MachineryError: the copy can't be written.
    """
    copied = Copied()
    count = total = 0
    for entry in sorted(entries, key=lambda entry: (not is_source(entry.name), by_depth(entry.name))):
        if count >= MAX_FILES or total + min(entry.size, _limit(entry.name)) > MAX_TOTAL_BYTES:
            copied.beyond.append(entry.name)
            continue
        content = _content(entry, copied)
        if content is None or not _written(content, entry.name, target, copied):
            continue
        count += 1
        total += len(content)
        if is_source(entry.name):
            fault = reading_fault(entry.name, content)
            if fault is None:
                copied.files.append(entry.name)
            else:
                copied.broken[entry.name] = fault
    return copied


def _limit(name: str) -> int:
    if is_notebook(name):
        return MAX_NOTEBOOK_BYTES
    return MAX_PYTHON_BYTES if is_source(name) else MAX_OTHER_BYTES


def _content(entry: Entry, copied: Copied) -> bytes | None:
    """The content of `entry`, or None after a word in `copied` on why there is none."""
    limit = _limit(entry.name)
    try:
        content = entry.read(limit) if entry.size <= limit else None
    except OSError as error:
        if is_source(entry.name):
            fault = f"{shown(entry.name)} can't be read ({reason(error)}): check its permissions"
            copied.broken[entry.name] = fault
        else:
            copied.unreadable.append(entry.name)
        return None
    if content is not None and len(content) <= limit:
        return content
    if is_source(entry.name):
        advice = "clear its outputs" if is_notebook(entry.name) else "move its data to other files"
        copied.broken[entry.name] = f"{shown(entry.name)} is larger than {mebibytes(limit)}: {advice}"
    else:
        copied.large.append(entry.name)
    return None


def _written(content: bytes, name: str, target: Path, copied: Copied) -> bool:
    path = target / name
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with open(descriptor, "wb") as file:
            file.write(content)
    except (FileExistsError, NotADirectoryError):
        copied.clashing.append(name)
        return False
    except OSError as error:
        raise MachineryError(f"{shown(name)} can't be copied ({reason(error)}): is the disk full?") from error
    return True
