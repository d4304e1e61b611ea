"""What is not taken in of a submission, by reason, and the few sentences that say so."""

from collections.abc import Sequence
from enum import Enum

from grader.intake.limits import MAX_DEPTH, MAX_FILES, MAX_OTHER_BYTES, MAX_SEEN, MAX_TOTAL_BYTES, mebibytes
from grader.intake.names import shown

MOST_NAMED = 3  # files that are named for one reason


class Reason(Enum):
    """Why a file is left out, or is worth a word; in the order in which the reasons are told."""

    LINK = "Links are not followed"
    SPECIAL = "Neither files nor folders, left out"
    OUTSIDE = "Names that lead out of the archive, left out"
    UNUSABLE_NAME = "Names that are too long or can't be used here, left out"
    DEEP = f"More than {MAX_DEPTH} folders deep, left out"
    CLOSED = "Can't be read (check the permissions)"
    UNSEEN = f"Not looked at after the first {MAX_SEEN:,} names"
    OLDER = "More than once in the archive, where the last one counts"
    LARGE = f"Larger than {mebibytes(MAX_OTHER_BYTES)}, left out"
    CLASHING = "Left out beside another file of the same name"
    BEYOND = f"Beyond the first {MAX_FILES:,} files or {mebibytes(MAX_TOTAL_BYTES)}, left out"
    ALIKE = "Taken in, but under one name on Windows or a Mac"


class LeftOut:
    """Collects names by reason: of each the first few and how many, whatever a submission holds."""

    def __init__(self) -> None:
        self._first: dict[Reason, list[str]] = {}
        self._count: dict[Reason, int] = {}

    def add(self, reason: Reason, name: str) -> None:
        """Remember that the file `name` is left out for this reason."""
        first = self._first.setdefault(reason, [])
        self._count[reason] = self._count.get(reason, 0) + 1
        if len(first) < MOST_NAMED:
            first.append(shown(name))

    def notes(self) -> tuple[str, ...]:
        """One sentence for each reason, safe to print."""
        return tuple(
            f"{reason.value}: {few(self._first[reason], self._count[reason])}."
            for reason in Reason
            if reason in self._first
        )


def few(first: Sequence[str], count: int) -> str:
    """The `first` of `count` things, and how many more there are."""
    more = f" and {count - len(first):,} more" if count > len(first) else ""
    return ", ".join(first) + more
