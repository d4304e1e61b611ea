"""Files put where a command was told to: whole or not at all."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.cli.surroundings import expect_letters
from grader.errors import InputError


def place(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file; what was there stays until all is written. A link stays one to what it leads to.

    Raises:
        InputError: it can't be written.
    """
    with _told(path):
        if path.is_dir():
            raise InputError(f"{path} is a folder. Name a file")
        path = path.resolve()
        if path.exists() and not path.is_file():  # a device, which would be replaced
            raise InputError(f"{path} is no ordinary file. Leave out --to for standard output")
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
        try:
            with open(handle, "wb") as file:
                file.writelines(pieces)
            os.chmod(name, 0o666 & ~_umask())  # as any other file: mkstemp's is its owner's alone
            os.replace(name, path)
        finally:
            Path(name).unlink(missing_ok=True)


def place_folder(folder: Path, files: Iterable[tuple[str, str, bytes]]) -> int:
    """Write files, each in a folder of its own: its name, the file's name and what is in it. Returns how many.

    All are written beside `folder` first. A folder that is there keeps what else is in it.

    Raises:
        InputError: one can't be written; then `folder` is as it was, unless moving them there is what failed.
    """
    expect_letters()
    with _told(folder):
        if folder.exists() and not folder.is_dir():
            raise InputError(f"{folder} is a file. Name a folder")
        parent = folder.absolute().parent
        parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=f".{folder.name[:100]}.", dir=parent))
        try:
            written = [_staged(staged, *file) for file in files]
            for place_in_it in written:
                target = folder / place_in_it
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(staged / place_in_it, target)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    return len(written)


def _staged(staged: Path, name: str, file: str, content: bytes) -> Path:
    if name in ("", ".", "..") or Path(name).name != name or "\0" in name:
        raise InputError(f"{name!r} is no name of a folder: the gradebook is damaged")
    (staged / name).mkdir(exist_ok=True)
    (staged / name / file).write_bytes(content)
    return Path(name) / file


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    if "\0" in str(path) or not path.name:
        raise InputError(f"{str(path)!r} is not the name of a file or folder. Choose another place with --to")
    try:
        yield
    except OSError as error:
        raise InputError(f"can't write {path}: {error.strerror}. Choose another place with --to") from None
