"""Traits: what may hold of a case or not, and the sizes that they are about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.case import Case, PoolCase, SizeCase
from grader.language import N_, _

Sizes = Mapping[str, int]

HOLDS = N_("{formula}")  # where a language has a word for it: the case that pad > 0

WITH_ZEROS = {"zeros", "blank", "silent", "dead"}  # values, see `grader.filling`


@dataclass(frozen=True)
class Trait:
    """Something that holds of a case, or not: `yes` and `no` say which. `name` is the size that it is about, if any.

    A formula, such as `pad > 0`, is the same in every language.
    """

    name: str
    yes: str
    no: str
    holds: Callable[[Sizes, Any], bool]
    is_formula: bool = False


@dataclass(frozen=True)
class Literal:
    """A trait, or its opposite."""

    trait: Trait
    is_so: bool

    @property
    def text(self) -> str:
        """The words for it, as they end a sentence's condition."""
        return _(HOLDS).format(formula=self.condition) if self.trait.is_formula else self.condition

    @property
    def condition(self) -> str:
        """The words for it, as they stand before a further condition."""
        words = self.trait.yes if self.is_so else self.trait.no
        return words if self.trait.is_formula else _(words)

    def of(self, case: Case) -> bool:
        """Whether it holds of a case."""
        return self.trait.holds(sizes_of(case), case) == self.is_so


def literals(traits: Sequence[Trait]) -> list[Literal]:
    """All of them, and their opposites where there are words for those."""
    return [Literal(trait, is_so) for trait in traits for is_so in (True, False) if is_so or trait.no]


def table(items: Sequence[Literal], cases: Sequence[Case]) -> NDArray[np.bool_]:
    """Which literal (rows) holds of which case (columns)."""
    sizes = [(sizes_of(case), case) for case in cases]
    known: dict[int, list[bool]] = {}
    for literal in items:
        if id(literal.trait) not in known:
            known[id(literal.trait)] = [literal.trait.holds(size, case) for size, case in sizes]
    rows = [[held == literal.is_so for held in known[id(literal.trait)]] for literal in items]
    return np.array(rows, dtype=np.bool_).reshape(len(items), len(cases))


def sizes_of(case: Case) -> Sizes:
    """N, C, H, W, F, HH, WW, stride, pad, H', W', and what is left over of rows and columns; as far as there are any.

    A pool's height and width are HH and WW here.
    """
    dims = dict(case.dims)
    if isinstance(case, SizeCase):
        room = dims["size"] + 2 * dims["pad"] - dims["kernel"]
        return {**dims, "result": 1 + room // dims["stride"], "rest": room % dims["stride"]}
    if isinstance(case, PoolCase):
        dims |= {"HH": case.pool_height, "WW": case.pool_width, "pad": 0}
    for side, window, out, rest in (("H", "HH", "H'", "rest of H"), ("W", "WW", "W'", "rest of W")):
        room = dims[side] + 2 * dims["pad"] - dims[window]
        dims[out], dims[rest] = 1 + room // dims["stride"], room % dims["stride"]
    return dims


def hides(case: Case) -> bool:
    """Whether zeros may hide a fault: there are some among the numbers, or no window meets the image."""
    if isinstance(case, SizeCase | PoolCase):
        return False
    return getattr(case, "values", "") in WITH_ZEROS or _meets_nothing(sizes_of(case))


def _meets_nothing(sizes: Sizes) -> bool:
    """Whether all windows lie in the padding."""
    return sizes["pad"] > 0 and any(
        all(
            start + sizes[window] <= 0 or start >= sizes[side]
            for start in range(-sizes["pad"], sizes[out] * sizes["stride"] - sizes["pad"], sizes["stride"])
        )
        for side, window, out in (("H", "HH", "H'"), ("W", "WW", "W'"))
    )
