"""How arrays differ from the expected ones: pairs of both, by name, and the statements that are true of all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from grader.answer import Answer
from grader.case import Array, Case
from grader.compare import ROUNDING
from grader.exercise import Check
from grader.explain.seen.sight import Sight
from grader.explain.seen.traits import Sizes, sizes_of
from grader.marking.mark import fault_of


@dataclass(frozen=True)
class Pair:
    """An array of an answer beside the expected one."""

    name: str
    case: Case
    got: Array
    want: Array
    scale: float

    @cached_property
    def sizes(self) -> Sizes:
        """The case's sizes by name."""
        return sizes_of(self.case)

    @cached_property
    def is_shaped(self) -> bool:
        """Whether it has the expected shape."""
        return self.got.shape == self.want.shape

    @cached_property
    def wrong(self) -> NDArray[np.bool_]:
        """Which elements differ by more than rounding; only for the right shape."""
        return ~self.close(self.got, self.want)

    @cached_property
    def is_right(self) -> bool:
        """Whether shape and numbers are the expected ones."""
        return self.is_shaped and not self.wrong.any()

    def equal(self, got: Array, want: Array, factor: float = 1.0) -> bool:
        """Whether two arrays have the same shape and, but for rounding, the same numbers."""
        return got.shape == want.shape and bool(self.close(got, want, factor).all())

    def close(self, got: Array, want: Array, factor: float = 1.0) -> NDArray[np.bool_]:
        """Where two arrays are equal but for rounding in numbers that are `factor` times as large as usual."""
        with np.errstate(all="ignore"):  # whatever numbers a student returns
            close: NDArray[np.bool_] = np.abs(got - want) <= ROUNDING * self.scale * max(1.0, abs(factor))
        return close


def pair(name: str, sight: Sight) -> Pair | None:
    """The array `name` of an answer, if there is one to compare."""
    expected = sight.item.expected
    want = expected.values.get(name) if expected is not None else None
    got = want if sight.answer.is_reference else sight.answer.values.get(name)  # the same, and not to be read again
    if expected is None or not isinstance(got, np.ndarray) or not isinstance(want, np.ndarray):
        return None
    if got.dtype.kind not in "fiub":
        return None
    return Pair(name, sight.case, np.asarray(got, dtype=np.float64), want, expected.scales.get(name, 1.0))


def to_blame(check: Check, sights: Sequence[Sight]) -> list[str]:
    """The arrays for which `check` fails: it would also if all the others were as expected."""
    return list(dict.fromkeys(name for sight in sights if sight.fails for name in _to_blame(check, sight)))


def _to_blame(check: Check, sight: Sight) -> Iterator[str]:
    expected = sight.item.expected
    if expected is None:
        return
    for name, value in sight.answer.values.items():
        if isinstance(value, np.ndarray) and name in expected.values:
            alone = Answer({**expected.values, name: value})
            if fault_of(check, sight.item, alone) is not None:
                yield name
