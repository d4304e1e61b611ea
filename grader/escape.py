"""Text that a student wrote, made safe for a terminal and for one line of a report."""

import unicodedata

# Characters that move, hide or reorder what a reader sees: controls, formats (bidi overrides,
# zero-width joiners), surrogates, private use, unassigned, and the two Unicode line separators.
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def printable(text: str, limit: int = 300) -> str:
    """One line of `text` in which every unsafe character is a visible escape; cut after `limit`."""
    cut = text[:limit]
    shown = "".join(_escaped(char) for char in cut)
    return shown + "…" if len(text) > limit else shown


def printable_lines(text: str, limit: int = 2000) -> list[str]:
    """The lines of `text`, each made safe as by `printable`; cut after `limit` characters in all."""
    cut = text[:limit]
    lines = [printable(line, limit) for line in cut.split("\n")]
    if len(text) > limit:
        lines.append("…")
    return lines


def _escaped(char: str) -> str:
    if unicodedata.category(char) not in _UNSAFE_CATEGORIES:
        return char
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")
