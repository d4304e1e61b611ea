"""What an element is made of, by the definitions of the operations. Not for students: it is their exercise."""

from grader.case import Case
from grader.explain.terms import MADE
from grader.explain.window import window
from grader.explain.workings import Index, Made
from grader.report.result import Window


class Definition:
    """A `grader.explain.workings.Workings` that can say it of every element."""

    def made(self, exercise: str, name: str, case: Case, index: Index) -> Made | None:
        """See `Workings.made`."""
        make = MADE.get((exercise, name))
        return make(case, index) if make is not None else None

    def window(self, _exercise: str, name: str, case: Case, index: Index) -> Window | None:
        """See `Workings.window`."""
        return window(case, name, index)
