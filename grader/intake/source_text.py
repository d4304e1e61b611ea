"""Whether a source can be read at all: its encoding, or the form of a notebook. Code is never parsed."""

import codecs
import json
import re
import tokenize
from collections.abc import Iterator

from grader.intake.limits import MAX_NOTEBOOK_CONTAINERS
from grader.intake.names import is_notebook, shown

_ADVICE = "save the file as UTF-8"

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_WIDE_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}

# Text encodings by Python's book-keeping, but no way to store source. Punycode also takes time that
# grows with the square of the size: a megabyte of it takes hours.
_NOT_FOR_SOURCE = ("idna", "mbcs", "oem", "punycode", "undefined", "utf-16", "utf-32", "unicode-escape")


def reading_fault(name: str, content: bytes) -> str | None:
    """A sentence that says why the source `name` can't be read, with advice; None where it can be."""
    fault = _notebook_fault(content) if is_notebook(name) else _python_fault(content)
    return fault and f"{shown(name)} {fault}"


def _python_fault(content: bytes) -> str | None:
    for mark, wide in _WIDE_MARKS.items():
        if content.startswith(mark):
            return f"is saved as {wide}, which Python can't read: {_ADVICE}"
    if b"\0" in content:
        return f"holds a NUL byte in {_place(content, content.index(0))}: {_ADVICE}"
    encoding = _declared_encoding(content)
    if encoding is None:
        return f"declares an encoding in its first two lines that Python can't read: remove it and {_ADVICE}"
    return _decoding_fault(content, encoding)


def _declared_encoding(content: bytes) -> str | None:
    """The encoding that `content` is to be decoded with (PEP 263), or None where it names no usable one."""
    try:
        encoding, _ = tokenize.detect_encoding(_first_lines(content).__next__)
        canonical = codecs.lookup(encoding).name
    except (SyntaxError, LookupError):
        return None
    if canonical.removeprefix("raw-").startswith(_NOT_FOR_SOURCE):
        return None
    return "utf-8" if canonical == "utf-8-sig" else encoding  # which counts bytes from behind the mark


def _first_lines(content: bytes) -> Iterator[bytes]:
    """The first two lines with "?" for what is not ASCII.

    Python's compiler looks for the encoding in the bytes, tokenize in lines that must be UTF-8 already:
    a CP949 comment above or beside the declaration is right for the one and an error for the other.
    """
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    lines = content.removeprefix(mark).splitlines(keepends=True)[:2]
    for number, line in enumerate(lines):
        yield (mark if number == 0 else b"") + re.sub(rb"[\x80-\xff]", b"?", line)


def _decoding_fault(content: bytes, encoding: str) -> str | None:
    try:
        content.decode(encoding)
    except LookupError:
        return f"declares the encoding {shown(encoding)}, which is none of text: remove it and {_ADVICE}"
    except UnicodeDecodeError as error:
        guess = _guess(content) if encoding == "utf-8" else ""
        return f"is not {shown(encoding.upper())} in {_place(content, error.start)}{guess}: {_ADVICE}"
    return None


def _guess(content: bytes) -> str:
    try:
        content.decode("cp949")
    except UnicodeDecodeError:
        return ""
    return ", it looks like CP949"


def _place(content: bytes, index: int) -> str:
    line = len(content[: index + 1].splitlines())
    return f"line {line} (byte {index + 1} of the file)"


def _notebook_fault(content: bytes) -> str | None:
    if content.count(b"[") + content.count(b"{") > MAX_NOTEBOOK_CONTAINERS:
        return "is too complex for a notebook: clear its outputs and save it again"
    try:
        notebook = json.loads(content.decode().removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        return f"is not UTF-8 in {_place(content, error.start)}: {_ADVICE}"
    except json.JSONDecodeError as error:
        return f"is not a notebook (line {error.lineno} is not JSON): save it again from Jupyter"
    except (ValueError, RecursionError):
        return "is not a notebook: save it again from Jupyter"
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        return 'is not a notebook of today\'s format (it has no list "cells"): save it again from Jupyter'
    return None
