"""An archive becomes entries, if nothing in it reaches beyond the folder that it unpacks to."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

from grader.errors import InputError
from grader.intake.entries import Entry
from grader.intake.limits import (
    MAX_DEPTH,
    MAX_FILES,
    MAX_SEEN,
    MAX_TOTAL_BYTES,
    mebibytes,
)
from grader.intake.members import Member, refusal
from grader.intake.names import VENV_MARK, fits_a_file, has_control, is_ignored

_ALONE = "hand in your code alone"


@dataclass(frozen=True)
class _Placed:
    """A member with the parts of a name that stays inside."""

    member: Member
    parts: tuple[str, ...]


def archive_entries(members: Iterable[Member], archive: str) -> list[Entry]:
    """The files among `members` that are the student's work; `archive` is the name as shown to people.

    Raises:
        InputError: a member leads out of the archive, is a link or a device, has another one's name or a name
            that no file can have; or there is too much of it all.
    """
    seen = list(islice(members, MAX_SEEN + 1))
    if len(seen) > MAX_SEEN:
        raise InputError(f"{archive} has more than {MAX_SEEN:,} members: {_ALONE}")
    placed = list(_student_work([_Placed(member, _inner_parts(member.name, archive)) for member in seen]))
    if len(placed) > MAX_FILES:
        raise InputError(f"{archive} has more than {MAX_FILES:,} members: {_ALONE}")
    for item in placed:
        _check_kind(item.member, archive)
    _check_distinct(placed, archive)
    if sum(item.member.size for item in placed) > MAX_TOTAL_BYTES:
        raise InputError(f"{archive} unpacks to more than {mebibytes(MAX_TOTAL_BYTES)}: {_ALONE}")
    return [
        Entry("/".join(item.parts), item.member.size, item.member.read) for item in placed if item.member.kind == "file"
    ]


def _inner_parts(name: str, archive: str) -> tuple[str, ...]:
    """The parts of the path `name`, which lies inside the folder that the archive unpacks to."""
    if has_control(name):
        raise refusal(archive, name, "has a name with control characters: rename it")
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        raise refusal(archive, name, "has an absolute name: make the archive from within your folder")
    parts = PurePosixPath(name).parts
    if ".." in parts:
        raise refusal(archive, name, "leads out of the archive: make the archive from within your folder")
    if len(parts) > MAX_DEPTH:
        raise refusal(archive, name, f"lies more than {MAX_DEPTH} folders deep: move it up")
    if not fits_a_file(name):
        raise refusal(
            archive,
            name,
            "has a name too long for a file here, or with letters that it can't have: rename it",
        )
    return parts


def _student_work(placed: list[_Placed]) -> Iterator[_Placed]:
    """Those of `placed` that no tool left there; virtual environments are known by their mark."""
    venvs = {item.parts[:-1] for item in placed if item.parts[-1:] == (VENV_MARK,)}
    for item in placed:
        folders = (item.parts[:depth] for depth in range(1, len(item.parts) + 1))
        if item.parts and not any(is_ignored(part) for part in item.parts) and venvs.isdisjoint(folders):
            yield item


def _check_kind(member: Member, archive: str) -> None:
    if member.kind == "link":
        raise refusal(archive, member.name, "is a link: put the file itself in its place")
    if member.kind == "special":
        raise refusal(archive, member.name, "is neither a file nor a folder: leave it out")


def _check_distinct(placed: list[_Placed], archive: str) -> None:
    """No file has the place of another file or of a folder, on any system that the archive may come from."""
    files: set[tuple[str, ...]] = set()
    folders: set[tuple[str, ...]] = set()
    for item in placed:
        key = tuple(_same_on_every_system(part) for part in item.parts)
        parents = {key[:depth] for depth in range(1, len(key))}
        is_file = item.member.kind == "file"
        if key in files or not files.isdisjoint(parents) or (is_file and key in folders):
            raise refusal(archive, item.member.name, "shares its name with another member: rename one of them")
        folders |= parents
        (files if is_file else folders).add(key)


def _same_on_every_system(part: str) -> str:
    """`part` without what some systems don't tell apart: case, composition, trailing dots and spaces."""
    return unicodedata.normalize("NFC", part).casefold().rstrip(". ")
