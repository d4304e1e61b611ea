"""A submission that has been taken in: the value that the rest of the grader works with."""

import keyword
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from grader.intake.names import fits_a_file
from grader.language import _

FALLBACK_PACKAGE = "submission"
MOST_REASONS = 5  # that are told one by one

# Names that the worker itself needs; a folder of that name could stand in their way.
_TAKEN = sys.stdlib_module_names | {"numpy", "test", "__main__", "__init__"}


@dataclass(frozen=True)
class Submission:
    """What one student handed in, copied to a place of our own.

    `name` is for display only and safe to print. The copy lies in `root / package`; `files` and the keys
    of `broken` are POSIX paths below it. `broken` says for each source that can't be read why, `notes` says
    what was left out; both are safe to print.
    """

    name: str
    root: Path
    package: str
    files: tuple[str, ...]
    notes: tuple[str, ...]
    broken: Mapping[str, str]

    @property
    def remarks(self) -> tuple[str, ...]:
        """The notes, and of the first sources that can't be read the reason: what belongs in a report."""
        reasons = tuple(f"{reason}." for reason in islice(self.broken.values(), MOST_REASONS))
        beyond = len(self.broken) - MOST_REASONS
        if beyond <= 0:
            return (*self.notes, *reasons)
        return (*self.notes, *reasons, _("{count} more sources can't be read.").format(count=f"{beyond:,}"))

    @cached_property
    def contents(self) -> dict[str, bytes]:
        """What has been read of the files, as far as it has: see `grader.intake.lookup`."""
        return {}

    @property
    def folder(self) -> Path:
        """The folder that holds the copy."""
        return self.root / self.package


def package_name(original: str) -> str:
    """`original` where `import original` could mean this submission, else "submission"."""
    # Python looks an identifier up in its NFKC form; a folder of another form is never found.
    usable = (
        original.isidentifier()
        and unicodedata.normalize("NFKC", original) == original
        and not keyword.iskeyword(original)
        and original not in _TAKEN
        and fits_a_file(original)
    )
    return original if usable else FALLBACK_PACKAGE
