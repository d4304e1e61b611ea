"""What a hand-in holds: its files as the intake would take them, and what it would leave out."""

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from grader.cohort.hand_in import HandIn, Part
from grader.intake.entries import Entry, read_regular, unreadable
from grader.intake.folder import folder_entries
from grader.intake.left_out import LeftOut, Reason
from grader.intake.limits import MAX_SEEN
from grader.intake.names import fits_a_file, has_control, shown


class Noted(LeftOut):
    """Keeps the names, as many as are looked at, where a report needs the first few."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[tuple[Reason, str]] = []

    def add(self, reason: Reason, name: str) -> None:
        """Remember that the file `name` is left out for this reason."""
        super().add(reason, name)
        if len(self.all) < MAX_SEEN:
            self.all.append((reason, name))


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of a hand-in, and what was met beside them."""

    entries: Sequence[Entry] = ()
    left_out: Noted = field(default_factory=Noted)


def sole_file(hand_in: HandIn) -> Part | None:
    """The part that is the whole submission and is a file.

    Raises:
        InputError: it is gone, or can't be read.
    """
    if len(hand_in.parts) != 1:
        return None
    (part,) = hand_in.parts
    return None if stat.S_ISDIR(_mode(part.path, hand_in)) else part


def contents(hand_in: HandIn) -> Contents:
    """The files of `hand_in`; their contents are not read yet.

    Raises:
        InputError: a part of it is gone, or can't be read.
    """
    found: list[Entry] = []
    left_out = Noted()
    for part in hand_in.parts:
        mode = _mode(part.path, hand_in)
        if stat.S_ISDIR(mode):
            found += folder_entries(part.path, shown(hand_in.place), left_out)
        elif has_control(part.name) or not fits_a_file(part.name):
            left_out.add(Reason.UNUSABLE_NAME, part.name)
        elif stat.S_ISREG(mode):
            found.append(file_entry(part))
        else:
            left_out.add(Reason.LINK if stat.S_ISLNK(mode) else Reason.SPECIAL, part.name)
    return Contents(found, left_out)


def file_entry(part: Part) -> Entry:
    """A part that is a regular file.

    Raises:
        OSError: it is gone.
    """
    return Entry(part.name, part.path.lstat().st_size, partial(read_regular, part.path))


def _mode(path: Path, hand_in: HandIn) -> int:
    try:
        return os.lstat(path).st_mode
    except OSError as error:
        raise unreadable(shown(hand_in.place), error) from error
