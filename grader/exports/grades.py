"""Grades written into the cells of somebody else's file, with all that has to be said about it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from grader.errors import InputError
from grader.escape import printable
from grader.exports.amounts import as_digits
from grader.exports.owners import Owners
from grader.exports.sheet import Cell, Row, Sheet

_AMOUNT = re.compile(r"-?[0-9]+(?:([.,])[0-9]+)?")


@dataclass(frozen=True)
class Filled:
    """The file with its grades, and sentences for whoever asked for it: safe to print, one a line."""

    content: bytes
    told: tuple[str, ...]


def filled(sheet: Sheet, column: int, owned: Owners, separator: str, kept: Sequence[str] = ()) -> Filled:
    """The sheet with the scores of `owned` in `column`.

    A grade that is there is written over, one of the same value stays as it is written. Cells that say something of
    `kept` stay, and so do those of students without a score.

    Raises:
        InputError: the row of a student has more or fewer cells than the header.
    """
    cells: dict[Cell, str] = {}
    same, replaced, left = 0, 0, []
    for row, person in owned.of_rows:
        if person.score is None:
            left.append(f"{person.shown} is not graded ({person.state}): what the file says of them stays")
            continue
        _expect_whole(sheet, row)
        cell = row.cells[column]
        before, after = cell.value.strip(), as_digits(person.score, separator)
        if before.casefold() in (word.casefold() for word in kept):
            left.append(f"{person.shown} has {printable(before)} in the file, which stays; the score is {after}")
        elif amount(before) is not None and amount(before) == amount(after):
            same += 1
        else:
            replaced += bool(before)
            cells[cell] = after
    title = printable(sheet.header[column])
    told = (
        f'column "{title}": {len(cells)} grades filled in, {replaced} of them in place of another one; '
        f"{same} were there already",
        *left,
        *_of_nobody(owned),
    )
    return Filled(sheet.filled(cells), told)


def amount(text: str) -> Decimal | None:
    """The number that a cell holds, with a point or a comma; None if it is none."""
    text = text.strip()
    return Decimal(text.replace(",", ".")) if _AMOUNT.fullmatch(text) else None


def decimal_separator(texts: Iterable[str]) -> str:
    """What stands before the decimals in these cells: a comma if it does so in all that have any, else a point."""
    found = {match[1] for text in texts if (match := _AMOUNT.fullmatch(text.strip())) and match[1]}
    return "," if found == {","} else "."


def unlike(what: str, said: str, max_score: float) -> list[str]:
    """A warning where the file counts with another maximum than the gradebook does."""
    most = amount(said)
    if most is None or most == amount(as_digits(max_score)):
        return []
    return [
        f"warning: {what} is {printable(said.strip())} in the file, and {as_digits(max_score)} in the gradebook. "
        "The points are written as they are: change the maximum in the LMS"
    ]


def _expect_whole(sheet: Sheet, row: Row) -> None:
    if len(row.cells) != len(sheet.header):
        raise InputError(
            f"line {row.line} has {len(row.cells)} cells where the header has {len(sheet.header)}, and nothing "
            "is filled in. Export the file again and leave it as it is"
        )


def _of_nobody(owned: Owners) -> list[str]:
    told = [
        f"line {row.line} may be of {', '.join(person.shown for person in people)}: it stays as it is"
        for row, people in owned.unclear
    ]
    for person in owned.without_row:
        score = f"whose score is {as_digits(person.score)}" if person.score is not None else f"{person.state}"
        told.append(f"{person.shown}, {score}, is not in the file")
    if owned.without_owner:
        told.append(f"{owned.without_owner} rows of the file are of nobody who handed in: they stay as they are")
    return told
