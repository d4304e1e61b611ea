"""Where in an array the errors are: regions of which all errors of all cases lie in one, and the rest is right."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from grader.case import ConvCase
from grader.explain.seen.arrays import Pair
from grader.explain.seen.axes import IMAGES, OUT, WINDOWS, axes_of
from grader.explain.seen.relations import THINGS, Relation
from grader.language import N_, _

Bools = NDArray[np.bool_]

WHERE = N_("only values {region} are wrong")
_FROM_SECOND = N_("from the second {what} on")
_ENTRIES = {"N": N_("image"), "C": N_("channel"), "HH": N_("row of the window"), "WW": N_("column of the window")}
_OF_LAST = N_("of the last {what}")
_OF_FIRST = N_("of the first {what}")


def places(name: str, pairs: Sequence[Pair]) -> Iterator[tuple[Relation, Callable[[Pair], Bools]]]:
    """Regions that the errors may lie in, each with its mask for a pair of the right shape."""
    for words, mask in _regions(name, pairs[0]):
        yield Relation(_(WHERE).format(region=words), _inside(mask)), mask


def _inside(mask: Callable[[Pair], Bools]) -> Callable[[Pair], bool]:
    return lambda pair: not (pair.wrong & ~mask(pair)).any()


def _regions(name: str, first: Pair) -> Iterator[tuple[str, Callable[[Pair], Bools]]]:
    axes = axes_of(name, first.case)
    for axis, size in enumerate(axes):
        if size in THINGS:
            what = _(THINGS[size])
            yield _(_FROM_SECOND).format(what=what), _slice(axis, slice(1, None))
            yield _(_OF_LAST).format(what=what), _slice(axis, slice(-1, None))
            yield _(_OF_FIRST).format(what=what), _slice(axis, slice(0, 1))
    if len(axes) == 4:
        yield from _rows_and_columns()
    if name in IMAGES:
        yield _("of pixels in several windows"), lambda pair: _windows_around(pair) > 1
        yield _("of pixels in no window"), lambda pair: _windows_around(pair) == 0
        yield _("of pixels in one window only"), lambda pair: _windows_around(pair) == 1
    if name in OUT and isinstance(first.case, ConvCase):
        yield _("whose window reaches into the padding"), lambda pair: ~_is_inside(pair)
        yield _("whose window lies inside the image"), _is_inside
    if name == WINDOWS:
        yield _("that come from the padding"), lambda pair: pair.want == 0
        for axis, size in enumerate(("N", "H'", "W'", "C", "HH", "WW")):
            if size in _ENTRIES:
                yield _(_FROM_SECOND).format(what=_(_ENTRIES[size])), _entries_from(axis)


def _rows_and_columns() -> Iterator[tuple[str, Callable[[Pair], Bools]]]:
    last_row, last_column = _slice(2, slice(-1, None)), _slice(3, slice(-1, None))
    first_row, first_column = _slice(2, slice(0, 1)), _slice(3, slice(0, 1))
    yield _("in the upper left corner"), lambda pair: first_row(pair) & first_column(pair)
    yield _("in the lower right corner"), lambda pair: last_row(pair) & last_column(pair)
    yield _("in the last row"), last_row
    yield _("in the last column"), last_column
    yield _("in the first row"), first_row
    yield _("in the first column"), first_column
    yield _("in the last row and the last column"), lambda pair: last_row(pair) | last_column(pair)
    yield _("in the first row and the first column"), lambda pair: first_row(pair) | first_column(pair)
    yield _("outside the first row and the first column"), lambda pair: ~(first_row(pair) | first_column(pair))
    yield _("from the second row on"), lambda pair: ~first_row(pair)
    yield _("from the second column on"), lambda pair: ~first_column(pair)
    yield _("on the border"), lambda pair: first_row(pair) | first_column(pair) | last_row(pair) | last_column(pair)
    yield _("other than those in the upper left corner"), lambda pair: ~(first_row(pair) & first_column(pair))


def _slice(axis: int, which: slice) -> Callable[[Pair], Bools]:
    def mask(pair: Pair) -> Bools:
        inside = np.zeros(pair.want.shape, dtype=np.bool_)
        np.moveaxis(inside, axis, 0)[which] = True
        return inside

    return mask


def _entries_from(axis: int) -> Callable[[Pair], Bools]:
    def mask(pair: Pair) -> Bools:
        inside = np.ones([pair.sizes[name] for name in ("N", "H'", "W'", "C", "HH", "WW")], dtype=np.bool_)
        np.moveaxis(inside, axis, 0)[0] = False
        flat: Bools = inside.reshape(pair.want.shape)
        return flat

    return mask


def _windows_around(pair: Pair) -> NDArray[np.int_]:
    """How many windows each pixel lies in."""
    rows = _along(pair, "H", "HH", "H'").sum(axis=0)
    columns = _along(pair, "W", "WW", "W'").sum(axis=0)
    return np.broadcast_to(rows[:, None] * columns, pair.want.shape)


def _is_inside(pair: Pair) -> Bools:
    """Which windows hold pixels of the image only."""
    rows = _along(pair, "H", "HH", "H'").sum(axis=1) == pair.sizes["HH"]
    columns = _along(pair, "W", "WW", "W'").sum(axis=1) == pair.sizes["WW"]
    return np.broadcast_to(rows[:, None] & columns, pair.want.shape)


def _along(pair: Pair, side: str, window: str, out: str) -> Bools:
    """Which window (rows) holds which pixel (columns) along one axis."""
    sizes = pair.sizes
    start = np.arange(sizes[out])[:, None] * sizes["stride"] - sizes["pad"]
    pixel = np.arange(sizes[side])
    held: Bools = (start <= pixel) & (pixel < start + sizes[window])
    return held
