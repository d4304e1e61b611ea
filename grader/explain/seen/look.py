"""Looks at a fault: asks fresh cases, tries to refute what could be said near its boundaries, and says the rest."""

from collections.abc import Sequence

from grader.explain.evidence import Evidence
from grader.explain.seen.asked import Asked, asked_of
from grader.explain.seen.differ import differences
from grader.explain.seen.sight import Sight, Statement
from grader.explain.seen.when import when
from grader.marking.mark import Failed

ROUNDS = 2  # of asking near the boundaries: the second one only if the first one refuted something
FAILING, OF_FAILING = 9, 4  # failing cases whose neighbours are asked in a round, and how many of each
PASSING, OF_PASSING = 4, 2


def seen(evidence: Evidence, failed: Failed) -> tuple[str, ...]:
    """Sentences, each true on every case of the exam and on fresh ones; none without a reference to ask."""
    return tuple(statement.text for statement in statements(evidence, failed))


def statements(evidence: Evidence, failed: Failed) -> list[Statement]:
    """The same as statements that can be held against more cases."""
    asked = asked_of(evidence, failed.answered)
    if asked is None:
        return []
    features = _when(evidence, failed, asked)
    if asked.is_over or features is None:
        return []
    relations, places = differences(failed.check, asked.sights(failed.check))
    if relations and features.is_weak:
        return relations
    return [*relations, features, *places]


def _when(evidence: Evidence, failed: Failed, asked: Asked) -> Statement | None:
    """The statement about which cases fail, after attempts to refute it."""
    sights = asked.sights(failed.check)
    statement = when(sights)
    for number in range(ROUNDS):
        before = len(sights)
        fresh = asked.fresh_sights(failed.check)
        asked.ask_near(evidence, _spread([one for one in fresh if one.fails], FAILING, number), OF_FAILING)
        asked.ask_near(evidence, _spread([one for one in fresh if not one.fails], PASSING, number), OF_PASSING)
        if asked.is_over:
            return None
        sights = asked.sights(failed.check)
        is_true = statement is not None and all(map(statement.holds, sights[before:]))
        if is_true and statement is not None and not statement.is_weak:
            return statement
        statement = when(sights)
        if is_true:
            break
    return statement


def _spread(sights: Sequence[Sight], number: int, start: int) -> list[Sight]:
    """So many of them, from all over."""
    step = max(1, len(sights) // number)
    return list(sights[start::step][:number])
