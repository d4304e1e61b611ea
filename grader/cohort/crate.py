"""A folder as a tar and back, such that the intake makes the same of it: links stay links that lead nowhere."""

import io
import os
import tarfile
from contextlib import suppress
from pathlib import Path, PurePosixPath

from grader.cohort.contents import Contents
from grader.intake.copying import size_limit
from grader.intake.entries import unreadable
from grader.intake.left_out import Reason
from grader.intake.names import fits_a_file, shown

_NOWHERE = "nowhere"
# A name that no file can have is left out by another one that is: it begins with a control character.
_ODD = "\x01"
_MOST_SHOWN = 50
# What stands for something that is left out. A file with an unusable name is as good as a folder with one.
_STANDING_FOR = {
    Reason.LINK: tarfile.SYMTYPE,
    Reason.SPECIAL: tarfile.FIFOTYPE,
    Reason.DEEP: tarfile.DIRTYPE,
    Reason.UNUSABLE_NAME: tarfile.REGTYPE,
}


def tar_of(found: Contents, place: str) -> bytes:
    """`found` as an uncompressed tar; `place` is where it lies, as shown to people.

    Of a file that is too large one byte more than is allowed is packed: it will be too large there as well.

    Raises:
        InputError: a file can't be read. Elsewhere nobody could know that it is there.
    """
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for entry in found.entries:
            try:
                content = entry.read(size_limit(entry.name))
            except OSError as error:
                raise unreadable(f"{place}/{shown(entry.name)}", error) from error
            info = tarfile.TarInfo(entry.name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
        for reason, name in found.left_out.all:
            if reason is Reason.CLOSED:
                raise unreadable(f"{place}/{shown(name)}", PermissionError(0, os.strerror(13)))
            if reason in _STANDING_FOR:
                info = tarfile.TarInfo(name if fits_a_file(name) else _ODD + name.replace("/", "_")[:_MOST_SHOWN])
                info.type = _STANDING_FOR[reason]
                info.linkname = _NOWHERE if reason is Reason.LINK else ""
                tar.addfile(info)
    return packed.getvalue()


def folder_in(target: Path, content: bytes) -> None:
    """Unpack what `tar_of` made into the empty folder `target`.

    Raises:
        ValueError: it is no such tar.
        OSError: a file can't be written.
    """
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as tar:
            for member in tar:
                _unpack(tar, member, target)
    except tarfile.TarError as error:
        raise ValueError("a damaged parcel") from error


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    pure = PurePosixPath(member.name)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts:
        raise ValueError("a parcel with a name that leads out of it")
    path = target / pure
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if member.isreg():
        stream = tar.extractfile(member)
        with suppress(FileExistsError, NotADirectoryError), open(path, "xb") as file:
            file.write(stream.read() if stream else b"")
    elif member.issym():
        path.symlink_to(_NOWHERE)
    elif member.isfifo():
        os.mkfifo(path, 0o600)
    elif member.isdir():
        path.mkdir(mode=0o700, exist_ok=True)
