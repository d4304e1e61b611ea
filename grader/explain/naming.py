"""Naming: the misconception whose answers are the submission's, on every case of the exam."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from grader.exam.wrong import Column, Wrong, column_of, is_same, wrong_answers
from grader.explain.evidence import Evidence
from grader.marking.mark import Fault
from grader.marking.sit import Answered
from grader.prints import same

MOST_PAIRS = 4  # that are tried out; hardly ever is there a second one that the rest of the answers leaves possible


@dataclass(frozen=True)
class Named:
    """The misconception that explains every answer of an exercise, or the two that do so at once, or both alike."""

    name: str
    parts: Sequence[Wrong]

    def behind(self, fault: Fault, answered: Answered) -> Sequence[Wrong]:
        """Those of its parts that have a share in this fault."""
        place = next((number for number, (item, _answer) in enumerate(answered.items) if item is fault.item), None)
        shown = [
            one for one in self.parts if place is not None and one.column[answered.question.name][place] is not None
        ]
        return shown or self.parts


def named(evidence: Evidence) -> Named | None:
    """The misconception behind the answers, if it is certain.

    One that answers every case as the submission does, and fails in the same way where it fails; or two at once,
    if the reference is here to be edited twice. Misconceptions whose answers are the same on every input are named
    together: nobody can tell from outside which of the two thoughts it was.
    """
    column = column_of(evidence.exercise, evidence.sitting)
    known = wrong_answers(evidence.exam, evidence.exercise)
    alike = [wrong for wrong in known if is_same(column, wrong.column)]
    if alike:
        return Named(" or ".join(one.name for one in alike), alike)
    if evidence.reference is None:
        return None
    compared = [one.question.name for one in evidence.sitting if one.question.compared and not one.question.live]
    for pair in _possible_pairs({name: column[name] for name in compared}, known):
        if evidence.budget.is_spent:
            return None
        names = (pair[0].name, pair[1].name)
        both = evidence.reference.column_of_both(evidence.exercise, evidence.exam, names)
        if both is not None and is_same(column, both):
            return Named(" and ".join(names), pair)
    return None


def _possible_pairs(column: Column, known: Sequence[Wrong]) -> Iterator[tuple[Wrong, Wrong]]:
    """Pairs of which each explains alone what the other has no part in; `column` is of the compared questions."""
    found = (pair for pair in combinations(known, 2) if _may_be(column, *pair))
    for pair, _ in zip(found, range(MOST_PAIRS), strict=False):
        yield pair


def _may_be(column: Column, one: Wrong, other: Wrong) -> bool:
    """Where only one of them is wrong, the answer is its own; and there are such cases for both."""
    alone = [0, 0]
    for name, prints in column.items():
        for mine, first, second in zip(prints, one.column[name], other.column[name], strict=True):
            if second is None:
                if not same(mine, first):
                    return False
                alone[0] += first is not None
            elif first is None:
                if not same(mine, second):
                    return False
                alone[1] += 1
    return all(alone)
