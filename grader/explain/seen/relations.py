"""How every value of a wrong array follows from the expected ones: a factor, a sign, a bias, nothing at all.

A relation is words and a test of one pair. Only what is true of all pairs is said.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grader.case import ConvCase, PoolCase
from grader.explain.seen.arrays import Pair
from grader.explain.seen.axes import OUT, axes_of, richest
from grader.explain.seen.traits import Sizes
from grader.explain.seen.vocabulary import in_pool_words
from grader.language import N_, _

DISTINCT = 3  # values of an expression that a factor must have met before it is called by its name
MOST = 1e6  # beyond that no factor is meant
ZERO = N_("every value is 0")
NAN = N_("every wrong value is NaN or infinite")
OPPOSITE = N_("every value has the opposite sign")
TIMES = N_("every value is {factor} times the expected one")
DIVIDED = N_("every value is the expected one divided by {factor}")
NO_BIAS = N_("the bias b[f] is missing")
BIAS_TIMES = N_("the bias b[f] is in each value {factor} times")
FIRST_BIAS = N_("b[0] is added for every filter, where it should be b[f]")
UNSIGNED = N_("every value has lost its sign")
NEVER_NEGATIVE = N_("every value that should be negative is 0")
WHOLE = N_("every value is cut to a whole number")
CONSTANT = N_("all values of one array are equal")
LIKE_FIRST = N_("the values of every {what} are those of the first {what}")
LIKE_LAST = N_("the values of every {what} are those of the last {what}")


@dataclass(frozen=True)
class Relation:
    """Words for how an array differs, and the test of a pair."""

    words: str
    holds: Callable[[Pair], bool]


_FACTORS: Mapping[str, Callable[[Sizes], int]] = {
    "N": lambda s: s["N"],
    "C": lambda s: s["C"],
    "F": lambda s: s["F"],
    "stride": lambda s: s["stride"],
    "stride * stride": lambda s: s["stride"] ** 2,
    "HH": lambda s: s["HH"],
    "WW": lambda s: s["WW"],
    "H'": lambda s: s["H'"],
    "W'": lambda s: s["W'"],
    "HH * WW": lambda s: s["HH"] * s["WW"],
    "H' * W'": lambda s: s["H'"] * s["W'"],
    "H * W": lambda s: s["H"] * s["W"],
    "N * C": lambda s: s["N"] * s["C"],
    "N * F": lambda s: s["N"] * s["F"],
    "C * HH * WW": lambda s: s["C"] * s["HH"] * s["WW"],
    "N * H' * W'": lambda s: s["N"] * s["H'"] * s["W'"],
    "N * F * H' * W'": lambda s: s["N"] * s["F"] * s["H'"] * s["W'"],
    "(C + 1)": lambda s: s["C"] + 1,
    "(stride + 1)": lambda s: s["stride"] + 1,
    "(pad + 1)": lambda s: s["pad"] + 1,
}

THINGS = {"N": N_("image"), "C": N_("channel"), "F": N_("filter")}


def relations(name: str, pairs: Sequence[Pair]) -> Iterator[Relation]:
    """What could be true of these pairs, all of them wrong and of the right shape; the most telling first."""
    yield Relation(_(ZERO), lambda pair: not pair.got.any())
    yield Relation(_(NAN), lambda pair: not np.isfinite(pair.got[pair.wrong]).any())
    yield Relation(_(OPPOSITE), lambda pair: pair.equal(pair.got, -pair.want))
    yield from _factors(pairs)
    if name in OUT and isinstance(pairs[0].case, ConvCase):
        yield from _biases()
    yield Relation(_(UNSIGNED), lambda pair: pair.equal(pair.got, np.abs(pair.want)))
    yield Relation(_(NEVER_NEGATIVE), lambda pair: pair.equal(pair.got, np.maximum(pair.want, 0)))
    yield Relation(_(WHOLE), lambda pair: pair.equal(pair.got, np.trunc(pair.want)))
    for axis, size in enumerate(axes_of(name, pairs[0].case)):
        if size in THINGS:
            yield _like(LIKE_FIRST, THINGS[size], axis, 0)
            yield _like(LIKE_LAST, THINGS[size], axis, -1)
    if max(pair.got.size for pair in pairs) > 1:
        yield Relation(_(CONSTANT), lambda pair: bool(np.ptp(pair.got) == 0) if np.isfinite(pair.got).all() else False)


def _factors(pairs: Sequence[Pair]) -> Iterator[Relation]:
    first = richest(list(pairs))
    factor = _ratio(first)
    if factor is None:
        return
    for words, size in _FACTORS.items():
        if not _measurable(size, first.sizes):
            continue
        if isinstance(first.case, PoolCase):
            words = in_pool_words(words)  # noqa: PLW2901
        distinct = len({size(pair.sizes) for pair in pairs})
        if distinct >= DISTINCT and np.isclose(factor, size(first.sizes)):
            yield Relation(_(TIMES).format(factor=words), _times(size))
        if distinct >= DISTINCT and np.isclose(factor, 1 / size(first.sizes)):
            yield Relation(_(DIVIDED).format(factor=words), _times(lambda sizes, size=size: 1 / size(sizes)))  # type: ignore[misc]
    rounded = round(factor, 6)
    if factor > 1:
        yield Relation(_(TIMES).format(factor=f"{rounded:g}"), _times(lambda _sizes: rounded))
    elif factor > 0:
        divisor = round(1 / factor, 6)
        yield Relation(_(DIVIDED).format(factor=f"{divisor:g}"), _times(lambda _sizes: 1 / divisor))
    else:
        yield Relation(_(TIMES).format(factor=f"{rounded:g}"), _times(lambda _sizes: rounded))


def _measurable(size: Callable[[Sizes], int], sizes: Sizes) -> bool:
    try:
        return size(sizes) > 0
    except KeyError:  # pooling has no filters
        return False


def _ratio(pair: Pair) -> float | None:
    """The factor between the largest expected number and what was returned for it."""
    place = np.unravel_index(int(np.abs(pair.want).argmax()), pair.want.shape)
    want, got = float(pair.want[place]), float(pair.got[place])
    if not want or not got or not np.isfinite(got):
        return None
    factor = got / want
    return factor if 1 / MOST < abs(factor) < MOST else None


def _times(size: Callable[[Sizes], float]) -> Callable[[Pair], bool]:
    return lambda pair: pair.equal(pair.got, pair.want * size(pair.sizes), size(pair.sizes))


def _biases() -> Iterator[Relation]:
    counts: list[tuple[str, Callable[[Pair], float]]] = [
        (_(NO_BIAS), lambda _pair: 0),
        (_(BIAS_TIMES).format(factor=2), lambda _pair: 2),
        (_(BIAS_TIMES).format(factor="C"), lambda pair: pair.sizes["C"]),
        (_(BIAS_TIMES).format(factor="HH * WW"), lambda pair: pair.sizes["HH"] * pair.sizes["WW"]),
        (
            _(BIAS_TIMES).format(factor="C * HH * WW"),
            lambda pair: pair.sizes["C"] * pair.sizes["HH"] * pair.sizes["WW"],
        ),
        (_(BIAS_TIMES).format(factor="N"), lambda pair: pair.sizes["N"]),
        (_(BIAS_TIMES).format(factor="-1"), lambda _pair: -1),
    ]
    for words, times in counts:
        yield Relation(words, lambda pair, times=times: _has_bias(pair, times(pair)))  # type: ignore[misc]
    yield Relation(_(FIRST_BIAS), lambda pair: pair.equal(pair.got, pair.want - _bias(pair) + _bias(pair)[:, :1], 2))


def _has_bias(pair: Pair, times: float) -> bool:
    return pair.equal(pair.got, pair.want + (times - 1) * _bias(pair), times)


def _bias(pair: Pair) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    assert isinstance(pair.case, ConvCase)
    return np.asarray(pair.case.b, dtype=np.float64).reshape(1, -1, 1, 1)


def _like(words: str, what: str, axis: int, index: int) -> Relation:
    def holds(pair: Pair) -> bool:
        one = np.take(pair.want, [index], axis=axis)
        return pair.equal(pair.got, np.broadcast_to(one, pair.want.shape))

    return Relation(_(words).format(what=_(what)), holds)
