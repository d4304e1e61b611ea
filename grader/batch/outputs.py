"""What is made of a gradebook when a run has ended: files beside it, and a few lines for whoever started it."""

import statistics
from collections import Counter
from collections.abc import Iterator

from grader.batch.feedback_folder import write_file
from grader.batch.run import Ended
from grader.exports.table import grades_csv
from grader.gradebook.gradebook import Gradebook
from grader.report.as_text import points

GRADES = "grades.csv"
_MOST_LISTED = 10  # of those that are not graded; all are in the table


def write_grades(book: Gradebook) -> None:
    """Write the class as a table.

    Raises:
        GraderError: it can't be written.
    """
    write_file(book.folder, GRADES, "".join(grades_csv(book.entries())).encode())


def summary(book: Gradebook, ended: Ended) -> Iterator[str]:
    """What there is now: how many are graded and how well, and which are not, with the reason."""
    states = Counter[str]()
    scores: list[float] = []
    unlisted: list[str] = []
    for entry in book.entries():
        states[entry.state] += 1
        if entry.score is not None:
            scores.append(entry.score)
        elif len(unlisted) <= _MOST_LISTED:
            word = "can't be used" if entry.state == "unusable" else "not graded, by no fault of theirs"
            unlisted.append(f"  {entry.id}: {word}: {entry.reason}")
    now = f", {ended.graded} of them in this run" if ended.before else ""
    yield f"{states.total()} submissions: {states['graded']} graded{now}"
    if unlisted:
        yield "Without a mark:"
        yield from unlisted[:_MOST_LISTED]
        if len(unlisted) > _MOST_LISTED:
            yield f"  and more: see {GRADES}"
    if states["machinery"]:
        yield "Run the same command again to try those that failed once more."
    listed = [("older", len(book.older())), ("not recognised", len(book.unrecognised()))]
    if any(count for _kind, count in listed):
        told = " and ".join(f"{count} {kind}" for kind, count in listed if count)
        yield f"Listed, not graded: {told}"
    if scores:
        middle = statistics.median(scores)
        mean = statistics.fmean(scores)
        yield f"Scores, of {points(book.max_score)}: mean {mean:.1f}, median {middle:.1f}"
