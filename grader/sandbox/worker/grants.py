"""What a worker may read: the standard library, NumPy, and the copy of the submission that it serves."""

import os
from collections.abc import Sequence
from pathlib import Path

from .copied import around
from .landlock import READ_DIR, READ_FILE, TRUNCATE, WRITE_FILE, Grant, abi

_INSTALLED = {"site-packages", "dist-packages"}  # packages that were installed into the library's folder
_OURS = Path(__file__).resolve().parents[2]  # the grader


def to_library(library: Sequence[Path], numpy: Path) -> list[Grant]:
    """Grants for every worker: to read these, and to print to nowhere, which does no harm.

    Raises:
        OSError: there is no Landlock, or something can't be opened.
    """
    abi()
    parts = [path for place in library if place.exists() for path in _parts(place)]
    packages = [str(path) for path in (numpy, numpy.with_name("numpy.libs")) if path.exists()]
    listing = [Grant.on(place, READ_DIR) for place in library if place.is_dir()]
    return [Grant.on(os.devnull, READ_FILE | WRITE_FILE | TRUNCATE), *listing, *map(_reading, (*parts, *packages))]


def to_submission(folder: Path) -> list[Grant]:
    """Grants for the workers of the submission in `folder`: to read it, and to find it by its name.

    Raises:
        OSError: it is not there, or holds the grader.
    """
    if _OURS.is_relative_to(folder.resolve()):
        raise OSError("the submission's folder holds the grader")
    outer = around(folder)
    return [_reading(folder)] + ([Grant.on(outer, READ_DIR)] if outer else [])


def _reading(path: str | Path) -> Grant:
    return Grant.on(path, READ_FILE | READ_DIR if os.path.isdir(path) else READ_FILE)


def _parts(place: str | Path) -> list[str]:
    """The place itself, or what is in it, but for packages that were installed there; never what holds the grader."""
    if os.path.isfile(place):
        return [str(place)]
    with os.scandir(place) as found:
        children = [child for child in found if os.path.exists(child.path)]
    parts = [child.path for child in children if child.name not in _INSTALLED and not _holds_us(child)]
    return parts if len(parts) < len(children) else [str(place)]


def _holds_us(child: os.DirEntry[str]) -> bool:
    return child.is_dir() and _OURS.is_relative_to(os.path.realpath(child.path))
