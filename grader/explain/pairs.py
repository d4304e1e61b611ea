"""Two misconceptions at once: which pairs may be behind the answers, and whether one of them is."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from grader.exam.wrong import Column, Wrong
from grader.explain.evidence import Evidence
from grader.prints import same

MOST_TRIED = (
    6  # one that is not right fails on one of the first cases; one that is takes some 0.1 s, and is mostly the first
)
# The part of the answers in which two faults may undo each other. Two flips on end are one thought less, not one more.
MOST_UNDONE = 0.02
MOST_ODD = 0.2  # the part of the answers in which two faults may do what neither of them does alone


def pair_behind(evidence: Evidence, column: Column, known: Sequence[Wrong]) -> tuple[Wrong, Wrong] | None:
    """The two that, edited into one solution, answer every case as the submission does: `column` is its answers."""
    if evidence.reference is None or not evidence.reference.has_all:
        return None
    compared = [one.question.name for one in evidence.sitting if one.question.compared and not one.question.live]
    for pair in _likely({name: column[name] for name in compared}, known):
        if evidence.budget.is_spent:
            break
        names = (pair[0].name, pair[1].name)
        if evidence.reference.has_both(evidence.exercise, evidence.exam, names, column):
            return pair
    return None


def _likely(column: Column, known: Sequence[Wrong]) -> Iterator[tuple[Wrong, Wrong]]:
    """The pairs that explain most of the answers by one of the two alone, best first.

    Where neither shows, the answer is right. Where one of them shows, it is the answer, for the most part. Where both
    show, the answer is best a third one: else one of the two were enough there.
    """
    mine = [one for prints in column.values() for one in prints]
    theirs = [[one for name in column for one in wrong.column[name]] for wrong in known]
    shows = np.array([[one is not None for one in prints] for prints in theirs])
    fits = np.array([list(map(same, mine, prints)) for prints in theirs])
    right = np.array([one is None for one in mine])
    rated = []
    for one, other in combinations(range(len(known)), 2):
        if np.all(right | shows[one] | shows[other]):
            first, second = shows[one] & ~shows[other], shows[other] & ~shows[one]
            if np.count_nonzero(right & shows[one] & shows[other]) > MOST_UNDONE * len(mine):
                continue
            odd = np.count_nonzero(first & ~fits[one]) + np.count_nonzero(second & ~fits[other])
            if odd <= MOST_ODD * len(mine):
                explained = np.count_nonzero(first & fits[one]) + np.count_nonzero(second & fits[other])
                if not explained:  # then nothing speaks for this pair
                    continue
                either = shows[one] & shows[other] & (fits[one] | fits[other])
                rated.append((odd - explained, np.count_nonzero(either), one, other))
    for _odds, _either, one, other in sorted(rated)[:MOST_TRIED]:
        yield known[one], known[other]
