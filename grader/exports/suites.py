"""The class as others who run tests see it: a suite for each submission, a test for each check."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from grader.gradebook.entry import Entry
from grader.report.result import Report


@dataclass(frozen=True)
class Suite:
    """A line of the gradebook, and its report, cut down to what its student may see; none where it isn't graded."""

    entry: Entry
    report: Report | None

    @property
    def reason(self) -> str:
        """Why there is no report."""
        return self.entry.reason or {"waiting": "its turn has not come yet"}.get(self.entry.state, self.entry.state)


def suites(entries: Iterable[Entry], report_of: Callable[[str], Report]) -> Iterator[Suite]:
    """A suite for each line; `report_of` gives the report of what is graded, by its id."""
    for entry in entries:
        yield Suite(entry, report_of(entry.id) if entry.state == "graded" else None)
