"""A member of an archive, and the two ways to say that an archive is unusable."""

import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from grader.errors import InputError
from grader.intake.limits import MAX_SEEN, mebibytes
from grader.intake.names import shown
from grader.language import _

Kind = Literal["file", "folder", "link", "special"]

# What zipfile, tarfile, gzip and zlib let through when they are fed what no archiver wrote.
LEAKS = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    AttributeError,
)


@dataclass(frozen=True)
class Member:
    """One member as the archive describes it, not yet judged; `name` has "/" between its parts."""

    name: str
    kind: Kind
    size: int
    read: Callable[[int], bytes]


def refusal(archive: str, member: str, why: str) -> InputError:
    """The error of an archive that can't be taken in because of one member."""
    sentence = _("{archive} can't be unpacked: its member '{member}' {why}")
    return InputError(sentence.format(archive=archive, member=shown(member), why=why))


def too_many_members(archive: str) -> InputError:
    """The error of an archive with more members than are looked at."""
    sentence = _("{archive} has more than {count} members: hand in your code alone")
    return InputError(sentence.format(archive=archive, count=f"{MAX_SEEN:,}"))


def too_large(archive: str, limit: int) -> InputError:
    """The error of an archive that holds more than `limit` bytes."""
    sentence = _("{archive} unpacks to more than {limit}: hand in your code alone")
    return InputError(sentence.format(archive=archive, limit=mebibytes(limit)))


@contextmanager
def damage_told(archive: str) -> Iterator[None]:
    """Turn whatever an unpacker raises into one sentence."""
    try:
        yield
    except LEAKS as error:
        sentence = _("{archive} is damaged or cut short: make the archive again and hand it in")
        raise InputError(sentence.format(archive=archive)) from error
