"""When it fails: the simplest statement about the traits of the cases that fail, true of every case that was asked.

A statement is made only where the cases speak for it on both sides: enough of them fail, enough pass where it says
so, and chance would hardly have drawn them like that. Where the evidence is thin, a weaker statement is made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from grader.case import Case, PoolCase, SizeCase
from grader.explain.seen.sight import Sight, Statement
from grader.explain.seen.traits import Literal, hides, literals, table
from grader.explain.seen.vocabulary import traits_of
from grader.language import N_, _

Bools = NDArray[np.bool_]

ENOUGH = 12  # cases on each side of every boundary that a statement draws
# How unlikely chance must be, in -log(probability): there are about a hundred literals, and 5,000 pairs of them.
CERTAIN = 18.0
MANY = 60  # cases that always fail, before it is said that such cases always do
VERY_MANY = 150  # the same where cases without that fail, too: most are seen failing anyway
TELLING = 0.15  # a further condition is named if it rules out this part of the cases that are left

EVERY = N_("It fails on every case.")
EXACTLY = N_("It fails exactly when {when}.")
EXACTLY_BUT = N_("It fails exactly when {when} (except where zeros hide it).")
EVERY_BUT = N_("It fails on every case (except where zeros hide it).")
ONLY = N_("It fails only when {when} (not always then).")
ONLY_SO_FAR = N_("It fails only when {when}.")
ONLY_AND_ALWAYS = N_("It fails only when {when} (not always then, but always when {also}).")
ALWAYS = N_("It always fails when {when}, and sometimes otherwise.")
ALWAYS_BUT = N_("It always fails when {when} (except where zeros hide it), and sometimes otherwise.")
# No numbers: a submission could choose in how many cases it fails, and have hidden inputs told that way.
SELDOM = N_("It fails on fewer than a tenth of the cases.")
SOMETIMES = N_("It fails on some of the cases.")
MOSTLY = N_("It fails on more than nine tenths of the cases.")
NO_SINGLE_ONE = N_("No single one of {names} decides which cases fail.")
AND, OR = N_("{condition} and {further}"), N_("{one}, or {other}")


@dataclass(frozen=True)
class Condition:
    """Literals, all of which must hold, or one of which is enough."""

    parts: tuple[Literal, ...]
    any_of: bool = False

    @property
    def text(self) -> str:
        """The words for it."""
        if self.any_of:
            return reduce(lambda one, other: _(OR).format(one=one, other=other), [part.text for part in self.parts])
        *others, last = self.parts
        return reduce(
            lambda text, part: _(AND).format(condition=part.condition, further=text), reversed(others), last.text
        )

    def of(self, case: Case) -> bool:
        """Whether it holds of a case."""
        return (any if self.any_of else all)(part.of(case) for part in self.parts)


def when(sights: Sequence[Sight]) -> Statement | None:
    """The statement about which cases fail, if there is anything to say."""
    fails = np.array([sight.fails for sight in sights], dtype=np.bool_)
    if not fails.any() or not traits_of(type(sights[0].case)):
        return None
    if fails.all():
        return Statement(_(EVERY), lambda sight: sight.fails) if len(sights) >= 2 * ENOUGH else None
    cases = [sight.case for sight in sights]
    every = literals(traits_of(type(cases[0])))
    held = table(every, cases)
    search = _Search(every, held, fails)
    if all(map(_shows_anyway, sights)):
        return _exact(search) or _exact_but(search, cases) or _one_sided(search, False) or _counted(search)
    return _exact_but(search, cases) or _one_sided(search, True) or _counted(search)


def _shows_anyway(sight: Sight) -> bool:
    """Whether zeros among the numbers could hide nothing: the case passes, or fails by an exception, or by a shape."""
    if sight.fault is None or sight.fault.failure is not None or isinstance(sight.case, SizeCase | PoolCase):
        return True
    expected = sight.item.expected.values if sight.item.expected is not None else {}
    return any(
        isinstance(value, np.ndarray) and name in expected and value.shape != np.shape(expected[name])  # type: ignore[arg-type]
        for name, value in sight.answer.values.items()
    )


def _exact(search: "_Search") -> Statement | None:
    """What the failing cases have in common, and no other case has."""
    condition = search.exact()
    if condition is None:
        return None
    return Statement(_(EXACTLY).format(when=condition.text), lambda sight: condition.of(sight.case) == sight.fails)


def _exact_but(search: "_Search", cases: Sequence[Case]) -> Statement | None:
    """The same but for cases with zeros in them, which may pass in spite of it."""
    loud = np.array([not hides(case) for case in cases], dtype=np.bool_)
    if loud.sum() < 2 * ENOUGH:
        return None
    fails = search.fails
    if fails[loud].all() and not loud.all():
        return Statement(_(EVERY_BUT), lambda sight: sight.fails or hides(sight.case))
    condition = _Search(search.literals, search.held[:, loud], fails[loud]).exact()
    if condition is None or any(not condition.of(cases[index]) for index in np.flatnonzero(fails).tolist()):
        return None
    return Statement(
        _(EXACTLY_BUT).format(when=condition.text),
        lambda sight: condition.of(sight.case) == sight.fails or (not sight.fails and hides(sight.case)),
    )


def _one_sided(search: "_Search", may_hide: bool) -> Statement | None:
    """What the failing cases need; or else, what is enough; `may_hide` if zeros may hide the fault."""
    needed = search.needed()
    if needed is not None:
        also = None if may_hide else search.enough_within(needed)
        if also is None:
            template = ONLY if search.has_exceptions(needed) else ONLY_SO_FAR
            return Statement(
                _(template).format(when=needed.text), lambda sight: needed.of(sight.case) or not sight.fails
            )
        return Statement(
            _(ONLY_AND_ALWAYS).format(when=needed.text, also=also.text),
            lambda sight: _is_only_and_always(sight.fails, needed.of(sight.case), also.of(sight.case)),
        )
    enough = search.enough()
    if enough is None:
        return None
    if not may_hide:
        return Statement(_(ALWAYS).format(when=enough.text), lambda sight: sight.fails or not enough.of(sight.case))
    return Statement(
        _(ALWAYS_BUT).format(when=enough.text),
        lambda sight: sight.fails or not enough.of(sight.case) or hides(sight.case),
    )


def _is_only_and_always(fails: bool, is_needed: bool, is_enough: bool) -> bool:
    """Whether a case fails only where it may, and always where it must."""
    return fails if is_needed and is_enough else is_needed or not fails


def _counted(search: "_Search") -> Statement:
    """How many cases fail, about: nothing that could be wrong of others."""
    failed, asked = int(search.fails.sum()), len(search.fails)
    text = _(SELDOM if failed < asked / 10 else MOSTLY if failed > 9 * asked / 10 else SOMETIMES)
    names = [name for name in dict.fromkeys(literal.trait.name for literal in search.literals) if name]
    if min(failed, asked - failed) >= ENOUGH and len(names) >= 2:
        text += " " + _(NO_SINGLE_ONE).format(names=", ".join(names))
    return Statement(text, lambda _sight: True, is_weak=True)


class _Search:
    """Cases, which of them fail, and the literals that hold of some and not of others."""

    def __init__(self, every: Sequence[Literal], held: Bools, fails: Bools) -> None:
        varied = held.any(axis=1) & ~held.all(axis=1)
        self.literals = [every[row] for row in np.flatnonzero(varied).tolist()]
        self.held = held[varied]
        self.fails = fails
        self._needed = np.flatnonzero(self.held[:, fails].all(axis=1)).tolist()
        self._enough = np.flatnonzero(~self.held[:, ~fails].any(axis=1)).tolist()

    def exact(self) -> Condition | None:
        """One literal, two or three of them together, or one of two, that hold exactly of the failing cases."""
        if self.fails.sum() < MANY or (~self.fails).sum() < ENOUGH:
            return None
        for row in self._needed:
            if np.array_equal(self.held[row], self.fails):
                return self._condition((row,))
        for size in (2, 3):
            for rows in self._groups(self._needed, size):
                if self._together(rows):
                    return self._condition(rows)
            if size == 2:
                for rows in combinations(self._enough, 2):
                    if self._either(rows):
                        return self._condition(rows, any_of=True)
        return None

    def needed(self) -> Condition | None:
        """What every failing case has, and enough others have not; one literal, or two if the second tells more."""
        rows: list[int] = []
        left = np.ones_like(self.fails)
        for _attempt in range(2):
            best = max(self._needed, key=lambda row: int((left & ~self.held[row]).sum()), default=None)
            if best is None or not self._rules_out(best, left, TELLING if rows else 0.0):
                break
            rows.append(best)
            left = left & self.held[best]
        return self._condition(tuple(rows)) if rows else None

    def has_exceptions(self, needed: Condition) -> bool:
        """Whether a case passes although it has what is needed to fail."""
        inside = np.logical_and.reduce([self.held[self.literals.index(part)] for part in needed.parts])
        return bool((inside & ~self.fails).any())

    def enough_within(self, needed: Condition) -> Condition | None:
        """What is enough to fail where `needed` holds."""
        inside = np.logical_and.reduce([self.held[self.literals.index(part)] for part in needed.parts])
        best = max(range(len(self.literals)), key=lambda row: self._always(row, inside), default=None)
        return self._condition((best,)) if best is not None and self._always(best, inside) else None

    def enough(self) -> Condition | None:
        """What is enough to fail: the literal that covers most of the failing cases."""
        everywhere = np.ones_like(self.fails)
        best = max(self._enough, key=lambda row: self._always(row, everywhere), default=None)
        return self._condition((best,)) if best is not None and self._always(best, everywhere) else None

    def _groups(self, rows: list[int], size: int) -> Iterator[tuple[int, ...]]:
        """Groups of needed literals of which each rules out enough passing cases by itself."""
        telling = [row for row in rows if (~self.held[row]).sum() >= ENOUGH]
        return combinations(telling, size)

    def _together(self, rows: tuple[int, ...]) -> bool:
        """Whether all of them together hold exactly of the failing cases, and none of them could be left out."""
        if not np.array_equal(np.logical_and.reduce(self.held[list(rows)]), self.fails):
            return False
        for row in rows:
            others = np.logical_and.reduce(self.held[[other for other in rows if other != row]])
            if (others & ~self.held[row]).sum() < ENOUGH:
                return False
        return True

    def _either(self, rows: tuple[int, int]) -> bool:
        one, other = self.held[rows[0]], self.held[rows[1]]
        if not np.array_equal(one | other, self.fails):
            return False
        return bool(min((one & ~other).sum(), (other & ~one).sum()) >= ENOUGH)

    def _rules_out(self, row: int, left: Bools, part: float) -> bool:
        """Whether a needed literal rules out this part of the cases left, and enough for it not to be by chance."""
        out, failed = int((left & ~self.held[row]).sum()), int(self.fails.sum())
        share = 1 - out / left.sum()
        return out >= ENOUGH and out >= part * left.sum() and -failed * np.log(share) >= CERTAIN

    def _always(self, row: int, inside: Bools) -> int:
        """How many cases inside the literal makes fail: 0 if it doesn't, or if that may be by chance."""
        there = inside & self.held[row]
        count, rest = int(there.sum()), inside & ~self.held[row]
        if count < VERY_MANY or (there & ~self.fails).any() or not (rest & ~self.fails).any():
            return 0
        rate = (self.fails & inside).sum() / inside.sum()
        return count if -count * np.log(rate) >= CERTAIN else 0

    def _condition(self, rows: tuple[int, ...], any_of: bool = False) -> Condition:
        return Condition(tuple(self.literals[row] for row in rows), any_of)
