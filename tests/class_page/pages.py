"""Pages of classes: a plausible one, one that is hard on a page, none at all."""

from collections.abc import Callable
from typing import Any

from grader.class_page.as_html import class_page
from grader.class_page.figures import Figures, figures
from grader.cohort.hand_in import Passed, Student
from grader.gradebook.entry import CheckMark, Entry, ExerciseMark
from grader.similar.pair import Alike, Line, NotCompared, Pair, Passage, Side
from tests.class_page.classes import BELIEFS, a_class

HOSTILE = "\"><img src=x onerror=\"alert('in')\"><script>alert('in')</script>\u202e</script>"


def whole_page(seen: Figures, **more: Any) -> str:
    """All of the page at once."""
    return "".join(class_page(seen, **more))


def side(id: str, name: str, text: str = "out = x @ w  # a line") -> Side:
    """A side of two passages."""
    lines = (Line(1, "def f(x, w):", False), Line(2, f"    {text}", True))
    return Side(id, name, 0.87654, (Passage("conv.py", lines), Passage("conv.py", (Line(9, text, True),))))


ALIKE = Alike(
    (Pair(side("a", "홍길동"), side("b", "임꺽정"), 42),),
    57,
    11,
    (NotCompared("c", "일지매", "It took too long to read."),),
)


def plausible(size: int = 60) -> str:
    """The page of a class of this size."""
    passed = [Passed("old/a.zip", "There is a newer one.")]
    return whole_page(figures(a_class(size)), feedback="hint", beliefs=BELIEFS, alike=ALIKE, older=passed)


def hostile() -> str:
    """Every text that comes from elsewhere tries to be more than text."""
    bad = CheckMark(HOSTILE, HOSTILE, "failed", 0.0, 1.0, HOSTILE)
    student = Student(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    mark = ExerciseMark(HOSTILE, "failed", 0.0, 1.0, (bad,))
    common = {"reason": HOSTILE, "submitted_at": HOSTILE, "exam": HOSTILE, "seconds": 1.0}
    entries = [
        Entry(HOSTILE, HOSTILE, (student, student), "graded", 0.0, 1.0, (mark,), **common),  # type: ignore[arg-type]
        Entry("x", HOSTILE, (student,), "unusable", None, 1.0, (), **common),  # type: ignore[arg-type]
    ]
    evil = Side(HOSTILE, HOSTILE, 1.0, (Passage(HOSTILE, (Line(1, HOSTILE, True), Line(2, HOSTILE, False))),))
    return whole_page(
        figures(entries),
        feedback=HOSTILE,
        beliefs={HOSTILE: HOSTILE},
        alike=Alike((Pair(evil, evil, 1),), 2, 10, (NotCompared(HOSTILE, HOSTILE, HOSTILE),)),
        older=[Passed(HOSTILE, HOSTILE)],
        unrecognised=[Passed(HOSTILE, HOSTILE)],
    )


def wide() -> str:
    """Names without a place to break them."""
    long = "w" * 200
    marks = (ExerciseMark(long, "failed", 0.0, 1.0, (CheckMark(long, long, "failed", 0.0, 1.0, long),)),)
    entries = [
        Entry(long, long, (Student(long, long), Student(long, long)), "graded", 0.0, 1.0, marks, seconds=1.0, exam="e"),
        Entry("x", long, (), "unusable", None, 1.0, reason=long),
    ]
    found = Alike((Pair(side(long, long, long), side(long, long, long), 1),), 2, 10)
    return whole_page(figures(entries), feedback=long, alike=found, older=[Passed(long, long)])


ALL: dict[str, Callable[[], str]] = {
    "plausible": plausible,
    "hostile": hostile,
    "wide": wide,
    "nobody": lambda: whole_page(figures([])),
    "waiting": lambda: whole_page(figures([Entry("a", "a", (), "waiting", None, 100.0)])),
}
