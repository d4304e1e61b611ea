"""What students get: DIR/feedback/<id>/report.html and its other forms, each file there whole or not at all."""

import errno
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from grader.batch.job import FORMS, MARKDOWN
from grader.errors import InputError, MachineryError
from grader.gradebook.claim import unwritable
from grader.gradebook.connection import full

FEEDBACK = "feedback"


def write_forms(folder: Path, id: str, forms: Mapping[str, str]) -> None:
    """Write what the student `id` gets, and take away what they got before.

    Raises:
        InputError, MachineryError: it can't be written, or there is no room.
    """
    place = folder / FEEDBACK / id
    with _told(folder):
        for made in (place.parent, place):  # never `folder` itself: if that is gone, so is the gradebook
            made.mkdir(exist_ok=True)
            _expect_no_link(made)
        for name in FORMS:
            if name in forms:
                _write_lasting(place / name, [forms[name]])
            else:
                (place / name).unlink(missing_ok=True)


def has_forms(folder: Path, id: str, state: str) -> bool:
    """Whether what the student gets is there: without it, nobody has been told of the marks."""
    names = FORMS if state == "graded" else (MARKDOWN,)
    place = folder / FEEDBACK / id
    return not place.is_symlink() and all((place / name).is_file() for name in names)


def take_away(folder: Path, id: str) -> None:
    """Remove what the student got for a submission whose marks don't count any more."""
    with _told(folder):
        _remove(folder / FEEDBACK / id)


def keep_only(folder: Path, ids: Collection[str]) -> None:
    """Remove what we wrote for students who are in the class no more."""
    with _told(folder):
        place = folder / FEEDBACK
        _expect_no_link(place)
        for name in sorted(os.listdir(place)) if place.is_dir() else ():
            if name not in ids:
                _remove(place / name)


def write_file(folder: Path, name: str, pieces: Iterable[str]) -> None:
    """Write a file beside the gradebook, of which only some is in memory at a time. Raises as `write_forms` does."""
    with _told(folder):
        _write_lasting(folder / name, pieces)


def _write_lasting(path: Path, pieces: Iterable[str]) -> None:
    """Write a file that a power cut leaves whole, or as it was. Raises OSError."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with part.open("xb") as file:  # never through a link, and never into what is no file
            file.writelines(piece.encode() for piece in pieces)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _remove(place: Path) -> None:
    """Our own files, and the folder if it holds no others. A link is none of ours."""
    if place.is_symlink():
        return
    for name in (*FORMS, *(f"{name}.part" for name in FORMS)):
        (place / name).unlink(missing_ok=True)
    if place.is_dir() and not any(place.iterdir()):
        shutil.rmtree(place)


def _expect_no_link(place: Path) -> None:
    if place.is_symlink():
        raise InputError(f"{place} is a link, and nothing is written through it: take it away and run again")


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise full(folder) from None
        if error.errno == errno.EIO:
            raise MachineryError(f"{folder} can't be written to ({error.strerror}): what is graded is kept") from None
        raise unwritable(folder, error) from None
