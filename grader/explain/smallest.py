"""The smallest case that shows a fault: Hypothesis shrinks, the submission and the reference are asked live.

First the shapes: small ones are asked in one go, the smallest first, with numbers in which little hides. Then the
numbers: Hypothesis looks for the plainest that fail, in the smallest of those shapes in which they do. How much is
asked is a number of calls; on every machine the same case is found.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from itertools import islice

from grader.answer import Answer
from grader.asking import expect_arguments_unchanged
from grader.case import Case, ConvCase, PoolCase
from grader.compare import Mismatch, expect_close
from grader.exam import Item
from grader.exercise import Check, Question
from grader.explain.evidence import Evidence
from grader.explain.small_cases import Plain, is_drawn, ladders, made, shapes_within, telling_numbers
from grader.failure import StudentFailure
from grader.marking.mark import Failed, Fault, fault_of

# Nearly all faults show in the first few shapes that a check looks at. A case costs 0.3 to 0.5 ms, most of it the
# reference's, so few are asked at first.
ROUNDS = (12, 48)  # cases that are asked in one go, for the shapes
EXAMINED = 600  # shapes of which those are taken that the check looks at
MOST_CALLS = 60  # for the numbers


def smallest(evidence: Evidence, failed: Failed) -> Fault:
    """The fault on the smallest case found within the budget; on the exam's without a reference or Hypothesis.

    What never ends, ends its process or takes all memory is not asked again.
    """
    known = failed.faults[0]
    if known.failure is not None and (
        known.failure.kind in ("timeout", "crashed") or known.failure.raised() == "MemoryError"
    ):
        return known
    if evidence.reference is None or not is_drawn(known.case):
        return known
    if find_spec("hypothesis") is None:  # a machine that grades, and draws no exams
        return known
    try:
        found = (_Search(evidence, failed, like).smallest() for like in _with_plain_keys_first(known.case))
        return next(filter(None, found), known)
    except _GiveUp:
        return known


def _with_plain_keys_first(case: Case) -> list[Case]:
    """The case, and before it one whose dict has its keys in the usual order: most faults show in that, too."""
    if isinstance(case, ConvCase | PoolCase) and case.reversed_keys:
        return [replace(case, reversed_keys=0), case]
    return [case]


class _GiveUp(Exception):  # noqa: N818  # no error: the exam's case does as well
    """Nothing more may be asked, or had better be."""


class _Search:
    """What has been asked for one fault, and how the answers were judged."""

    def __init__(self, evidence: Evidence, failed: Failed, like: Case) -> None:
        self._evidence = evidence
        self._check, self._question, self._ask = failed.check, failed.answered.question, failed.answered.ask
        self._known = failed.faults[0]
        self._like = like
        self._way = _way(self._known)
        self._judged: dict[Plain, Fault | None] = {}  # None: right, wrong in another way, or not to be asked
        self._calls = 0
        self._gives_up = False

    def smallest(self) -> Fault | None:
        failing = self._failing()
        if not failing:
            return None
        best = self._plainest(failing)
        return self._confirmed(best)

    def _failing(self) -> list[Plain]:
        """Cases that fail, at least one if the fault shows in small shapes at all; the smallest shape first."""
        rounds: tuple[int, ...] = ROUNDS
        for numbers in telling_numbers(self._like):
            waiting = looked_at(self._question, self._check, self._like, numbers)
            for size in rounds:
                asked = list(islice(waiting, size))
                self._judge(asked)
                failing = [plain for plain in asked if self._judged[plain] is not None]
                if failing:
                    return failing
            if self._judged:
                rounds = ROUNDS[:1]  # with other numbers, a few will do
        return []

    def _plainest(self, failing: Sequence[Plain]) -> Plain:
        """The one with the plainest numbers that Hypothesis can find in these shapes."""
        shapes = list(dict.fromkeys(plain.dims for plain in failing))
        kinds = ladders(self._like)
        plainest_of_all = Plain(shapes[0], tuple(ladder[0] for ladder in kinds))
        if self._fails(plainest_of_all):
            return plainest_of_all  # nothing to look for, and Hypothesis takes a tenth of a second to load
        from grader.explain.plainest import plainest  # noqa: PLC0415

        found = plainest(shapes, kinds, self._fails)
        if self._gives_up:
            raise _GiveUp
        return found or failing[0]

    def _fails(self, plain: Plain) -> bool:
        if plain not in self._judged:
            if (
                self._gives_up
                or self._calls >= MOST_CALLS
                or not _is_looked_at(self._question, self._check, made(plain, self._like))
            ):
                return False
            self._calls += 1
            try:
                self._judge([plain])
            except _GiveUp:  # not through Hypothesis, which would ask once more
                self._gives_up = True
                return False
        return self._judged[plain] is not None

    def _judge(self, plains: Sequence[Plain]) -> None:
        """Ask all these cases together, and judge each answer; what nobody knows the right answer to is not asked."""
        if self._evidence.budget.is_spent:
            raise _GiveUp
        known = [plain for plain in plains if self._is_known(made(plain, self._like))]
        self._judged.update(dict.fromkeys(plains))
        cases = [made(plain, self._like) for plain in known]
        answers = self._question.answers(self._evidence.code, cases, self._ask)
        for plain, case, answer in zip(known, cases, list(answers), strict=True):
            if answer.failure is not None and answer.failure.kind in ("timeout", "crashed"):
                raise _GiveUp  # that is another fault, and a costly one
            self._judged[plain] = self._fault(case, answer)

    def _is_known(self, case: Case) -> bool:
        reference = self._evidence.reference
        return reference is not None and reference.knows(self._evidence.exercise, self._question, self._check, case)

    def _fault(self, case: Case, answer: Answer) -> Fault | None:
        """The fault that the answer has, if it is the one that is looked for."""
        if (answer.failure is None) != (self._known.answer.failure is None):
            return None
        reference = self._evidence.reference
        assert reference is not None
        try:
            item = reference.item(self._evidence.exercise, self._question, case)
        except StudentFailure:
            return None  # which has nothing to say of the submission
        if self._stands_on_a_wrong_forward(item, answer):
            return None
        fault = fault_of(self._check, item, answer)
        if fault is None or _way(fault) != self._way:
            return None
        if not self._question.compared:  # by such numbers even what is right may look wrong: other data, same output
            looks_right = reference.is_right(self._evidence.exercise, self._question, self._check, case)
            return fault if looks_right else None
        return fault

    def _stands_on_a_wrong_forward(self, item: Item, answer: Answer) -> bool:
        if item.expected is None or self._ask is not self._question.ask:
            return False
        try:
            for name in self._question.relies_on:
                expect_close(name, answer, item.expected)
        except (Mismatch, StudentFailure):
            return True
        return False

    def _confirmed(self, plain: Plain) -> Fault | None:
        """The fault, if it shows again when the case is all that is asked of a worker in which nothing has run."""
        self._evidence.afresh()
        case = made(plain, self._like)
        self._judge([plain])
        fault = self._judged[plain]
        return None if fault is None or self._is_changed_by_forward(case) else fault

    def _is_changed_by_forward(self, case: Case) -> bool:
        """Whether forward is to blame: it gave the backward other numbers than it had been given."""
        question = self._question
        if question.forward is None or self._ask is not question.ask:
            return False
        (after,) = question.answers(self._evidence.code, [case], question.forward)
        try:
            expect_arguments_unchanged(after, case.arguments)
        except (Mismatch, StudentFailure):
            return True
        return False


def looked_at(question: Question, check: Check, like: Case, numbers: tuple[str, ...]) -> Iterator[Plain]:
    """The cases with such numbers in the shapes that the check looks at, none larger than `like`."""
    for dims in islice(shapes_within(like), EXAMINED):
        plain = Plain(dims, numbers)
        if _is_looked_at(question, check, made(plain, like)):
            yield plain


def _is_looked_at(question: Question, check: Check, case: Case) -> bool:
    return bool(question.on(case) and check.on(case))


def _way(fault: Fault) -> tuple[object, ...]:
    """In which way a check fails: two faults that differ in this have different causes, most likely."""
    failure = fault.failure
    if failure is not None:
        return fault.status, failure.kind, failure.name, failure.facts.get("type"), failure.facts.get("what")
    first_sentence = fault.message.split(". ")[0].rstrip(".")
    return fault.status, _NUMBERS.sub("", first_sentence), fault.hint


# Numbers, shapes and indices. What is nan or infinite is another fault than a wrong number.
_NUMBERS = re.compile(r"\[[\d, ]*\]|\([\d, ]*\)|-?\d[\d.]*(e[-+]?\d+)?")
