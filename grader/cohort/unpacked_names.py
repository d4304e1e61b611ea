"""The names of a class zip's members: as they are read, and as they are on disk, where no two may become one."""

import re
import zipfile
from dataclasses import dataclass, field

from grader.intake.limits import MAX_DEPTH, MAX_NAME_BYTES
from grader.intake.names import fits_a_file, has_control, readable_name
from grader.intake.zip_archive import raw_name
from grader.language import N_

_MAX_DEPTH = MAX_DEPTH + 4  # a submission's, below wrappers and a student's folder

_OUTSIDE = N_("{place} leads out of the zip, left out")
_UNUSABLE = N_("{place} has a name that is too long or can't be used here, left out")


@dataclass(frozen=True, slots=True)
class MemberName:
    """A member's name: `place` for people, `parts` on disk.

    The parts are not brought into one normal form: two students whose names differ in the form alone stay two.
    """

    parts: tuple[str, ...]
    place: str = field(compare=False)


def named(info: zipfile.ZipInfo) -> MemberName:
    """The name of a member, each part read by itself: an old zip's may have other letters in the file than before."""
    raw = raw_name(info).replace(b"\\", b"/")
    parts = tuple(_text(part) for part in raw.split(b"/") if part not in (b"", b"."))
    place = "/".join(map(readable_name, raw.split(b"/")))
    return MemberName(parts, place)


def name_fault(name: MemberName) -> str | None:
    """Why no file of ours may have this name, as a sentence that is yet to be translated."""
    if name.place.startswith("/") or re.match(r"[A-Za-z]:", name.place) or ".." in name.parts:
        return _OUTSIDE
    is_usable = fits_a_file("/".join(name.parts)) and not has_control(name.place) and len(name.parts) <= _MAX_DEPTH
    return None if is_usable and len(name.place.encode()) <= MAX_NAME_BYTES else _UNUSABLE


def _text(raw: bytes) -> str:
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")
