"""Sights and statements: a case with what became of it, and a sentence that can be held against any of them."""

from collections.abc import Callable
from dataclasses import dataclass

from grader.answer import Answer
from grader.case import Case
from grader.exam import Item
from grader.exercise import Check
from grader.marking.mark import Fault, fault_of


@dataclass(frozen=True)
class Sight:
    """A case, the answer to it, and what the check has to say against that, if anything."""

    item: Item
    answer: Answer
    fault: Fault | None

    @property
    def case(self) -> Case:
        """The case that was asked."""
        return self.item.case

    @property
    def fails(self) -> bool:
        """Whether the check finds a fault."""
        return self.fault is not None


@dataclass(frozen=True)
class Statement:
    """A sentence, and whether it is true of a case that was asked; `is_weak` if it only counts cases."""

    text: str
    holds: Callable[[Sight], bool]
    is_weak: bool = False


def sight(check: Check, item: Item, answer: Answer) -> Sight:
    """What `check` sees of an answer."""
    return Sight(item, answer, None if answer.is_reference else fault_of(check, item, answer))
