"""What was asked about one question: the exam's cases, fresh ones, and neighbours of those. Each is asked once."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from grader.answer import Answer, Implementation
from grader.exam import Item
from grader.exercise import Check, Exercise, Question
from grader.explain.evidence import Evidence
from grader.explain.seen.expected import Solved, solved_by
from grader.explain.seen.sight import Sight, sight
from grader.explain.seen.vocabulary import traits_of
from grader.marking.sit import Answered

# Measured: four loops answer so many in 50 ms, and the reference needs 100 ms for them once in a process.
FRESH = 140
STATE = 60  # questions about state make many calls for each case
ENDED = ("timeout", "crashed")  # costly to see again
TOGETHER = 40  # cases asked between two looks at the clock


class Asked:
    """The items of one question, each with its answer: the exam's first, then fresh ones."""

    def __init__(self, exercise: Exercise, answered: Answered, solved: Solved) -> None:
        self._exercise, self._answered, self._solved = exercise, answered, solved
        self._known = list(answered.items)
        self._sights: dict[str, list[Sight]] = {}
        self.is_over = any(_ended(answer) for _item, answer in self._known)
        self._exams, self._fresh = len(self._known), 0
        self._neighboured: set[tuple[int, int]] = set()

    def ask_fresh(self, evidence: Evidence) -> None:
        """Ask fresh cases, unless that has been done."""
        if not self._fresh:
            question = self._answered.question
            items = self._solved.fresh(self._exercise, question, FRESH if question.compared else STATE)
            self._ask(evidence, items)
            self._fresh = len(items)

    def ask_near(self, evidence: Evidence, sights: Sequence[Sight], number: int) -> None:
        """Ask `number` neighbours of each of the cases, which are fresh ones, unless that has been done."""
        items = [item for one in sights for item in self._near(one, number)]
        self._ask(evidence, items)

    def _near(self, one: Sight, number: int) -> list[Item]:
        question, key = self._answered.question, (id(one.case), number)
        if key in self._neighboured:
            return []
        self._neighboured.add(key)
        return self._solved.near(self._exercise, question, one.case, number)

    def sights(self, check: Check) -> list[Sight]:
        """What `check` sees of all that has been asked so far."""
        seen = self._sights.setdefault(check.name, [])
        seen += [sight(check, item, answer) for item, answer in self._known[len(seen) :]]
        return list(seen)

    @property
    def fresh(self) -> Sequence[tuple[Item, Answer]]:
        """The fresh cases with their answers, without their neighbours."""
        return self._known[self._exams : self._exams + self._fresh]

    def fresh_sights(self, check: Check) -> list[Sight]:
        """The same of the fresh cases alone, without their neighbours."""
        return self.sights(check)[self._exams : self._exams + self._fresh]

    def _ask(self, evidence: Evidence, items: Sequence[Item]) -> None:
        question, ask = self._answered.question, self._answered.ask
        for start in range(0, len(items), TOGETHER):
            if self.is_over or evidence.budget.is_spent:
                self.is_over = True
                return
            some = items[start : start + TOGETHER]
            answers = list(question.answers(evidence.code, [item.case for item in some], ask))
            self.is_over = len(answers) < len(some) or any(map(_ended, answers))
            self._known += zip(some, answers, strict=False)


_ASKED: WeakKeyDictionary[Implementation, dict[Question, Asked]] = WeakKeyDictionary()


def asked_of(evidence: Evidence, answered: Answered) -> Asked | None:
    """What has been asked of this submission in this question; None where nothing can be asked any more.

    Nothing is asked without a reference that knows every case, about cases of which no trait is known (a layer's
    sizes, a large convolution for its speed), or after an answer that never came: whoever waits for another one may
    wait as long.
    """
    if evidence.reference is None or not evidence.reference.has_all or not traits_of(answered.question.cases):
        return None
    of_code = _ASKED.setdefault(evidence.code, {})
    if answered.question not in of_code:
        of_code[answered.question] = Asked(evidence.exercise, answered, solved_by(evidence.reference))
    asked = of_code[answered.question]
    asked.ask_fresh(evidence)
    return None if asked.is_over else asked


def _ended(answer: Answer) -> bool:
    return answer.failure is not None and answer.failure.kind in ENDED
