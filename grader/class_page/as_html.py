"""The class as one page for a browser: it needs no other file but the reports that it links to, and no network."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from jinja2 import Environment

from grader.class_page.figures import Figures
from grader.class_page.page_words import words
from grader.cohort.hand_in import Passed
from grader.language import current
from grader.page.environment import environment
from grader.page.policy import style_and_script
from grader.report.as_text import points
from grader.similar.pair import Alike

SHOWN = 10  # requirements and misconceptions; the others are folded
SHOWN_PAIRS = 30


def class_page(
    figures: Figures,
    *,
    feedback: str = "",
    older: Sequence[Passed] = (),
    unrecognised: Sequence[Passed] = (),
    beliefs: Mapping[str, str] | None = None,
    alike: Alike | str = "",
) -> Iterator[str]:
    """The page, piece by piece, in the language that is spoken; the same class gives the same bytes.

    `feedback` is the policy that the students' reports follow. `beliefs` says what somebody thinks who has a
    misconception, by its name. `alike` are the pairs, or a sentence that says why there are none.
    """
    template = _environment().get_template("class.html.j2")
    return template.generate(
        figures=figures,
        feedback=feedback,
        older=older,
        unrecognised=unrecognised,
        beliefs=beliefs or {},
        alike=None if isinstance(alike, str) else alike,
        no_pairs=alike if isinstance(alike, str) else "",
        shown=SHOWN,
        shown_pairs=SHOWN_PAIRS,
        language=current(),
        words=words(),
        **style_and_script("grader.class_page", "class.css", "class.js"),
    )


@functools.cache
def _environment() -> Environment:
    made = environment("grader.class_page")
    made.filters.update(points=points, short=_short, fixed=_fixed, percent=_percent, report_of=_report_of, day=_day)
    return made


def _report_of(id: str) -> str:
    """Where the report of a hand-in lies, seen from the page."""
    return f"feedback/{quote(id, safe='', errors='surrogatepass')}/report.html"


def _short(number: float | None, digits: int = 2) -> str:
    """A number that was worked out, with no more digits than it deserves; a dash where there is none."""
    return "–" if number is None else f"{round(number, digits) + 0.0:g}"  # - 0.0 + 0.0 is 0.0


def _fixed(number: float | None) -> str:
    """The same with two digits, to stand in a column."""
    return "–" if number is None else f"{round(number, 2) + 0.0:.2f}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _day(moment: str) -> str:
    """A moment in ISO 8601 without its seconds and zone, for a narrow column."""
    return moment[:16].replace("T", " ")
