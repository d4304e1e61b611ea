"""The members of a .tar or .tar.gz, read with distrust.

tarfile.TarInfo reads one header; the walk from header to header is ours. Python's own follows extended
headers with recursion, and before 3.12.6 in a time that grows with the square of their size (CVE-2024-6232).
"""

import tarfile
import zlib
from collections.abc import Callable, Iterator

from grader.errors import InputError
from grader.intake.limits import MAX_SEEN, MAX_TAR_BYTES
from grader.intake.members import Kind, Member, damage_told, too_large
from grader.intake.names import readable_name
from grader.language import _

GZIP_MAGIC = b"\x1f\x8b"
TAR_MAGIC = b"ustar"
TAR_MAGIC_AT = 257

_BLOCK = tarfile.BLOCKSIZE
_GZIP_BITS = 16 + zlib.MAX_WBITS  # zlib's way to ask for gzip's header and checksum
# Parallel compressors write several; each costs a copy of what is left.
_MAX_GZIP_MEMBERS = 64

_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)
_LINKS = (tarfile.SYMTYPE, tarfile.LNKTYPE)
_PAX = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
_EXTENSIONS = (*_PAX, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
# What is of interest in a pax header; a hostile one has millions of other keys.
_SPARSE = b"GNU.sparse."
_WANTED = (b"path", b"size")
# How much may be read of headers: one costs as much as ten records in one, and no archiver writes more than two
# headers and ten records for a member.
_HEADER = 10
_MOST_EFFORT = 3 * _HEADER * MAX_SEEN

# Where GNU's old header of a sparse file, and a block that continues it, say whether there is another one.
_CONTINUED_AT = 482
_CONTINUED_AGAIN_AT = 504

# Whatever size such a header gives, no content follows.
_WITHOUT_CONTENT = (*_LINKS, tarfile.DIRTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE)


def gunzipped(content: bytes, archive: str) -> bytes:
    """`content` decompressed; `archive` is its name as shown to people.

    Raises:
        InputError: the data is damaged, or there is more of it than MAX_TAR_BYTES.
    """
    unpacked = b""
    packed = content
    with damage_told(archive):
        for _member in range(_MAX_GZIP_MEMBERS):
            stream = zlib.decompressobj(wbits=_GZIP_BITS)
            unpacked += stream.decompress(packed, MAX_TAR_BYTES + 1 - len(unpacked))
            if len(unpacked) > MAX_TAR_BYTES:
                raise too_large(archive, MAX_TAR_BYTES)
            if not stream.eof:
                raise EOFError("the compressed data ends too early")
            packed = stream.unused_data.lstrip(b"\0")
            if not packed:
                return unpacked
        raise ValueError("more gzip members than a compressor makes")


def tar_members(content: bytes, archive: str) -> Iterator[Member]:
    """The members of the tar `content`; `archive` is its name as shown to people.

    Raises:
        InputError: the archive is damaged or cut short, or has far more headers than members.
    """
    with damage_told(archive):
        yield from _members(content, _Effort(archive))


class _Effort:
    """Counts what it takes to read the headers: a loop over them costs time, even where no member comes of it."""

    def __init__(self, archive: str) -> None:
        self._archive = archive
        self._left = _MOST_EFFORT

    def spend(self, effort: int) -> None:
        """Go on. Raises InputError when all is spent."""
        self._left -= effort
        if self._left < 0:
            sentence = _("{archive} has far more headers than files: make the archive again")
            raise InputError(sentence.format(archive=self._archive))


def _members(content: bytes, effort: _Effort) -> Iterator[Member]:
    at = 0
    extended: dict[bytes, bytes] = {}
    while any(block := _slice(content, at, _BLOCK)):
        effort.spend(_HEADER)
        header = tarfile.TarInfo.frombuf(block, "latin-1", "strict")
        at += _BLOCK
        if header.type in _EXTENSIONS:
            extended |= _extension(header.type, _slice(content, at, header.size), effort)
            at += _padded(header.size)
            continue
        size = int(extended.get(b"size", b"%d" % header.size))
        name = readable_name(extended.get(b"path", header.name.encode("latin-1"))).replace("\\", "/")
        kind = _kind(header, is_sparse=_SPARSE in extended)
        extended = {}
        if header.type == tarfile.GNUTYPE_SPARSE:
            at += _continued(content, at, block)
        if header.type in _WITHOUT_CONTENT:
            size = 0
        _check_room(content, at, size)
        yield Member(name, kind, size, _reader(content, at, size))
        at += _padded(size)


def _continued(content: bytes, at: int, block: bytes) -> int:
    """How much of `content` continues a sparse file's header, which is `block`."""
    start, more = at, block[_CONTINUED_AT]
    while more:
        more = _slice(content, at, _BLOCK)[_CONTINUED_AGAIN_AT]
        at += _BLOCK
    return at - start


def _kind(header: tarfile.TarInfo, is_sparse: bool) -> Kind:
    if header.type in _LINKS:
        return "link"
    if header.type == tarfile.DIRTYPE:
        return "folder"
    return "file" if header.type in _FILES and not is_sparse else "special"


def _extension(kind: bytes, payload: bytes, effort: _Effort) -> dict[bytes, bytes]:
    """What an extended header says of the next member."""
    if kind == tarfile.GNUTYPE_LONGNAME:
        return {b"path": payload.rstrip(b"\0")}
    return _pax_records(payload, effort) if kind in _PAX else {}


def _pax_records(payload: bytes, effort: _Effort) -> dict[bytes, bytes]:
    """The records "LENGTH KEY=VALUE\\n" of a pax header; LENGTH counts the whole record (POSIX.1-2001).

    All records are checked; those of interest are returned, and _SPARSE where there is one of that family.
    """
    records = {}
    at = 0
    while at < len(payload):
        effort.spend(1)
        digits, _space, _rest = payload[at : at + 20].partition(b" ")
        if not digits.isdigit():
            raise ValueError("a pax record without a length")
        start, end = at + len(digits) + 1, at + int(digits)
        if end > len(payload) or end <= start or payload[end - 1 : end] != b"\n":
            raise ValueError("a broken pax record")
        key, _equals, value = payload[start : end - 1].partition(b"=")
        if key in _WANTED:
            records[key] = value
        elif key.startswith(_SPARSE):
            records[_SPARSE] = b""
        at = end
    return records


def _reader(content: bytes, at: int, size: int) -> Callable[[int], bytes]:
    return lambda limit: content[at : at + min(size, limit + 1)]


def _slice(content: bytes, at: int, size: int) -> bytes:
    _check_room(content, at, size)
    return content[at : at + size]


def _check_room(content: bytes, at: int, size: int) -> None:
    if size < 0 or at + size > len(content):
        raise EOFError("the archive ends too early")


def _padded(size: int) -> int:
    return -(-size // _BLOCK) * _BLOCK
