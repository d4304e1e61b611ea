"""The right numbers in another order: axes transposed, flipped, shifted, reshaped, or laid out as other courses do."""

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations

import numpy as np

from grader.case import Array
from grader.explain.seen.arrays import Pair
from grader.explain.seen.axes import WINDOWS, axes_of, in_words, richest
from grader.explain.seen.relations import Relation
from grader.language import N_, _

TRANSPOSED = N_("the axes are in the order {got}; it should be {want}")
RESHAPED = N_("the numbers are right, but come in the order of {got}: reshaped to {want} without moving the axes first")
FLIPPED = N_("everything is flipped {how}")
SHIFTED = N_("the values are moved by one place {how}")
SHIFTED_BY_PAD = N_("the values are moved by pad places {how}")
LAID_OUT = N_("the numbers are right, but come in the order of {got}; it should be {want}")

_FLIPS = {
    N_("upside down"): (2,),
    N_("left to right"): (3,),
    N_("in both directions, rows and columns"): (2, 3),
    N_("along the first axis"): (0,),
    N_("along the second axis"): (1,),
    N_("along the last three axes"): (1, 2, 3),
}
_SHIFTS: dict[str, tuple[int, int]] = {
    N_("down"): (1, 0),
    N_("up"): (-1, 0),
    N_("to the right"): (0, 1),
    N_("to the left"): (0, -1),
    N_("down and to the right"): (1, 1),
    N_("up and to the left"): (-1, -1),
}
_OTHER_PADS = 8  # cases with another padding than 1 from which on a shift by one is not one by the padding
_ENTRIES = ("N", "H'", "W'", "C", "HH", "WW")


def orders(name: str, pairs: Sequence[Pair]) -> Iterator[Relation]:
    """Which orders could explain these wrong pairs, of whatever shape."""
    first = richest(list(pairs))
    axes = axes_of(name, first.case)
    if first.want.ndim == 4:
        for order in permutations(range(4)):
            if order != (0, 1, 2, 3):
                names = in_words(tuple(axes[axis] for axis in order))
                yield Relation(_(TRANSPOSED).format(got=names, want=in_words(axes)), _transposed(order))
                yield Relation(_(RESHAPED).format(got=names, want=in_words(axes)), _reshaped(order))
        yield from (Relation(_(FLIPPED).format(how=_(how)), _flipped(flip)) for how, flip in _FLIPS.items())
        pads = [pair.sizes.get("pad", 0) for pair in pairs]
        yield from (
            Relation(_(SHIFTED_BY_PAD).format(how=_(how)), _shifted(*by, "pad"))
            for how, by in _SHIFTS.items()
            if any(pads) and any(_leaves_some(pair, *by, "pad") for pair in pairs)
        )
        if len(pads) - pads.count(1) >= _OTHER_PADS:
            yield from (
                Relation(_(SHIFTED).format(how=_(how)), _shifted(*by))
                for how, by in _SHIFTS.items()
                if any(_leaves_some(pair, *by) for pair in pairs)
            )
    elif name == WINDOWS:
        yield from _layouts(first)


def _transposed(order: tuple[int, ...]) -> Callable[[Pair], bool]:
    return lambda pair: pair.equal(pair.got, pair.want.transpose(order))


def _reshaped(order: tuple[int, ...]) -> Callable[[Pair], bool]:
    return lambda pair: pair.is_shaped and pair.equal(pair.got.ravel(), pair.want.transpose(order).ravel())


def _flipped(axes: tuple[int, ...]) -> Callable[[Pair], bool]:
    return lambda pair: pair.equal(pair.got, np.flip(pair.want, axes))


def _shifted(rows: int, columns: int, by: str = "") -> Callable[[Pair], bool]:
    """The values that are still inside stand one place further, or `by` a size; whatever came in at the other side."""

    def holds(pair: Pair) -> bool:
        times = pair.sizes[by] if by else 1
        to = np.s_[:, :, _after(times * rows), _after(times * columns)]
        origin = np.s_[:, :, _after(-times * rows), _after(-times * columns)]
        return pair.is_shaped and pair.equal(pair.got[to], pair.want[origin])

    return holds


def _leaves_some(pair: Pair, rows: int, columns: int, by: str = "") -> bool:
    """Whether some values are still inside after such a shift; where none are, nothing speaks against it, or for it."""
    times = pair.sizes[by] if by else 1
    return times > 0 and pair.want.shape[2] > times * abs(rows) and pair.want.shape[3] > times * abs(columns)


def _after(by: int) -> slice:
    return slice(by, None) if by > 0 else slice(None, by or None)


def _entries(pair: Pair) -> Array:
    """The expected matrix of windows with an axis for each of N, H', W', C, HH, WW."""
    entries: Array = pair.want.reshape([pair.sizes[axis] for axis in _ENTRIES])
    return entries


def _layouts(first: Pair) -> Iterator[Relation]:
    """The orders of the six axes that explain the pair that tells most."""
    if first.got.size != first.want.size:
        return
    entries, got = _entries(first), first.got.ravel()
    for order in permutations(range(6)):
        if order != (0, 1, 2, 3, 4, 5) and np.array_equal(got, entries.transpose(order).ravel()):
            names = tuple(_ENTRIES[axis] for axis in order)
            yield Relation(_(LAID_OUT).format(got=in_words(names), want=in_words(_ENTRIES)), _laid_out(order))


def _laid_out(order: tuple[int, ...]) -> Callable[[Pair], bool]:
    def holds(pair: Pair) -> bool:
        return pair.got.size == pair.want.size and np.array_equal(
            pair.got.ravel(), _entries(pair).transpose(order).ravel()
        )

    return holds
