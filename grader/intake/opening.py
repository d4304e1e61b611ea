"""From the path that someone names to a Submission, for as long as it is needed."""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from grader.errors import InputError
from grader.escape import printable
from grader.intake.archive import archive_entries
from grader.intake.copying import Copied, copy_entries
from grader.intake.entries import Entry, read_regular, unreadable
from grader.intake.folder import folder_entries
from grader.intake.left_out import LeftOut
from grader.intake.limits import MAX_ARCHIVE_BYTES, mebibytes
from grader.intake.names import (
    ARCHIVE_SUFFIXES,
    by_depth,
    fits_a_file,
    has_control,
    is_archive,
    is_source,
    readable_name,
    shown,
)
from grader.intake.scratch import scratch_folder
from grader.intake.submission import FALLBACK_PACKAGE, Submission, package_name
from grader.intake.tar_archive import GZIP_MAGIC, TAR_MAGIC, TAR_MAGIC_AT, gunzipped, tar_members
from grader.intake.zip_archive import MAGICS as ZIP_MAGICS
from grader.intake.zip_archive import zip_members
from grader.language import N_, _

_ACCEPTED = N_("a folder, a .py file, a notebook (.ipynb) or an archive (.zip, .tar.gz)")


@contextmanager
def open_submission(path: Path | str, place: str = "") -> Iterator[Submission]:
    """A private copy of what `path` names: a folder, a .py file, a notebook or an archive.

    `path` is only read. The copy is removed at the end, whatever happens. Sentences call it `place`, where the path is
    one of our own that says nothing to anybody.

    Raises:
        InputError: there is nothing at `path` that can be graded; the sentence says why and what to do.
        MachineryError: the copy can't be made.
    """
    with scratch_folder() as root:
        yield _taken_in(path, root, printable(place or str(path)))


def _taken_in(path: Path | str, root: Path, given: str) -> Submission:
    real, mode = _located(path, given)
    last = Path(path).name
    name = readable_name(os.fsencode(real.name if last in ("", "..") else last))
    left_out = LeftOut()
    if stat.S_ISDIR(mode):
        entries = folder_entries(real, given, left_out)
        package = package_name(name)
    elif stat.S_ISREG(mode):
        entries, package = _file_entries(real, name, given, left_out)
    else:
        raise _refused(_("{given} is neither a file nor a folder: hand in {accepted}"), given)
    _check_sources([entry.name for entry in entries], left_out.notes(), given)
    copied = copy_entries(entries, root / package, left_out)
    _check_readable(copied)
    return Submission(
        name=printable(name) or given,
        root=root,
        package=package,
        files=tuple(sorted(copied.files, key=by_depth)),
        notes=left_out.notes(),
        broken=MappingProxyType(copied.broken),
    )


def _located(path: Path | str, given: str) -> tuple[Path, int]:
    """Where `path` leads to, links resolved, and the mode of what is there."""
    if not str(path):
        raise _refused(_("the path is empty: name {accepted}"), given)
    try:
        real = Path(os.path.realpath(path, strict=True))
        return real, real.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise _refused(_("{given} does not exist: check the path"), given) from error
    except OSError as error:
        raise unreadable(given, error) from error


def _file_entries(path: Path, name: str, given: str, left_out: LeftOut) -> tuple[list[Entry], str]:
    """The entries of a file that is an archive or a source itself, and the package that holds them."""
    try:
        head = read_regular(path, TAR_MAGIC_AT + len(TAR_MAGIC))
        size = path.stat().st_size
        if not head:
            raise _refused(_("{given} is empty: hand in {accepted}"), given)
        if _looks_packed(head, name):
            return _unpacked(path, head, name, given, left_out), package_name(_without_suffix(name))
    except OSError as error:
        raise unreadable(given, error) from error
    if not is_source(name):
        raise _refused(_("{given} is none of what can be graded: hand in {accepted}"), given)
    if has_control(name) or not fits_a_file(name):
        sentence = _("{given} has a name with control characters or that can't be used here: rename it")
        raise _refused(sentence, given)
    return [Entry(name, size, lambda limit: read_regular(path, limit))], FALLBACK_PACKAGE


def _looks_packed(head: bytes, name: str) -> bool:
    by_content = head.startswith((*ZIP_MAGICS, GZIP_MAGIC)) or head[TAR_MAGIC_AT:].startswith(TAR_MAGIC)
    return by_content or name.lower().endswith(ARCHIVE_SUFFIXES)


def _unpacked(path: Path, head: bytes, name: str, given: str, left_out: LeftOut) -> list[Entry]:
    content = read_regular(path, MAX_ARCHIVE_BYTES)
    if len(content) > MAX_ARCHIVE_BYTES:
        limit = mebibytes(MAX_ARCHIVE_BYTES)
        raise _refused(_("{given} is larger than {limit}: hand in your code alone"), given, limit=limit)
    if head.startswith(GZIP_MAGIC):
        return archive_entries(tar_members(gunzipped(content, given), given), given, left_out)
    is_tar = head[TAR_MAGIC_AT:].startswith(TAR_MAGIC) or name.lower().endswith(".tar")
    if is_tar and not head.startswith(ZIP_MAGICS):
        return archive_entries(tar_members(content, given), given, left_out)
    return archive_entries(zip_members(content, given), given, left_out)


def _without_suffix(name: str) -> str:
    for suffix in ARCHIVE_SUFFIXES:
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


def _check_sources(names: Sequence[str], notes: Sequence[str], given: str) -> None:
    if any(is_source(name) for name in names):
        return
    if not names and not notes:
        raise _refused(_("{given} is empty: hand in {accepted}"), given)
    nested = [name for name in names if is_archive(name)]
    if len(nested) == 1:
        sentence = _("{given} holds no .py or .ipynb, only the archive {inner}: unpack it and hand that in")
        raise _refused(sentence, given, inner=shown(nested[0]))
    sentence = _("{given} holds no .py or .ipynb file: hand in the files that you filled in.").format(given=given)
    raise InputError(" ".join((sentence, *notes)))


def _check_readable(copied: Copied) -> None:
    if not copied.files and copied.broken:
        raise InputError(next(iter(copied.broken.values())))


def _refused(sentence: str, given: str, **fields: str) -> InputError:
    """What to raise of a path that can't be used."""
    return InputError(sentence.format(given=given, accepted=_(_ACCEPTED), **fields))
