"""Workings: what one element of an answer is made of, and who can say so.

Where the solutions are, it is worked out by the definitions of the operations (`grader.explain.definition`). Students
have no such code: there, it is said of those elements that are in the exam's ready answers (`grader.exam.ready`).
"""

from dataclasses import dataclass
from typing import Literal, Protocol

from grader.case import Case
from grader.report.result import Window

Index = tuple[int, ...]


@dataclass(frozen=True)
class Number:
    """A number, and where it stands: no index, if it is a zero of the padding."""

    array: str
    value: float
    index: Index | None = None


Term = tuple[Number, ...]  # a product


@dataclass(frozen=True)
class Made:
    """The `terms` that an element is the sum of, the mean of, or the largest of. `count` is what a mean divides by.

    `window` is where the window begins that is looked at, row and column, if there is one.
    """

    how: Literal["sum", "mean", "largest"]
    terms: tuple[Term, ...]
    count: int = 1
    window: tuple[int, int] | None = None

    @property
    def value(self) -> float:
        """The element."""
        values = []
        for term in self.terms:
            value = 1.0
            for number in term:
                value *= number.value
            values.append(value)
        return max(values) if self.how == "largest" else sum(values) / self.count


class Workings(Protocol):
    """Who can say what an element is made of."""

    def made(self, exercise: str, name: str, case: Case, index: Index) -> Made | None:
        """How element `index` of the array `name` in the answer to `case` comes about; None where nobody can say."""
        ...

    def window(self, exercise: str, name: str, case: Case, index: Index) -> Window | None:
        """The numbers behind that element, as a part of an array; None where nobody can say."""
        ...
