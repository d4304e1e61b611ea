"""Advice: what is told of a check in place of its own explanation, when the fault lies in another function."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from grader.answer import Answer
from grader.exam import Item
from grader.marking.mark import Failed, fault_of

Excused = Mapping[str, frozenset[int]]
"""Values that another function is to blame for, and the numbers of the question's items that tell so."""


@dataclass(frozen=True)
class Advice:
    """Why it is not this function's turn yet, and what to do first."""

    sentence: str
    hint: str


def to_excuse(failed: Failed, excused: Excused) -> tuple[str, ...]:
    """Which of the values must be excused for nothing to be left of a check's faults; none if that is not enough."""
    if not _nothing_left(failed, excused):
        return ()
    names = tuple(name for name in excused if not _nothing_left(failed, excused.keys() - {name}))
    faulty = {id(fault.item) for fault in failed.faults}
    numbers = {number for number, (item, _answer) in enumerate(failed.answered.items) if id(item) in faulty}
    return names if all(excused[name] & numbers for name in names) else ()


def _nothing_left(failed: Failed, names: Collection[str]) -> bool:
    return all(
        fault_of(failed.check, fault.item, _mended(fault.item, fault.answer, names)) is None for fault in failed.faults
    )


def _mended(item: Item, answer: Answer, names: Collection[str]) -> Answer:
    assert item.expected is not None
    return replace(answer, values={**answer.values, **{name: item.expected.values[name] for name in names}})
