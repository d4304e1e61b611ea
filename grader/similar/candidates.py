"""Pairs worth a closer look, by an index from each fingerprint to the submissions that have it.

What many submissions have is no sign of anything: as in Moss (https://theory.stanford.edu/~aiken/moss/, option -m), a
fingerprint that more of them share is left out. So the work grows with the class, and not with its square.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_SHARED = 8  # fingerprints, some forty tokens in a row: fewer agree by chance

_FEW, _SHARE, _MANY = 10, 0.2, 100  # how many may share a fingerprint: that share of the class within these bounds
_BEST_OF_EACH = 50  # partners of one submission that are held on to

Prints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two submissions by their places, and the rare fingerprints that both have."""

    left: int
    right: int
    agree: tuple[int, ...]


def common(size: int) -> int:
    """How many submissions of a class of `size` may share a fingerprint before it counts for nothing."""
    return max(_FEW, min(_MANY, int(_SHARE * size)))


def candidates(prints: Sequence[Prints], most: int) -> list[Candidate]:
    """The `most` pairs that have most in common, as a share of what they hold (the cosine of their fingerprints).

    Each of `prints` holds the fingerprints of one submission, each once, sorted.
    """
    if not prints:
        return []
    limit = common(len(prints))
    best = heapq.nsmallest(most, _scored(prints, limit))
    both = [np.intersect1d(prints[left], prints[right], assume_unique=True) for _score, left, right in best]
    rare = _rare(prints, both, limit)
    return [
        Candidate(left, right, tuple(value for value in agree.tolist() if value in rare))
        for (_score, left, right), agree in zip(best, both, strict=True)
    ]


def _scored(prints: Sequence[Prints], limit: int) -> Iterator[tuple[float, int, int]]:
    """Pairs with their scores, which are negative: the best is the least."""
    sizes = np.array([len(one) for one in prints])
    owners = np.repeat(np.arange(len(prints), dtype=np.int32), sizes)
    _values, numbers, counts = np.unique(np.concatenate(prints), return_inverse=True, return_counts=True)
    del _values
    by_value = owners[np.argsort(numbers, kind="stable")]  # the owners of the first value, those of the second, ...
    begins = np.cumsum(counts) - counts
    is_kept = (counts > 1) & (counts <= limit)
    at = 0
    for left, size in enumerate(sizes):
        mine = numbers[at : at + size]
        at += size
        mine = mine[is_kept[mine]]
        if len(mine) < LEAST_SHARED:
            continue
        many = counts[mine]
        # All owners of all my values: one stretch of `by_value` for each of them, laid end to end.
        places = np.repeat(begins[mine] - (np.cumsum(many) - many), many) + np.arange(many.sum())
        shared = np.bincount(by_value[places], minlength=len(prints))
        shared[: left + 1] = 0
        (partners,) = np.nonzero(shared >= LEAST_SHARED)
        scores = -shared[partners] / np.sqrt(size * sizes[partners])
        for place in np.lexsort((partners, scores))[:_BEST_OF_EACH]:
            yield float(scores[place]), left, int(partners[place])


def _rare(prints: Sequence[Prints], among: Sequence[Prints], limit: int) -> set[int]:
    """The fingerprints `among` these that no more than `limit` submissions have."""
    asked = np.unique(np.concatenate(among)) if among else np.zeros(0, np.int64)
    counts = np.zeros(len(asked), dtype=np.int64)
    for one in prints:
        counts += np.isin(asked, one, assume_unique=True)
    return set(asked[counts <= limit].tolist())
