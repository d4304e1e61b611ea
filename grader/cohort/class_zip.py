"""The zip of a whole class, unpacked from disk to disk: it may be larger than memory, and its headers may lie.

Whatever is wrong with one member costs that member alone, and is listed. What tools leave beside the work is not
unpacked; of a `.git` there is an empty folder, as the sign of a clone.
"""

import os
import shutil
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from grader.cohort.github import GIT
from grader.cohort.hand_in import Passed
from grader.cohort.unpacked_names import MemberName, name_fault, named
from grader.errors import InputError, MachineryError
from grader.intake.entries import reason
from grader.intake.limits import MAX_ARCHIVE_BYTES, MIB, mebibytes
from grader.intake.members import LEAKS
from grader.intake.names import is_ignored, shown
from grader.intake.zip_archive import METHODS, check_apart, is_encrypted, kind_of
from grader.language import N_, _

MAX_MEMBERS = 500_000
MOST_LISTED = 20  # members for one reason
_MAX_BYTES = MAX_ARCHIVE_BYTES  # of one member: as much as the intake takes of a file
_KEPT_FREE = 512 * MIB  # of the disk, for those who work while a class is graded
_BLOCK = 4096  # what the smallest file takes
_STEP = 256 * 1024

_LINK = N_("{place} is a link, and links are not followed")
_SPECIAL = N_("{place} is neither a file nor a folder")
_OLDER = N_("{place} is in the zip more than once, where the last one counts")
_ENCRYPTED = N_("{place} is encrypted: unpack it with its password, and name the folder")
_UNUSUAL = N_("{place} is packed with an unusual method: unpack it, and name the folder")
_DAMAGED = N_("{place} is damaged in the zip, left out")
_LARGE = N_("{place} is larger than {limit}, left out")
_BEYOND = N_("{place} is beyond the first {count} members, left out")
_CLASHING = N_("{place} has another member's name on this file system, left out")


def unpack_class(path: Path, target: Path, given: str) -> list[Passed]:
    """Unpack the zip at `path`, shown to people as `given`, into the empty folder `target`; what is left out, and why.

    Raises:
        InputError: it is no zip, or one that is cut short.
        MachineryError: the files can't be written.
    """
    try:
        opened = zipfile.ZipFile(path)
        check_apart(opened)
    except LEAKS as error:
        sentence = _("{given} is no zip, or damaged, or cut short: download it again")
        raise InputError(sentence.format(given=given)) from error
    with opened:
        try:
            return _Unpacking(opened, target).all()
        except OSError as error:
            sentence = _("{name} can't be copied ({reason}): is the disk full?")
            raise MachineryError(sentence.format(name=given, reason=reason(error))) from error


@dataclass
class _LeftOut:
    """Collects members by reason: of each the first ones, and how many more there are."""

    listed: dict[str, list[Passed]] = field(default_factory=dict)
    count: dict[str, int] = field(default_factory=dict)

    def add(self, template: str, place: str) -> None:
        """Remember that the member at `place` is left out; `template` is a sentence that is yet to be translated."""
        self.count[template] = self.count.get(template, 0) + 1
        if self.count[template] <= MOST_LISTED:
            limits = {"limit": mebibytes(_MAX_BYTES), "count": f"{MAX_MEMBERS:,}"}
            sentence = _(template).format(place=shown(place), **limits)
            self.listed.setdefault(template, []).append(Passed(place, sentence))

    def all(self) -> Iterator[Passed]:
        """What was remembered; a last entry of a reason may speak for many."""
        for template, listed in self.listed.items():
            more = self.count[template] - len(listed)
            yield from listed
            if more:
                sentence = _("{count} more like this: {reason}").format(count=f"{more:,}", reason=listed[-1].reason)
                yield Passed(listed[-1].place, sentence)


class _Unpacking:
    """Unpacks one zip."""

    def __init__(self, opened: zipfile.ZipFile, target: Path) -> None:
        self._opened = opened
        self._target = target
        self._left_out = _LeftOut()
        self._folders: set[tuple[str, ...]] = {()}
        self._room = shutil.disk_usage(target).free - _KEPT_FREE

    def all(self) -> list[Passed]:
        """Unpack what can be unpacked; what is left out."""
        members = self._members()
        for name, info in members.items():
            self._unpack(info, name)
        for name, info in reversed(members.items()):
            if name.parts in self._folders:  # at last: each file that is written renews its folder
                _set_time(self._path(name.parts), info)
        return list(self._left_out.all())

    def _members(self) -> dict[MemberName, zipfile.ZipInfo]:
        """The members that are students' work, the last one of each name."""
        members: dict[MemberName, zipfile.ZipInfo] = {}
        for number, info in enumerate(self._opened.infolist()):
            name = named(info)
            fault = _BEYOND if number >= MAX_MEMBERS else name_fault(name)
            if fault:
                self._left_out.add(fault, name.place)
            elif any(map(is_ignored, name.parts)):
                self._mark_clone(name)
            elif name.parts:
                before = members.pop(name, None)
                if before is not None and not (before.is_dir() and info.is_dir()):
                    self._left_out.add(_OLDER, name.place)
                members[name] = info
        return members

    def _mark_clone(self, name: MemberName) -> None:
        if GIT in name.parts:
            parts = name.parts[: name.parts.index(GIT) + 1]
            if not any(map(is_ignored, parts[:-1])):
                self._make_folder(parts)

    def _unpack(self, info: zipfile.ZipInfo, name: MemberName) -> None:
        kind = kind_of(info, name.place)
        folder = name.parts if kind == "folder" else name.parts[:-1]
        if not self._make_folder(folder):
            self._left_out.add(_CLASHING, name.place)
        elif kind == "link":
            self._left_out.add(_LINK, name.place)
        elif kind == "special":
            self._left_out.add(_SPECIAL, name.place)
        elif is_encrypted(info):
            self._left_out.add(_ENCRYPTED, name.place)
        elif info.compress_type not in METHODS:
            self._left_out.add(_UNUSUAL, name.place)
        elif kind == "file":
            fault = self._write(info, self._path(name.parts))
            if fault:
                self._left_out.add(fault, name.place)

    def _make_folder(self, parts: tuple[str, ...]) -> bool:
        """Whether there is now a folder of these names, which no other member's folder is taken for."""
        for depth in range(1, len(parts) + 1):
            inner = parts[:depth]
            if inner not in self._folders:
                try:
                    self._path(inner).mkdir(mode=0o700)
                except FileExistsError:
                    return False
                self._folders.add(inner)
        return True

    def _path(self, parts: tuple[str, ...]) -> Path:
        return self._target.joinpath(*parts)

    def _write(self, info: zipfile.ZipInfo, path: Path) -> str | None:
        """Write one file; why it can't be, if it can't."""
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        except FileExistsError:
            return _CLASHING
        with open(descriptor, "wb") as file:
            fault = self._copy(info, file)
        if fault:
            path.unlink()
        else:
            _set_time(path, info)
        return fault

    def _copy(self, info: zipfile.ZipInfo, file: BinaryIO) -> str | None:
        """Copy what is in the zip, and not more than it may be, whatever its header says; why not, if not."""
        size = 0
        self._room -= _BLOCK
        try:
            for chunk in _chunks(self._opened, info):
                size += len(chunk)
                self._room -= len(chunk)
                if size > _MAX_BYTES:
                    self._room += size
                    return _LARGE
                if self._room < 0:  # a student must not lose marks by a disk of ours
                    raise MachineryError(_("there is no room to unpack the class: free space or set TMPDIR"))
                file.write(chunk)
        except EOFError:
            self._room += size
            return _DAMAGED
        return None


def _chunks(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content piece by piece.

    Raises:
        EOFError: it is damaged, which may show only at its end.
    """
    try:
        with opened.open(info) as stream:
            while chunk := stream.read(_STEP):
                yield chunk
    except LEAKS as error:
        raise EOFError(info.filename) from error


def _set_time(path: Path, info: zipfile.ZipInfo) -> None:
    """Give `path` the time that the zip says, by which the newest of several is found."""
    with suppress(ValueError, OverflowError, OSError):
        moment = time.mktime((*info.date_time, 0, 0, -1))
        os.utime(path, (moment, moment))
