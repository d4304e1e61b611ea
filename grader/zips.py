"""Zips that are always the same bytes for the same content: sorted, of one moment, with the same modes everywhere.

Compressed with the same zlib, that is: another build of it may find other bytes for the same text.
"""

import io
import zipfile
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

_PACKED = {".npz", ".whl"}  # to pack them again takes time and saves nothing
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip knows
_FILE, _PROGRAM = 0o100644, 0o100755


def zipped(members: Mapping[str, bytes], programs: Collection[str] = ()) -> bytes:
    """A zip of these members by their names, of which some may be started as `programs`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compresslevel=9) as archive:
        for name, content in sorted(members.items()):
            archive.writestr(_entry(name, name in programs), content)
    return file.getvalue()


def _entry(name: str, is_program: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.create_system = 3  # Unix, whose modes follow
    entry.external_attr = (_PROGRAM if is_program else _FILE) << 16
    entry.compress_type = zipfile.ZIP_STORED if PurePosixPath(name).suffix in _PACKED else zipfile.ZIP_DEFLATED
    return entry
