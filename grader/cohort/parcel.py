"""A hand-in on its way to `grader.intake.open_submission`: on this machine, or packed for another one."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grader.cohort.contents import contents, file_entry, sole_file
from grader.cohort.crate import folder_in, tar_of
from grader.cohort.hand_in import HandIn, Part
from grader.errors import InputError, MachineryError
from grader.intake.copying import in_order, size_limit
from grader.intake.entries import Entry, read_regular, reason, unreadable
from grader.intake.limits import MAX_ARCHIVE_BYTES, MAX_FILES, MAX_TOTAL_BYTES, mebibytes
from grader.intake.names import ARCHIVE_SUFFIXES, fits_a_file, shown
from grader.intake.scratch import scratch_folder
from grader.language import _

_DIGEST_VERSION = b"hand-in 1"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A hand-in to be sent to another machine: one file as it is, or a folder as a tar.

    `name` is the file's or the folder's own.
    """

    name: str
    content: bytes
    is_folder: bool = False


@contextmanager
def on_disk(hand_in: HandIn) -> Iterator[Path]:
    """A path that `open_submission` takes in: where the hand-in lies, or a copy under the names that it was given.

    Raises:
        InputError: it is gone, or can't be read.
        MachineryError: the copy can't be written.
    """
    if len(hand_in.parts) == 1:
        (part,) = hand_in.parts
        if not part.name or _called(part) == part.path.name:
            yield part.path
            return
    with unpacked(packed(hand_in)) as path:
        yield path


def packed(hand_in: HandIn) -> Parcel:
    """`hand_in` for another machine; nothing is followed, and what tools left is not packed.

    Raises:
        InputError: it is gone, can't be read, or is larger than what is taken in.
    """
    part = sole_file(hand_in)
    if part is not None:
        return Parcel(_called(part), _content(part, hand_in))
    found = contents(hand_in)
    total = sum(min(entry.size, size_limit(entry.name) + 1) for entry in found.entries)
    if total > MAX_TOTAL_BYTES:
        raise _too_large(hand_in, MAX_TOTAL_BYTES)
    name = hand_in.parts[0].path.name if len(hand_in.parts) == 1 else hand_in.id
    return Parcel(name, tar_of(found, shown(hand_in.place)), is_folder=True)


@contextmanager
def unpacked(parcel: Parcel) -> Iterator[Path]:
    """The hand-in of a parcel, for `open_submission`, as long as it is needed.

    Raises:
        MachineryError: it can't be written here, or is no parcel of ours.
    """
    if os.path.basename(parcel.name) != parcel.name or parcel.name in ("", ".", ".."):
        raise MachineryError(_("a parcel of the name {name} can't be unpacked").format(name=shown(parcel.name)))
    with scratch_folder() as root:
        path = root / parcel.name
        try:
            if parcel.is_folder:
                path.mkdir(mode=0o700)
                folder_in(path, parcel.content)
            else:
                path.write_bytes(parcel.content)
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else str(error)
            sentence = _("{name} can't be copied ({reason}): is the disk full?")
            raise MachineryError(sentence.format(name=shown(parcel.name), reason=why)) from error
        yield path


def digest(hand_in: HandIn) -> str:
    """SHA-256 of what the intake would take of `hand_in`, and of what it would say is left out.

    Where it lies does not matter, nor when it was written, nor what an archive or the folder is called.

    Raises:
        InputError: it is gone, or a folder that can't be read.
    """
    told = hashlib.sha256(_DIGEST_VERSION)
    part = sole_file(hand_in)
    if part is not None:
        name = _called(part)
        is_archive = name.lower().endswith(ARCHIVE_SUFFIXES)
        content: bytes | str = _read(file_entry(part), MAX_ARCHIVE_BYTES)
        _tell(told, b"" if is_archive else name.encode("utf-8", "surrogatepass"), _told(content))
        return told.hexdigest()
    found = contents(hand_in)
    count = total = 0
    for entry in in_order(found.entries):
        limit = size_limit(entry.name)
        content = "beyond"
        if count < MAX_FILES and total + min(entry.size, limit) <= MAX_TOTAL_BYTES:
            content = _read(entry, limit)
        if isinstance(content, bytes):
            count, total = count + 1, total + len(content)
        _tell(told, entry.name.encode("utf-8", "surrogatepass"), _told(content))
    for why, left_out in found.left_out.all:
        _tell(told, why.name.encode(), left_out.encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def _tell(told: "hashlib._Hash", *pieces: bytes) -> None:
    """Each piece with its length, so that no two lists of pieces are alike."""
    for piece in pieces:
        told.update(b"%d:" % len(piece) + piece)


def _read(entry: Entry, limit: int) -> bytes | str:
    """The content of a file, or why the intake takes none."""
    try:
        content = entry.read(limit) if entry.size <= limit else None
    except OSError:
        return "closed"
    return "large" if content is None or len(content) > limit else content


def _told(content: bytes | str) -> bytes:
    return content.encode() if isinstance(content, str) else hashlib.sha256(content).digest()


def _called(part: Part) -> str:
    """The name of a part that is a file, as it can be written to disk."""
    return part.name if part.name and fits_a_file(part.name) else part.path.name


def _content(part: Part, hand_in: HandIn) -> bytes:
    try:
        content = read_regular(part.path, MAX_ARCHIVE_BYTES)
    except OSError as error:
        raise unreadable(shown(hand_in.place), error) from error
    if len(content) > MAX_ARCHIVE_BYTES:
        raise _too_large(hand_in, MAX_ARCHIVE_BYTES)
    return content


def _too_large(hand_in: HandIn, limit: int) -> InputError:
    sentence = _("{given} is larger than {limit}: hand in your code alone")
    return InputError(sentence.format(given=shown(hand_in.place), limit=mebibytes(limit)))
