"""CSV files as anybody's program may write them."""

import csv
import io
from dataclasses import dataclass

from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "",
        "a",
        " b ",
        "12",
        "12.5",
        "12,5",
        'say "x"',
        "x, y",
        "a;b",
        "tab\tbed",
        "two\nlines",
        "two\r\nlines",
        "이민준",
        "é",
    ]
) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)


@dataclass(frozen=True)
class File:
    """A file, and what Python's own reader says is in it."""

    content: bytes
    rows: list[list[str]]
    delimiter: str
    encoding: str


@st.composite
def files(draw: st.DrawFn) -> File:
    """A file of some columns and rows, its header plain words."""
    columns = draw(st.integers(2, 5))
    header = [f"Column {number}" for number in range(columns)]
    body = draw(st.lists(st.lists(WORDS, min_size=columns, max_size=columns), max_size=5))
    rows = [header, *(row for row in body if any(cell.strip() for cell in row))]
    delimiter = draw(st.sampled_from(",;\t"))
    line_end = draw(st.sampled_from(["\r\n", "\n", "\r"]))
    if line_end != "\r\n":  # Python's writer leaves the other line ends without quotes
        rows = [[" ".join(cell.splitlines()) or "x" for cell in row] for row in rows]
    text = io.StringIO(newline="")
    csv.writer(
        text,
        delimiter=delimiter,
        lineterminator=line_end,
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])),
    ).writerows(rows)
    whole = text.getvalue()
    if draw(st.booleans()):
        whole = whole.rstrip("\r\n") if rows[-1][-1].strip("\r\n") == rows[-1][-1] else whole
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp949"]))
    try:
        content = whole.encode(encoding)
    except UnicodeEncodeError:
        encoding, content = "utf-8", whole.encode()
    return File(content, rows, delimiter, encoding)
