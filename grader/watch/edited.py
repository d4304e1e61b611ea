"""Which exercise was edited: told from the text before and after a save, be it Python already or not."""

import re
from collections.abc import Iterable

from grader.exercise import Exercise
from grader.watch.sources import Saved

_DEFINITION = re.compile(r"(?:async\s+)?(?:def|class)\s+(\w+)")
# In the first column, and yet no end of what is above: a comment, a bracket that closes, a line that is empty.
_GOES_ON = re.compile(r"[\s#)\]}]|$")


def pieces(text: str) -> dict[str, str]:
    """The text of each function and class at the top level, by name; of several of a name, the last counts.

    The rest, decorators and all, is under the name "".
    """
    found: dict[str, list[str]] = {"": []}
    name = ""
    for line in text.split("\n"):
        if definition := _DEFINITION.match(line):
            name = definition[1]
            found[name] = []
        elif not _GOES_ON.match(line):
            name = ""
        found[name].append(line.rstrip())
    return {name: "\n".join(lines).rstrip() for name, lines in found.items()}


def edited(saved: Iterable[Saved], exercises: Iterable[Exercise]) -> list[Exercise]:
    """The exercises whose own text is another now, and not gone, in their order."""
    names: set[str] = set()
    for one in saved:
        before, now = pieces(one.before), pieces(one.now)
        names |= {name for name, text in now.items() if before.get(name) != text}
    return [exercise for exercise in exercises if exercise.name in names]


def defined(saved: Iterable[Saved], exercises: Iterable[Exercise]) -> list[Exercise]:
    """The exercises that the saved files define, or were made to define, in their order."""
    saved = list(saved)
    names = {name for one in saved for name in pieces(one.now)}
    stems = {one.path.stem for one in saved}
    return [exercise for exercise in exercises if exercise.name in names or exercise.stem in stems]
