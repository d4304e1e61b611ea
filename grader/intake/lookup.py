"""In which files to look for a function, decided on their bytes: a file is not imported to find out."""

import codecs
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from grader.intake.entries import read_regular
from grader.intake.limits import MAX_NOTEBOOK_BYTES
from grader.intake.names import by_depth, is_notebook
from grader.intake.submission import Submission

_PARAMETERS = re.compile(rb"[ \t]*\((.*?)\)[ \t]*(?::|->)", re.DOTALL)
_WORD = re.compile(rb"[A-Za-z_]\w*")
# A byte of an identifier; every letter that is not ASCII is made of bytes from 0x80 on.
_LETTER = re.compile(rb"[\w\x80-\xff]")
_STATEMENT = rb"(?:async[ \t]+)?(?:def|class)[ \t]+\Z"
# Indented, `name =` is a keyword argument or a local variable: there a line must start right before.
_BEFORE_IN_PYTHON = re.compile(rb"[\r\n](?:[ \t\f]*" + _STATEMENT + rb"|\Z)")
# In a notebook a line of code is a JSON string or a part of one, where "\n" and "\t" are two characters.
_BEFORE_IN_NOTEBOOK = re.compile(rb"(?:\"|\\[nr])(?:(?:[ \f]|\\t)*" + _STATEMENT + rb"|\Z)")
_AFTER_ASSIGNED = re.compile(rb"[ \t]*(?::[^=\r\n\"\\]*)?=(?!=)")

_HANDED_OUT = b"from grader.notebook import "

# Copies that somebody kept beside the real file: old/conv.py, layers_backup.py, Copy of conv.py.
_PUT_AWAY = re.compile(
    r"(?:^|[/_\-. (])(?:old|backup|bak|copy|orig|archive|unused|복사본|사본)(?:[/_\-. )\d]|$)", re.IGNORECASE
)

# How much around a name is looked at, and at how many places of one file: enough for code that is meant to
# be read, and a bound for files that are made to be slow to search.
_WINDOW = 200
_DEFINITION = 2000  # from a definition's name to its )
_MAX_PLACES = 10_000


def sources_for(submission: Submission, name: str, stem: str) -> list[str]:
    """`submission.files`, those first in which the function or class `name` is likely to be found.

    First `<stem>.py` where it defines the name, then other files that define it, then files that mention it,
    then all others; within each group tests and configuration last, shallow files first, then by name. The notebook
    that everybody is given is left out where it doesn't define the name: it mentions every one, and takes its time.
    """

    def likelihood(file: str) -> int:
        content = _content(submission, file)
        if _defines(content, name, file):
            is_stem = PurePosixPath(file).name == f"{stem}.py" and not _PUT_AWAY.search(file)
            return 0 if is_stem else 1
        return 2 if _mentions(content, name) else 3

    likely = {file: likelihood(file) for file in submission.files}
    files = (file for file in likely if likely[file] <= 1 or not _is_handed_out(submission, file))
    return sorted(files, key=lambda file: (likely[file], _by_purpose(file)))


def defines(submission: Submission, name: str) -> list[str]:
    """The files that define `name`, in the order of `sources_for`, also those of `broken`."""
    files = (*submission.files, *submission.broken)
    found = [file for file in files if _defines(_content(submission, file), name, file)]
    return sorted(found, key=_by_purpose)


def _is_handed_out(submission: Submission, file: str) -> bool:
    """Whether it is the assignment's notebook, whose cells begin by importing what shows and checks."""
    return is_notebook(file) and _HANDED_OUT in _content(submission, file)


def mentions(submission: Submission, word: str) -> bool:
    """Whether any file holds the whole `word`."""
    return any(_mentions(_content(submission, file), word) for file in submission.files)


def parameters_of(submission: Submission, name: str) -> list[frozenset[str]]:
    """For each definition of the function `name`, the words between its parentheses, to judge by its text."""
    found: list[frozenset[str]] = []
    for file in defines(submission, name):
        content = _content(submission, file)
        for _start, end in _defined_at(content, name, file):
            parameters = _PARAMETERS.match(content, end, end + _DEFINITION)
            words = _WORD.findall(parameters[1]) if parameters else []
            found.append(frozenset(word.decode() for word in words))
    return found


def _by_purpose(file: str) -> tuple[bool, tuple[int, str]]:
    last = PurePosixPath(file).name
    aside = last.startswith("test_") or last.endswith("_test.py") or last in ("conftest.py", "setup.py")
    aside = aside or _PUT_AWAY.search(file) is not None
    return aside, by_depth(file)


def _content(submission: Submission, file: str) -> bytes:
    """The bytes of `file`, of which nothing but ASCII is of interest, with a line end before line 1; read once."""
    if file not in submission.contents:
        submission.contents[file] = _read(submission, file)
    return submission.contents[file]


def _read(submission: Submission, file: str) -> bytes:
    try:
        content = read_regular(submission.folder / file, MAX_NOTEBOOK_BYTES)
    except OSError:
        return b""
    ascii_of_utf16 = content.replace(b"\0", b"")
    return b"\n" + ascii_of_utf16.removeprefix(codecs.BOM_UTF8)


def _defines(content: bytes, name: str, file: str) -> bool:
    return next(_defined_at(content, name, file), None) is not None


def _defined_at(content: bytes, name: str, file: str) -> Iterator[tuple[int, int]]:
    """Where the names of the definitions of `name` start and end."""
    is_cells = is_notebook(file) or content.lstrip().startswith(b"{")
    before = _BEFORE_IN_NOTEBOOK if is_cells else _BEFORE_IN_PYTHON
    for start, end in _places(content, name):
        found = before.search(content[max(0, start - _WINDOW) : start])
        if found is None:
            continue
        is_statement = content[start - 1 : start] in (b" ", b"\t")
        if is_statement or _AFTER_ASSIGNED.match(content[end : end + _WINDOW]):
            yield start, end


def _mentions(content: bytes, name: str) -> bool:
    return next(_places(content, name), None) is not None


def _places(content: bytes, name: str) -> Iterator[tuple[int, int]]:
    """Where the whole word `name` starts and ends; bytes.find passes a notebook's pictures in no time."""
    word = name.encode()
    end = 0
    for _ in range(_MAX_PLACES):
        start = content.find(word, end)
        if start < 0:
            return
        end = start + len(word)
        if _starts_a_word(content, start) and not _LETTER.match(content, end):
            yield start, end


def _starts_a_word(content: bytes, start: int) -> bool:
    after_escape = content[start - 2 : start] in (b"\\n", b"\\r", b"\\t")  # in a notebook: two characters
    return after_escape or not _LETTER.match(content, start - 1)
