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
from grader.intake.names import shown

Kind = Literal["file", "folder", "link", "special"]

# What zipfile, tarfile, gzip and zlib let through when they are fed what no archiver wrote.
_LEAKS = (
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
    return InputError(f"{archive} can't be unpacked: its member '{shown(member)}' {why}")


@contextmanager
def damage_told(archive: str) -> Iterator[None]:
    """Turn whatever an unpacker raises into one sentence."""
    try:
        yield
    except _LEAKS as error:
        raise InputError(f"{archive} is damaged or cut short: make the archive again and hand it in") from error
