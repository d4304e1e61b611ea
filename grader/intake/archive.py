"""An archive becomes entries: what is no file of the student's, or has no place below a folder, is left out."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import PurePosixPath

from grader.errors import InputError
from grader.intake.entries import Entry
from grader.intake.left_out import LeftOut, Reason
from grader.intake.limits import (
    MAX_DEPTH,
    MAX_FILES,
    MAX_NAME_BYTES,
    MAX_SEEN,
    MAX_TOTAL_BYTES,
)
from grader.intake.members import Member, too_large, too_many_members
from grader.intake.names import VENV_MARK, fits_a_file, has_control, is_ignored
from grader.language import _


def archive_entries(members: Iterable[Member], archive: str, left_out: LeftOut) -> list[Entry]:
    """The files among `members` that are the student's work; `archive` is the name as shown to people.

    One odd member costs itself alone, and a word in `left_out`: a link, a device, a name that leads out of the
    archive or that no file can have. Of several members with one name the last one counts, as it does for those
    who unpack the archive: `tar --append` writes a newer file so.

    Raises:
        InputError: there is too much of it all.
    """
    seen = list(islice(members, MAX_SEEN + 1))
    if len(seen) > MAX_SEEN:
        raise too_many_members(archive)
    entries: dict[str, Entry] = {}
    total = 0
    for member, name in _student_work(seen, left_out):
        if member.kind == "link":
            left_out.add(Reason.LINK, name)
        elif member.kind == "special":
            left_out.add(Reason.SPECIAL, name)
        elif member.kind == "file":
            if name in entries:
                left_out.add(Reason.OLDER, name)
            entries[name] = Entry(name, member.size, member.read)
            total += member.size
    if len(entries) > MAX_FILES:
        sentence = _("{archive} has more than {count} files: hand in your code alone")
        raise InputError(sentence.format(archive=archive, count=f"{MAX_FILES:,}"))
    if total > MAX_TOTAL_BYTES:
        raise too_large(archive, MAX_TOTAL_BYTES)
    return list(entries.values())


def _student_work(members: list[Member], left_out: LeftOut) -> Iterator[tuple[Member, str]]:
    """Those that no tool left there, each with its clean name; virtual environments are known by their mark."""
    usable = []
    for member in members:
        # Hopeless ones are not even taken apart: twenty thousand names of a thousand parts take half a minute.
        if len(member.name) > MAX_NAME_BYTES or member.name.count("/") > 2 * MAX_DEPTH:
            left_out.add(Reason.UNUSABLE_NAME, member.name)
            continue
        parts = PurePosixPath(member.name).parts
        if member.name.startswith("/") or re.match(r"[A-Za-z]:", member.name) or ".." in parts:
            left_out.add(Reason.OUTSIDE, member.name)
        elif parts and not any(is_ignored(part) for part in parts[:MAX_DEPTH]):
            usable.append((member, parts))
    venvs = {parts[:-1] for _, parts in usable if parts[-1:] == (VENV_MARK,) and parts[:-1]}
    for member, parts in usable:
        folders = (parts[:depth] for depth in range(1, min(len(parts), MAX_DEPTH) + 1))
        if not venvs.isdisjoint(folders):
            continue
        if has_control(member.name) or not fits_a_file(member.name):
            left_out.add(Reason.UNUSABLE_NAME, member.name)
        elif len(parts) > MAX_DEPTH:
            left_out.add(Reason.DEEP, member.name)
        else:
            yield member, "/".join(parts)
