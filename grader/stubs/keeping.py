"""Files of the assignment written whole, and what was in them kept under a free name."""

import os
from pathlib import Path
from typing import BinaryIO

BACKUPS = ".backup"


def write_whole(path: Path, content: bytes) -> None:
    """Write `path` so that whoever reads it sees the old content or the new, never a part. Raises OSError."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        with unfinished.open("wb") as file:
            _write_through(file, content)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def back_up(path: Path, content: bytes) -> Path:
    """Keep `content` under the first free name; a backup is never written over. Raises OSError."""
    folder = path.parent / BACKUPS
    folder.mkdir(exist_ok=True)
    number = 1
    while True:
        backup = folder / f"{path.name}.{number}"
        try:
            with backup.open("xb") as file:
                _write_through(file, content)
        except FileExistsError:
            number += 1
        else:
            return backup


def _write_through(file: BinaryIO, content: bytes) -> None:
    """Write everything and wait until the disk has it, so that a power cut can't leave an empty file."""
    file.write(content)
    file.flush()
    os.fsync(file.fileno())
