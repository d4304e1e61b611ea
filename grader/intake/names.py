"""The names of files: how they are read, which are sources, which are not the student's work."""

import fnmatch
import os
import re
import unicodedata
from pathlib import PurePosixPath

from grader.escape import printable
from grader.intake.limits import MAX_NAME_BYTES, MAX_PART_BYTES

PYTHON_SUFFIX = ".py"
NOTEBOOK_SUFFIX = ".ipynb"
ARCHIVE_SUFFIXES = (".zip", ".tar.gz", ".tgz", ".tar")
# Archives that are told apart from other files for the sake of a clear sentence only.
FOREIGN_ARCHIVE_SUFFIXES = (".7z", ".rar", ".tar.bz2", ".tar.xz", ".egg", ".alz")

# Folders and files that tools leave beside the work.
_IGNORED = (
    *(".git", ".hg", ".svn", ".idea", ".vscode", ".cache", ".backup"),
    *("__pycache__", ".pytest_cache", ".mypy_cache", ".ipynb_checkpoints", "*.egg-info"),
    *(".venv", "venv", "env", "node_modules"),
    *("__MACOSX", ".DS_Store", "._*"),
)
_IS_IGNORED = re.compile("|".join(fnmatch.translate(pattern) for pattern in _IGNORED))
VENV_MARK = "pyvenv.cfg"

_SHOWN_NAME = 100

_DECOMPOSED = 3  # a Korean syllable becomes at most so many letters
_MOST_MARKS = 30  # in a row, on one letter: more than any language has (UAX #15, 13: Stream-Safe Text Format)


def is_ignored(part: str) -> bool:
    """Whether a file or folder called `part` belongs to a tool and not to the student's work."""
    return _IS_IGNORED.match(part) is not None


def is_notebook(name: str) -> bool:
    """Whether `name` ends as a notebook does, in capital or small letters."""
    return PurePosixPath(name).suffix.lower() == NOTEBOOK_SUFFIX


def is_source(name: str) -> bool:
    """Whether `name` ends as a Python file or a notebook does, in capital or small letters."""
    return PurePosixPath(name).suffix.lower() in (PYTHON_SUFFIX, NOTEBOOK_SUFFIX)


def is_archive(name: str) -> bool:
    """Whether `name` ends as an archive does, also of a kind that is not taken in."""
    return name.lower().endswith(ARCHIVE_SUFFIXES + FOREIGN_ARCHIVE_SUFFIXES)


def by_depth(name: str) -> tuple[int, str]:
    """Sort key: shallow files first, then by name."""
    return name.count("/"), name


def readable_name(raw: bytes) -> str:
    """`raw` as text in NFC form, whatever system wrote it; never fails.

    Old Korean zips carry CP949, old Western ones CP437, where every byte is a character. A Mac writes NFD, in
    which `import` on another system finds no Korean module.
    """
    for encoding in ("utf-8", "cp949"):
        try:
            return _composed(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _composed(raw.decode("cp437"))


def _composed(text: str) -> str:
    """`text` in NFC form, if it could be a name at all: the time for it grows with the square of a run of marks."""
    if text.isascii():
        return text
    run = 0
    for char in text[: _DECOMPOSED * MAX_NAME_BYTES]:
        run = run + 1 if unicodedata.combining(char) else 0
        if run > _MOST_MARKS:
            return text
    return unicodedata.normalize("NFC", text) if len(text) <= _DECOMPOSED * MAX_NAME_BYTES else text


def has_control(name: str) -> bool:
    """Whether `name` holds a control character, a line separator or half a character."""
    return any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in name)


def fits_a_file(name: str) -> bool:
    """Whether the file system takes `name`, a POSIX path, below a folder of our own.

    The length may be too much, or the locale may be one of those that have no letters for it.
    """
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return False
    longest = max((len(part.encode()) for part in PurePosixPath(name).parts), default=0)
    return longest <= MAX_PART_BYTES and len(name.encode()) <= MAX_NAME_BYTES


def shown(name: str) -> str:
    """`name`, safe to print and of a length that fits a sentence."""
    return printable(name, _SHOWN_NAME)


def same_on_every_system(name: str) -> str:
    """`name`, a POSIX path, without what some systems don't tell apart: case, trailing dots and spaces."""
    return "/".join(part.casefold().rstrip(". ") for part in PurePosixPath(name).parts)
