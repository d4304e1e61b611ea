"""The files that are watched: whether one has been saved, and what was in it before. Only text, nothing is run."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from grader.intake.names import is_ignored, is_source

_MOST_FILES = 2000
_MOST_FOLDERS = 500
_MOST_BYTES = 1 << 20  # of a file that is looked into

Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Saved:
    """A file that has changed, with its text before and now; empty where there was or is none."""

    path: Path
    before: str
    now: str


class Sources:
    """The sources at `path`, a folder or a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = stamps(path)
        self._texts = {file: _text(file) for file in self._seen}
        self._taken = self._seen

    def is_moving(self) -> bool:
        """Whether a file has changed since this was asked last: an editor may be writing still."""
        before, self._seen = self._seen, stamps(self._path)
        return self._seen != before

    def is_news(self) -> bool:
        """Whether something has changed that was not taken yet."""
        return self._seen != self._taken

    def take(self) -> list[Saved]:
        """The files that have changed since the last time, by path; also those whose text is the same."""
        before, self._taken = self._taken, self._seen
        changed = sorted(file for file in before.keys() | self._seen if before.get(file) != self._seen.get(file))
        saved: list[Saved] = []
        for file in changed:
            was, now = self._texts.get(file, ""), _text(file)
            self._texts[file] = now
            saved.append(Saved(file, was, now))
        return saved


def stamps(path: Path) -> Mapping[Path, Stamp]:
    """What tells a saved file from what it was, for each source at `path`. What can't be looked at is not there."""
    found: dict[Path, Stamp] = {}
    for file in _files(path):
        try:
            status = os.stat(file)
        except OSError:
            continue
        found[Path(file)] = (status.st_mtime_ns, status.st_size, status.st_ino)
        if len(found) >= _MOST_FILES:
            break
    return found


def _files(path: Path) -> Iterator[str]:
    if path.is_file():
        yield str(path)
    for folder, folders, files in islice(os.walk(path), _MOST_FOLDERS):
        folders[:] = sorted(name for name in folders if not is_ignored(name))
        yield from (os.path.join(folder, name) for name in sorted(files) if is_source(name) and not is_ignored(name))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except (OSError, ValueError):
        return ""
