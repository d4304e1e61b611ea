"""Whether a source can be read at all: its encoding, or the form of a notebook. Code is never parsed."""

import codecs
import json
import re
import tokenize
from collections.abc import Iterator

from grader.intake.limits import MAX_NOTEBOOK_CONTAINERS
from grader.intake.names import is_notebook, shown
from grader.language import _

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
    return _notebook_fault(shown(name), content) if is_notebook(name) else _python_fault(shown(name), content)


def _python_fault(name: str, content: bytes) -> str | None:
    for mark, wide in _WIDE_MARKS.items():
        if content.startswith(mark):
            sentence = _("{name} is saved as {encoding}, which Python can't read: save the file as UTF-8")
            return sentence.format(name=name, encoding=wide)
    if b"\0" in content:
        sentence = _("{name} holds a NUL byte in {place}: save the file as UTF-8")
        return sentence.format(name=name, place=_place(content, content.index(0)))
    encoding = _declared_encoding(content)
    if encoding is None:
        sentence = _(
            "{name} declares an encoding in its first two lines that Python can't read: remove it and save the file as"
            " UTF-8"
        )
        return sentence.format(name=name)
    return _decoding_fault(name, content, encoding)


def _declared_encoding(content: bytes) -> str | None:
    """The encoding that `content` is to be decoded with (PEP 263), or None where it names no usable one."""
    try:
        encoding, _lines = tokenize.detect_encoding(_first_lines(content).__next__)
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


def _decoding_fault(name: str, content: bytes, encoding: str) -> str | None:
    try:
        content.decode(encoding)
    except LookupError:
        sentence = _(
            "{name} declares the encoding {encoding}, which is none of text: remove it and save the file as UTF-8"
        )
        return sentence.format(name=name, encoding=shown(encoding))
    except UnicodeDecodeError as error:
        plain = _("{name} is not {encoding} in {place}: save the file as UTF-8")
        guessed = _("{name} is not {encoding} in {place}, it looks like CP949: save the file as UTF-8")
        sentence = guessed if encoding == "utf-8" and _looks_like_cp949(content) else plain
        return sentence.format(name=name, encoding=shown(encoding.upper()), place=_place(content, error.start))
    return None


def _looks_like_cp949(content: bytes) -> bool:
    try:
        content.decode("cp949")
    except UnicodeDecodeError:
        return False
    return True


def _place(content: bytes, index: int) -> str:
    line = len(content[: index + 1].splitlines())
    return _("line {line} (byte {byte} of the file)").format(line=line, byte=index + 1)


def _notebook_fault(name: str, content: bytes) -> str | None:
    if content.count(b"[") + content.count(b"{") > MAX_NOTEBOOK_CONTAINERS:
        return _("{name} is too complex for a notebook: clear its outputs and save it again").format(name=name)
    try:
        notebook = json.loads(content.decode().removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        sentence = _("{name} is not {encoding} in {place}: save the file as UTF-8")
        return sentence.format(name=name, encoding="UTF-8", place=_place(content, error.start))
    except json.JSONDecodeError as error:
        sentence = _("{name} is not a notebook (line {line} is not JSON): save it again from Jupyter")
        return sentence.format(name=name, line=error.lineno)
    except (ValueError, RecursionError):
        return _("{name} is not a notebook: save it again from Jupyter").format(name=name)
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        sentence = _('{name} is not a notebook of today\'s format (it has no list "cells"): save it again from Jupyter')
        return sentence.format(name=name)
    return None
