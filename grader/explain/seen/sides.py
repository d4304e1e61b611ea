"""The shape of a wrong array, in terms of the case's sizes."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from grader.case import Case, PoolCase
from grader.explain.seen.arrays import Pair
from grader.explain.seen.axes import axes_of, in_words
from grader.explain.seen.relations import Relation
from grader.explain.seen.traits import Sizes
from grader.explain.seen.vocabulary import in_pool_words
from grader.language import N_, _

Size = Callable[[Sizes], int]

SHAPE = N_("the shape is {got}; it should be {want}")
DISTINCT = 3  # shapes that have been met before they are described
LONGEST = 6  # axes


def shapes(name: str, pairs: Sequence[Pair]) -> Iterator[Relation]:
    """The shape of these pairs in words, if each of its axes is explained by all of them."""
    dimensions = {pair.got.ndim for pair in pairs}
    axes = axes_of(name, pairs[0].case)
    if len(dimensions) > 1 or not 0 < max(dimensions) <= LONGEST or not axes:
        return
    if len({pair.got.shape for pair in pairs}) < DISTINCT:
        return
    found: list[tuple[str, Size]] = []
    for axis in range(max(dimensions)):
        wanted = axes[axis] if len(axes) == max(dimensions) else ""
        meant = _meant(pairs, axis, wanted)
        if meant is None:
            return
        found.append(meant)
    words = tuple(text for text, _size in found)
    if words != axes:
        yield Relation(
            _(SHAPE).format(got=in_words(words), want=in_words(axes)),
            lambda pair: pair.got.shape == tuple(size(pair.sizes) for _text, size in found),
        )


def _meant(pairs: Sequence[Pair], axis: int, wanted: str) -> tuple[str, Size] | None:
    """What the length of an axis is in all pairs: preferably what it should be, else the simplest that fits."""
    candidates = _sizes(pairs[0].case)
    for text in sorted(candidates, key=lambda text: text != wanted):
        size = candidates[text]
        if all(pair.got.shape[axis] == size(pair.sizes) for pair in pairs):
            return text, size
    return None


def _sizes(case: Case) -> Mapping[str, Size]:
    """Lengths that somebody may have meant, the simplest first."""
    if not isinstance(case, PoolCase):
        return _CONV
    return {in_pool_words(text): size for text, size in _CONV.items() if "pad" not in text and "F" not in text}


def _product(*names: str) -> tuple[str, Size]:
    def size(sizes: Sizes) -> int:
        product = 1
        for name in names:
            product *= sizes.get(name, 1)
        return product

    return " * ".join(names), size


def _along(side: str, window: str, out: str) -> dict[str, Size]:
    """What may have been meant for H' (or W'), or for a side of the image."""
    padded = f"{side} + 2 * pad"
    formulas: dict[str, Size] = {
        "{out} + 1": lambda s: s[out] + 1,
        "{out} - 1": lambda s: s[out] - 1,
        "{padded}": lambda s: s[side] + 2 * s["pad"],
        "{side} + pad": lambda s: s[side] + s["pad"],
        "{side} - 2 * pad": lambda s: s[side] - 2 * s["pad"],
        "{side} - {window} + 1": lambda s: s[side] - s[window] + 1,
        "{padded} - {window} + 1": lambda s: s[side] + 2 * s["pad"] - s[window] + 1,
        "1 + ({side} - {window}) // stride": lambda s: 1 + (s[side] - s[window]) // s["stride"],
        "1 + ({side} + pad - {window}) // stride": lambda s: 1 + (s[side] + s["pad"] - s[window]) // s["stride"],
        "{side} // stride": lambda s: s[side] // s["stride"],
        "({padded}) // stride": lambda s: (s[side] + 2 * s["pad"]) // s["stride"],
        "{padded} - {window}": lambda s: s[side] + 2 * s["pad"] - s[window],
        "1 + ceil(({padded} - {window}) / stride)": lambda s: (
            1 - (-(s[side] + 2 * s["pad"] - s[window]) // s["stride"])
        ),
        "{out} * stride": lambda s: s[out] * s["stride"],
        "({out} - 1) * stride + {window}": lambda s: (s[out] - 1) * s["stride"] + s[window],
    }
    return {text.format(out=out, side=side, window=window, padded=padded): size for text, size in formulas.items()}


_CONV: Mapping[str, Size] = {
    **dict(_product(name) for name in ("N", "C", "F", "H'", "W'", "H", "W", "HH", "WW")),
    **_along("H", "HH", "H'"),
    **_along("W", "WW", "W'"),
    **dict(
        _product(*names.split())
        for names in (
            "N H' W'", "C HH WW", "H' W'", "HH WW", "N C", "N F", "C F", "F H' W'", "C H' W'", "H W", "C H W", "N H W",
            "N C HH WW", "N C H' W'", "N F H' W'", "F C HH WW",
        )
    ),
    "1": lambda _sizes: 1,
}  # fmt: skip
