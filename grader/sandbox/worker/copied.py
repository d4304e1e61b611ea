"""The copy of a submission as a worker finds it: its folder, and around that one another that holds nothing else."""

import os
import stat
from pathlib import Path


def around(folder: Path) -> Path | None:
    """The folder around the copy, if that holds nothing else: packages are found in it by name."""
    return folder.parent if os.listdir(folder.parent) == [folder.name] else None


def give(folder: Path, group: int) -> None:
    """Let `group` read the copy and all below it, and pass the folder around it; nobody else gets in.

    Raises:
        OSError: the folder is not there, or not ours.
    """
    for place, _folders, files in os.walk(folder, onerror=_raise):
        _open(place, group, 0o750)
        for name in files:
            path = os.path.join(place, name)
            if stat.S_ISREG(os.lstat(path).st_mode):
                _open(path, group, 0o640)
    outer = around(folder)
    if outer is not None and not outer.stat().st_mode & stat.S_IRWXO:
        _open(outer, group, 0o750)


def _open(path: str | Path, group: int, mode: int) -> None:
    os.chown(path, -1, group)
    os.chmod(path, mode)


def _raise(error: OSError) -> None:
    raise error
