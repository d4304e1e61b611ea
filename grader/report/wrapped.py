"""Sentences in lines of a terminal's width, where Korean and other wide letters fill two columns each."""

import re
import textwrap
from unicodedata import east_asian_width

from grader.escape import terminal_line

WIDTH = 80
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PIECE = re.compile(r"\x1b\[[0-9;]*m|.")  # what colours, or one letter
_FILLER = "\0"  # stands for a column in which there is no letter; in no text that is safe to print


def wrapped(text: str, first: str, others: str, width: int = WIDTH) -> list[str]:
    """`text` in lines that are safe to print; the first begins with `first`, the others with `others`."""
    filled = _filled(terminal_line(text))
    width -= _FILLER in filled  # a line may end between a filler and its letter, which then goes one column too far
    lines = textwrap.wrap(filled, width, initial_indent=first, subsequent_indent=others, break_on_hyphens=False)
    return [terminal_line(line.replace(_FILLER, "")) for line in lines]  # once more: a line may begin elsewhere now


def cut(text: str, columns: int) -> str:
    """As much of `text` as fits into so many columns, safe to print."""
    return _filled(terminal_line(text))[:columns].replace(_FILLER, "")


def folded(line: str, width: int) -> list[str]:
    """A line that may be coloured, in as many as it takes for a narrower terminal, between words where it can be.

    The further ones are indented as the first one is.
    """
    indent = " " * min(len(line) - len(line.lstrip(" ")), width // 2)
    lines, taken = [""], 0
    for piece in _PIECE.findall(line):
        wide = 0 if piece.startswith("\x1b") else columns(piece)
        if taken + wide > width:
            whole, _space, word = lines[-1].rpartition(" ") if piece != " " else ("", "", "")
            if whole.strip():
                lines[-1] = whole
            else:
                word = ""
            lines.append(indent + word)
            taken = columns(_COLOUR.sub("", lines[-1]))
            if piece == " ":
                continue
        lines[-1] += piece
        taken += wide
    return lines


def columns(text: str) -> int:
    """How many columns `text` fills."""
    return len(_filled(text))


def _filled(text: str) -> str:
    """`text` with as many characters as it fills columns: Korean and other wide letters fill two."""
    return "".join(_FILLER + char if east_asian_width(char) in "WF" else char for char in text)
