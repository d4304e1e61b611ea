"""A CSV file of somebody else's, in which single cells are replaced and every other byte stays.

It is read as RFC 4180 has it, leniently: any of the usual delimiters, line ends and encodings, quoted or not.
"""

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from grader.errors import InputError

DELIMITERS = ",;\t"
# In these, each byte that looks like a delimiter, a quote or a line end is one. The second reads every Korean file of
# a Windows program, the last one reads anything.
_ENCODINGS = ("utf-8", "cp949", "cp1252", "latin-1")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
# A quoted field goes to the quote that is not doubled, and on to the next delimiter, if anything stands in between.
_FIELD = '"(?:[^"]|"")*+"[^{0}\r\n]*+|(?!")[^{0}\r\n]*+'
_END = re.compile("\r\n|\r|\n")


@dataclass(frozen=True)
class Cell:
    """A cell's place in the text, with its quotes, and what it says."""

    start: int
    end: int
    value: str


@dataclass(frozen=True)
class Row:
    """One row, and the line of the file that it begins in."""

    line: int
    cells: tuple[Cell, ...]

    def value(self, column: int) -> str:
        """What the row says in a column; nothing where it is too short."""
        return self.cells[column].value if column < len(self.cells) else ""


class Sheet:
    """The rows of a file, the first of them the header; rows in which nothing stands are left out."""

    def __init__(self, content: bytes) -> None:
        """Read a file.

        Raises:
            InputError: a quote is never closed, the last character is half a one, or there is nothing in it.
        """
        self._bom = next((bom for bom in (codecs.BOM_UTF8, *_WIDE) if content.startswith(bom)), b"")
        body = content[len(self._bom) :]
        self._wide = _WIDE.get(self._bom)
        if self._wide and len(body) % 2:
            raise InputError("it is damaged: its last character is cut in half")
        # A character for each byte, so that whatever is written back is what was read.
        self._text = body.decode(self._wide, "surrogatepass") if self._wide else body.decode("latin-1")
        self._encoding = next(name for name in _ENCODINGS if _decodes(body, name))
        self.delimiter = _delimiter(self._text)
        self.rows = self._rows()
        if not self.rows:
            raise InputError("there is nothing in it")

    @cached_property
    def header(self) -> list[str]:
        """The titles of the columns, without the space around them."""
        return [cell.value.strip() for cell in self.rows[0].cells]

    def column(self, *titles: str) -> int | None:
        """The first column with one of these titles, in capitals or not."""
        wanted = {title.casefold() for title in titles}
        return next((at for at, title in enumerate(self.header) if title.casefold() in wanted), None)

    def filled(self, values: Mapping[Cell, str]) -> bytes:
        """The file with other values in some of its cells; the quotes and the space around a value stay."""
        parts, at = [], 0
        for cell in sorted(values, key=lambda cell: cell.start):
            parts += [self._text[at : cell.start], self._written(cell, values[cell])]
            at = cell.end
        text = "".join([*parts, self._text[at:]])
        return self._bom + (text.encode(self._wide, "surrogatepass") if self._wide else text.encode("latin-1"))

    def _rows(self) -> list[Row]:
        field = re.compile(_FIELD.format(re.escape(self.delimiter)))
        rows, cells, at, line, first = [], list[Cell](), 0, 1, 1
        while at < len(self._text) or cells:
            found = field.match(self._text, at)
            if found is None:
                raise InputError(f"in line {line} a quotation mark is opened and never closed")
            cells.append(Cell(at, found.end(), self._read(found[0])))
            line += len(_END.findall(found[0]))
            at = found.end()
            if self._text.startswith(self.delimiter, at):
                at += 1
                continue
            if len(cells) > 1 or cells[0].value.strip():
                rows.append(Row(first, tuple(cells)))
            end = _END.match(self._text, at)
            at, line, cells = (end.end() if end else at), line + 1, []
            first = line
        return rows

    def _read(self, field: str) -> str:
        if not self._wide:
            field = field.encode("latin-1").decode(self._encoding, "replace")
        if not field.startswith('"'):
            return field
        inside, rest = re.fullmatch('"((?:[^"]|"")*+)"(.*)', field, re.DOTALL).groups()  # type: ignore[union-attr]
        return inside.replace('""', '"') + rest

    def _written(self, cell: Cell, value: str) -> str:
        field = self._text[cell.start : cell.end]
        if field.startswith('"'):
            return f'"{_in_place_of(cell.value, value)}"'
        spaced = _in_place_of(field, value)
        return f'"{spaced}"' if self.delimiter in value else spaced


def _in_place_of(before: str, value: str) -> str:
    """`value` with the space that stood around what was there before."""
    if not before.strip(" "):
        return value
    return f"{before[: len(before) - len(before.lstrip(' '))]}{value}{before[len(before.rstrip(' ')) :]}"


def _decodes(body: bytes, encoding: str) -> bool:
    try:
        body.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(text: str) -> str:
    """The delimiter that stands most often in the first line that says anything, outside of quotes."""
    first = re.match('[\r\n]*((?:"(?:[^"]|"")*+"|[^"\r\n])*+)', text)
    outside = re.sub('"(?:[^"]|"")*+"', "", first[1] if first else "")
    counts = Counter(outside)
    return max(DELIMITERS, key=lambda delimiter: counts[delimiter])
