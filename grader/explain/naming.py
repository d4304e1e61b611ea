"""Naming: the misconception whose answers are the submission's, on every case of the exam."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.answer import Expected
from grader.exam import Item
from grader.exam.wrong import Wrong, column_of, is_same, wrong_answers
from grader.explain.evidence import Evidence
from grader.explain.pairs import pair_behind
from grader.marking.mark import Fault
from grader.marking.sit import Answered
from grader.prints import print_of, same


@dataclass(frozen=True)
class Named:
    """The misconception that explains every answer of an exercise, or the two that do so at once, or both alike."""

    name: str
    parts: Sequence[Wrong]

    def behind(self, fault: Fault, answered: Answered) -> Sequence[Wrong]:
        """Those of its parts that have a share in this fault, each thought once."""
        place = next((number for number, (item, _answer) in enumerate(answered.items) if item is fault.item), None)
        shown = [
            one for one in self.parts if place is not None and one.column[answered.question.name][place] is not None
        ]
        return list({one.belief: one for one in reversed(shown or self.parts)}.values())[::-1]


def named(evidence: Evidence) -> Named | None:
    """The misconception behind the answers, if it is certain.

    One that answers every case as the submission does, and fails in the same way where it fails; or two at once.
    Where the reference is here to be edited, fresh cases must be answered alike, too; without it there are no pairs.
    Misconceptions whose answers are the same on every input are named together: nobody can tell from outside which
    of the two thoughts it was.
    """
    column = column_of(evidence.exercise, evidence.sitting)
    known = wrong_answers(evidence.exam, evidence.exercise)
    alike = [wrong for wrong in known if is_same(column, wrong.column)]
    if alike:
        return Named(" or ".join(one.name for one in alike), alike) if _holds(evidence, alike[:1]) else None
    pair = pair_behind(evidence, column, known)
    if pair is None or not _holds(evidence, pair):
        return None
    choices = [[wrong for wrong in known if is_same(wrong.column, part.column)] for part in pair]
    names = [" or ".join(wrong.name for wrong in alike) for alike in choices]
    names = [f"({name})" if " or " in name else name for name in names]
    return Named(" and ".join(names), [wrong for alike in choices for wrong in alike])


def _holds(evidence: Evidence, parts: Sequence[Wrong]) -> bool:
    """Whether nothing speaks against these misconceptions on fresh cases."""
    if evidence.reference is None or not evidence.reference.has_all:
        return True
    from grader.explain.seen.asked import asked_of  # noqa: PLC0415  # which students don't have, see explain.py

    names = tuple(one.name for one in parts)
    for answered in evidence.sitting:
        question = answered.question
        asked = asked_of(evidence, answered) if question.compared and not question.live else None
        if asked is not None:
            fresh = [(_of_question(item, answered), answer) for item, answer in asked.fresh]
            items = [item for item, _answer in fresh]
            prints = evidence.reference.wrong_prints(evidence.exercise, question, names, items)
            for (item, answer), model in zip(fresh, prints, strict=False):
                if not same(print_of(question, item, answer), model):
                    return False
    return True


def _of_question(item: Item, answered: Answered) -> Item:
    """The item with the values that the question asks for, and no others."""
    (first, _answer), expected = answered.items[0], item.expected
    assert first.expected is not None
    assert expected is not None
    values = {name: expected.values[name] for name in first.expected.values}
    return Item(item.case, Expected(values, expected.scales))
