"""Text that a student wrote, made safe for where it goes: a piece of a sentence, a terminal, a log, JSON, a page.

One function for each: `printable` for what becomes part of a sentence; then, for whatever leaves the grader,
`terminal_line`, `log_line`, `json_text` and `page_text`. What has passed one of them passes the others unchanged.
"""

import json
import re
import unicodedata
from collections.abc import Iterator

# Printable by their category, and yet nothing is seen of them: Hangul fillers, the empty Braille cell, selectors.
_INVISIBLE = frozenset(
    chr(code)
    for first, last in (
        *((0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800)),
        *((0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF)),
    )
    for code in range(first, last + 1)
)
_MOST_MARKS = 4  # on one letter; a pile of them covers the lines above

# What the runners of GitHub and Azure obey, wherever in a line it stands ...
_COMMAND = re.compile(r"#(?=#\[|#vso\[)", re.IGNORECASE)
# ... and at its start: https://github.com/actions/runner, src/Runner.Common/ActionCommand.cs
_COMMAND_AT_START = re.compile(r"^(\s*):(?=:)")

_MOST_LOGGED = 2000


def printable(text: str, limit: int = 300) -> str:
    """One line of `text`, cut after `limit`, in which all that moves, hides or reorders what is read is escaped.

    These are the characters that `str.isprintable` says no to (controls, formats such as bidi overrides,
    surrogates, private use, unassigned, all space but the usual one), invisible letters, and marks in a pile.
    """
    return "".join(_plain(text[:limit])) + ("…" if len(text) > limit else "")


def printable_lines(text: str, limit: int = 2000) -> list[str]:
    """The lines of `text`, each made safe as by `printable`; cut after `limit` characters in all."""
    cut = text[:limit]
    lines = [printable(line, limit) for line in cut.split("\n")]
    if len(text) > limit:
        lines.append("…")
    return lines


def terminal_line(text: str) -> str:
    """One line for a terminal or the log of a CI service, which takes it for no command."""
    shown = _COMMAND.sub(r"\\x23", "".join(_plain(text)))
    return _COMMAND_AT_START.sub(r"\1\\x3a", shown)


def log_line(text: str) -> str:
    """One line for standard error or a log, however long and of how many lines `text` is."""
    return terminal_line(text[:_MOST_LOGGED]) + ("…" if len(text) > _MOST_LOGGED else "")


def page_text(text: str) -> str:
    """One text of a page, which has still to be escaped as HTML: nothing in it hides, or moves its neighbours."""
    return "".join(_plain(text))


def json_text(value: object, *, compact: bool = False) -> str:
    """`value` as JSON that any reader takes, and that is safe to look at on a terminal or in a CI service's log.

    It reads back as the same value, but that two halves of a character beside each other become the character.

    Raises:
        ValueError: a number is infinite or none; JSON has no word for it.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=None if compact else 1)
    text = _COMMAND.sub(r"\\u0023", text)  # here and below: only strings can hold these characters
    if text.replace("\n", "").isprintable() and _INVISIBLE.isdisjoint(text):  # nearly always
        return text + "\n"
    return "".join(char if char == "\n" or _is_plain(char) else _json_escape(char) for char in text) + "\n"


def _plain(text: str) -> Iterator[str]:
    if text.isascii() and text.isprintable():  # nearly always
        yield text
        return
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if _is_plain(char) and marks <= _MOST_MARKS:
            yield char
        else:
            yield char.encode("unicode_escape", "surrogatepass").decode("ascii")


def _is_plain(char: str) -> bool:
    return char.isprintable() and char not in _INVISIBLE


def _json_escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
