"""The statements about how an array differs: each is held against all pairs, and only what is certain is said."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from grader.exercise import Check
from grader.explain.seen.arrays import Pair, pair, to_blame
from grader.explain.seen.order import orders
from grader.explain.seen.place import places
from grader.explain.seen.relations import Relation, relations
from grader.explain.seen.sides import shapes
from grader.explain.seen.sight import Sight, Statement
from grader.explain.seen.when import CERTAIN, ENOUGH
from grader.language import N_, _

LOOKED_AT = 24  # failing cases by which it is found out which arrays are wrong

EVERYWHERE = N_("In {name}, {words}.")
WRONG = N_("Where {name} is wrong, {words}.")
SHAPED = N_("Where {name} has the right shape and wrong values, {words}.")
SHAPELESS = N_("Where the shape of {name} is wrong, {words}.")

_Applies = Callable[[Pair], bool]


def differences(check: Check, sights: Sequence[Sight]) -> tuple[list[Statement], list[Statement]]:
    """What is true of all wrong values (at most one statement), and where they are (at most one)."""
    failing = [sight for sight in sights if sight.fails]
    for name in to_blame(check, failing[:: max(1, len(failing) // LOOKED_AT)]):
        all_sights = _Sights(name, sights)
        related = all_sights.related()
        if related is not None:
            return [related], []
        placed = all_sights.placed()
        if placed is not None:
            return [], [placed]
    return [], []


class _Sights:
    """All pairs of one array, and what they allow to be said."""

    def __init__(self, name: str, sights: Sequence[Sight]) -> None:
        self.name = name
        pairs = [pair(name, sight) for sight in sights]
        self.pairs = [one for one in pairs if one is not None]
        self.are_all = len(self.pairs) == len(sights)
        self.wrong = [one for one in self.pairs if not one.is_right]
        self.shaped = [one for one in self.wrong if one.is_shaped]
        self.shapeless = [one for one in self.wrong if not one.is_shaped]

    def related(self) -> Statement | None:
        """How the array follows from the expected one, or its shape from the sizes."""
        if len(self.wrong) >= ENOUGH:
            found = self._first(orders(self.name, self.wrong), self.wrong)
            if found is not None:
                return self._statement(found, WRONG, lambda one: not one.is_right)
        if len(self.shapeless) >= ENOUGH:
            found = self._first(shapes(self.name, self.shapeless), self.shapeless)
            if found is not None:
                return self._statement(found, SHAPELESS, lambda one: not one.is_shaped)
        if len(self.shaped) >= ENOUGH:
            found = self._first(relations(self.name, self.shaped), self.shaped)
            if found is not None:
                template = SHAPED if self.shapeless else WRONG
                return self._statement(found, template, lambda one: one.is_shaped and not one.is_right)
        return None

    def placed(self) -> Statement | None:
        """The smallest region that all errors lie in, if there is enough outside of it that is right."""
        if len(self.shaped) < ENOUGH:
            return None
        best, most = None, CERTAIN
        for relation, mask in places(self.name, self.shaped):
            if all(map(relation.holds, self.shaped)):
                evidence = _evidence(mask, self.shaped)
                if evidence > most:
                    best, most = relation, evidence
        if best is None:
            return None
        return self._statement(best, SHAPED if self.shapeless else EVERYWHERE, lambda one: one.is_shaped)

    def _first(self, candidates: Iterable[Relation], pairs: Sequence[Pair]) -> Relation | None:
        """The first of the candidates that is true of all these pairs."""
        return next((one for one in candidates if all(map(one.holds, pairs))), None)

    def _statement(self, relation: Relation, template: str, applies: _Applies) -> Statement:
        """The relation as a sentence about every case that was asked, if it is true of those that are right, too."""
        if self.are_all and all(map(relation.holds, self.pairs)):
            template, applies = EVERYWHERE, lambda _pair: True
        name = self.name

        def holds(sight: Sight) -> bool:
            one = pair(name, sight)
            return one is None or not applies(one) or relation.holds(one)

        return Statement(_(template).format(name=name, words=relation.words), holds)


def _evidence(mask: Callable[[Pair], NDArray[np.bool_]], pairs: Sequence[Pair]) -> float:
    """How unlikely it is, in -log(probability), that one error in each pair lies in the region by chance."""
    shares = [float(mask(one).mean()) for one in pairs]
    telling = [share for share in shares if 0 < share < 1]
    return float(-np.log(telling).sum()) if len(telling) >= ENOUGH else 0.0
