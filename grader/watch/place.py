"""Where the student was: kept between two sessions, in the cache folder. What can't be kept or read is forgotten."""

import contextlib
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from grader.exam.cached import cache_folders
from grader.exam.whole import write_whole
from grader.exercises import NAMES

_MOST_BYTES = 10_000


@dataclass(frozen=True)
class Place:
    """The exercise that was shown, "" if none was, and how many steps of each hint were opened, by exercise."""

    exercise: str = ""
    hints: dict[str, int] = field(default_factory=dict)


def kept(path: Path) -> Place:
    """Where the student was in what lies at `path`; nowhere, if that is not known."""
    for folder in cache_folders():
        with contextlib.suppress(OSError, ValueError, RecursionError), (folder / file_name(path)).open("rb") as file:
            return _read(json.loads(file.read(_MOST_BYTES)))
    return Place()


def keep(path: Path, place: Place) -> None:
    """Remember it for the next time, where something can be written."""
    content = json.dumps({"exercise": place.exercise, "hints": place.hints}).encode()
    for folder in cache_folders():
        with contextlib.suppress(OSError):
            write_whole(content, folder / file_name(path))
            return


def file_name(path: Path) -> str:
    """What the file is called that keeps the place in what lies at `path`."""
    return f"watch-{hashlib.sha256(str(path.absolute()).encode(errors='surrogateescape')).hexdigest()[:16]}.json"


def _read(state: object) -> Place:
    """What a file says, which anybody may have edited."""
    known = state if isinstance(state, dict) else {}
    exercise, hints = known.get("exercise"), known.get("hints")
    opened = hints if isinstance(hints, dict) else {}
    return Place(
        exercise if isinstance(exercise, str) and exercise in NAMES else "",
        {name: level for name, level in opened.items() if name in NAMES and level in (1, 2, 3)},
    )
