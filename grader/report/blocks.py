"""A small array as lines: its rows below each other, its numbers in columns, as NumPy prints it."""

import re

_NUMBER = re.compile(r"[^\[\], ]+")


def block(text: str) -> list[str]:
    """The lines of an array that is written as nested lists in one line. One line, if it has one row."""
    numbers = _NUMBER.findall(text)
    width = max(map(len, numbers), default=0)
    if "]," not in text:
        return [text]
    aligned = _NUMBER.sub(lambda number: number[0].rjust(width), text)
    depth = len(text) - len(text.lstrip("["))
    rows = re.split(r"(?<=\],) ", aligned)
    return [" " * (depth - (len(row) - len(row.lstrip("[")))) + row for row in rows]
