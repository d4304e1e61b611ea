"""Two hand-ins that are alike, as they are shown: side by side, with the lines that agree marked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of source, its number in its file, and whether some of it agrees with the other hand-in."""

    number: int
    text: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of one file that follow each other."""

    file: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: `share` of its own code, from 0 to 1, agrees with the other. Its text is as it was handed in."""

    id: str
    name: str
    share: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two hand-ins, by id, and how many fingerprints they share that few others have."""

    left: Side
    right: Side
    shared: int


@dataclass(frozen=True, slots=True)
class NotCompared:
    """A hand-in that could not be compared, and why; `reason` is safe to print."""

    id: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Alike:
    """The pairs, the most alike first.

    `compared` hand-ins took part. What more than `common` of them share was taken for what the task itself asks for.
    """

    pairs: tuple[Pair, ...]
    compared: int
    common: int
    not_compared: tuple[NotCompared, ...] = ()
