"""The members of a zip archive, read with distrust: its own headers may lie."""

import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise

from grader.intake.limits import MAX_SEEN
from grader.intake.members import Kind, Member, damage_told, refusal, too_many_members
from grader.intake.names import readable_name
from grader.language import _

MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_LOCAL_HEADER = 30  # bytes before the name, see 4.3.7 of PKWARE's APPNOTE.TXT
_DIRECTORY_ENTRY = b"PK\x01\x02"
# Python's zipfile bounds what these two unpack per step, not so bzip2 and LZMA.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def zip_members(content: bytes, archive: str) -> Iterator[Member]:
    """The members of the zip `content`; `archive` is its name as shown to people.

    Raises:
        InputError: the archive is damaged, has too many members, or such that share their bytes.
    """
    # zipfile makes an object for every entry before we see the first.
    if content.count(_DIRECTORY_ENTRY) > MAX_SEEN:
        raise too_many_members(archive)
    with damage_told(archive):
        opened = zipfile.ZipFile(io.BytesIO(content))
        check_apart(opened)
    for info in opened.infolist():
        name = _name(info)
        yield Member(name, kind_of(info, name), info.file_size, _reader(opened, info, archive, name))


def check_apart(opened: zipfile.ZipFile) -> None:
    """No byte belongs to two members: some versions of Python refuse that and others don't, but a mark is a mark.

    Raises:
        zipfile.BadZipFile: one does.
    """
    members = sorted(opened.infolist(), key=lambda info: info.header_offset)
    for info, following in pairwise(members):
        if info.header_offset + _LOCAL_HEADER + info.compress_size > following.header_offset:
            raise zipfile.BadZipFile("members that overlap")


def _name(info: zipfile.ZipInfo) -> str:
    return readable_name(raw_name(info)).replace("\\", "/")


def raw_name(info: zipfile.ZipInfo) -> bytes:
    """The name of a member as it stands in the zip."""
    # Without the flag, zipfile has guessed CP437: undone.
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_FLAG else "cp437")


def is_encrypted(info: zipfile.ZipInfo) -> bool:
    """Whether a password is needed for this member."""
    return bool(info.flag_bits & _ENCRYPTED_FLAG)


def kind_of(info: zipfile.ZipInfo, name: str) -> Kind:
    """What the member is that the zip calls `name`."""
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "link"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "special"
    return "folder" if name.endswith("/") or stat.S_ISDIR(mode) else "file"


def _reader(opened: zipfile.ZipFile, info: zipfile.ZipInfo, archive: str, name: str) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        if is_encrypted(info):
            raise refusal(archive, name, _("is encrypted: make the archive again without a password"))
        if info.compress_type not in METHODS:
            raise refusal(archive, name, _("is packed with an unusual method: make an ordinary zip"))
        with damage_told(archive), opened.open(info) as stream:
            return stream.read(limit + 1)

    return read
