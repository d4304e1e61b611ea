"""Ids of hand-ins: readable, safe as a folder's name on every system, and of no two students the same."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from grader.cohort.hand_in import HandIn
from grader.escape import printable
from grader.intake.names import is_ignored

MAX_ID = 80
_MAX_BYTES = 200  # of the 255 that a name may have: letters outside the first plane take four each
_HASHED = 8

_EXACT = re.compile(r"[0-9A-Za-z]+")
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = re.compile(r"(con|prn|aux|nul|conin|conout|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A hand-in that has no id yet.

    `title` is what a person reads; `number` is the LMS's own name for the student, which makes the id exact.
    `key` is raw text that no two students of the class share.
    """

    title: str
    number: str
    key: str
    hand_in: HandIn


def identified(unnamed: Iterable[Unnamed]) -> list[HandIn]:
    """The hand-ins with their ids, sorted by them."""
    wanted = [(one, _wanted(one)) for one in unnamed]
    count = Counter(_same(text) for _one, text in wanted)
    taken: set[str] = set()
    ids: list[HandIn] = []
    # Those that keep their text come first: nobody can take it from them with a name that looks like text and hash.
    for one, text in sorted(wanted, key=lambda pair: (count[_same(pair[1])] > 1, pair[1], pair[0].key)):
        chosen = text if count[_same(text)] == 1 else _with_hash(text, one.key)
        length = _HASHED
        while _same(chosen) in taken:
            length += _HASHED
            chosen = _with_hash(text, one.key, length)
        taken.add(_same(chosen))
        ids.append(replace(one.hand_in, id=chosen))
    return sorted(ids, key=lambda hand_in: hand_in.id)


def _wanted(one: Unnamed) -> str:
    """The id that `one` has if nobody else wants it."""
    given = unicodedata.normalize("NFC", f"{one.title}-{one.number}" if one.number else one.title)
    cleaned = _cleaned(given)
    is_exact = cleaned == given or (_EXACT.fullmatch(one.number) and cleaned.endswith(f"-{one.number}"))
    if cleaned and is_exact and _fits(cleaned) and not _RESERVED.fullmatch(cleaned) and not is_ignored(cleaned):
        return cleaned
    return _with_hash(cleaned, one.key)


def _cleaned(text: str) -> str:
    """`text` with a hyphen for all but letters, digits and "._-"; what hides or piles up is spelt out before."""
    plain = printable(text, len(text))
    kept = "".join(char if char in "._-" or unicodedata.category(char)[0] in "LMN" else "-" for char in plain)
    return re.sub(r"-{2,}", "-", kept).lstrip("-.").rstrip("-.")


def _with_hash(text: str, key: str, length: int = _HASHED) -> str:
    told = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:length]
    text = text.replace(".", "-") if _RESERVED.fullmatch(text) else text
    text = text[: MAX_ID - 1 - length]
    while len(text.encode()) > _MAX_BYTES - 1 - length:
        text = text[:-1]
    return f"{text.rstrip('-.')}-{told}" if text else told


def _fits(text: str) -> bool:
    return len(text) <= MAX_ID and len(text.encode()) <= _MAX_BYTES


def _same(text: str) -> str:
    """What some systems don't tell apart becomes the same text."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
