"""What is made of a gradebook when a run has ended: files beside it, and a few lines for whoever started it."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from grader.batch.feedback_folder import write_file
from grader.batch.run import Ended
from grader.class_page.figures import figures
from grader.cohort import Cohort, HandIn, on_disk
from grader.escape import printable
from grader.exports.table import grades_csv
from grader.gradebook.gradebook import Gradebook
from grader.intake import open_submission
from grader.language import _
from grader.report.as_text import points
from grader.similar.alike import Work, alike, how_to_get, is_available
from grader.similar.pair import Alike
from grader.similar.texts import texts
from grader.stubs.handed_out import handout

GRADES = "grades.csv"
PAGE = "class.html"
_MOST_LISTED = 10  # of those that are not graded; all are in the table


def write_grades(book: Gradebook) -> None:
    """Write the class as a table.

    Raises:
        GraderError: it can't be written.
    """
    write_file(book.folder, GRADES, grades_csv(book.entries()))


def write_page(book: Gradebook, cohort: Cohort, similar: int | None, say: Callable[[str], None]) -> None:
    """Write the page for staff; `say` is told what takes its time.

    So many processes look for `similar` submissions; with None, nobody looks.

    Raises:
        GraderError: it can't be written.
    """
    from grader.class_page.as_html import class_page  # noqa: PLC0415  # with it comes Jinja2

    seen = figures(book.entries())
    pairs: Alike | str = how_to_get() if similar else _("Nobody has looked for similar submissions.")
    if similar and is_available():
        say("looking for similar submissions ...")
        graded = {row.id for row in seen.rows if row.state == "graded"}
        works = [Work(one.id, printable(one.name), _reader(one)) for one in cohort.hand_ins if one.id in graded]
        pairs = alike(works, handout(), similar)
    page = class_page(
        seen,
        feedback=book.terms.feedback,
        older=book.older(),
        unrecognised=book.unrecognised(),
        beliefs={one.name: _belief(book, seen.rows[one.who[0]].id, one.name) for one in seen.misconceptions},
        alike=pairs,
    )
    write_file(book.folder, PAGE, page)


def _belief(book: Gradebook, id: str, misconception: str) -> str:
    """What somebody thinks who has it, as one of those who do was told."""
    checks = (check for exercise in book.report(id).exercises for check in exercise.checks)
    return next((check.belief for check in checks if check.misconception == misconception), "")


def _reader(hand_in: HandIn) -> Callable[[], Mapping[str, str]]:
    """A way to the texts of a hand-in, for when they are needed."""

    def read() -> Mapping[str, str]:
        with on_disk(hand_in) as path, open_submission(path, hand_in.place) as submission:
            return texts(submission)

    return read


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
