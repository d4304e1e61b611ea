"""What is not taken in of a submission, by reason, and the few sentences that say so."""

from collections.abc import Sequence
from enum import Enum

from grader.intake.limits import MAX_DEPTH, MAX_FILES, MAX_OTHER_BYTES, MAX_SEEN, MAX_TOTAL_BYTES, mebibytes
from grader.intake.names import shown
from grader.language import N_, _

MOST_NAMED = 3  # files that are named for one reason


class Reason(Enum):
    """Why a file is left out, or is worth a word; in the order in which the reasons are told."""

    LINK = N_("Links are not followed")
    SPECIAL = N_("Neither files nor folders, left out")
    OUTSIDE = N_("Names that lead out of the archive, left out")
    UNUSABLE_NAME = N_("Names that are too long or can't be used here, left out")
    DEEP = N_("More than {depth} folders deep, left out")
    CLOSED = N_("Can't be read (check the permissions)")
    UNSEEN = N_("Not looked at after the first {seen} names")
    OLDER = N_("More than once in the archive, where the last one counts")
    LARGE = N_("Larger than {other}, left out")
    CLASHING = N_("Left out beside another file of the same name")
    BEYOND = N_("Beyond the first {files} files or {total}, left out")
    ALIKE = N_("Taken in, but under one name on Windows or a Mac")


_LIMITS = {
    "depth": MAX_DEPTH,
    "seen": f"{MAX_SEEN:,}",
    "other": mebibytes(MAX_OTHER_BYTES),
    "files": f"{MAX_FILES:,}",
    "total": mebibytes(MAX_TOTAL_BYTES),
}


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
            _("{reason}: {names}.").format(
                reason=_(reason.value).format(**_LIMITS), names=few(self._first[reason], self._count[reason])
            )
            for reason in Reason
            if reason in self._first
        )


def few(first: Sequence[str], count: int) -> str:
    """The `first` of `count` things, and how many more there are."""
    names = ", ".join(first)
    if count <= len(first):
        return names
    return _("{names} and {count} more").format(names=names, count=f"{count - len(first):,}")
