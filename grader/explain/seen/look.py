"""Looks at a fault: asks fresh cases, tries to refute what could be said near its boundaries, and says the rest."""

from collections.abc import Sequence

from grader.explain.evidence import Evidence
from grader.explain.seen.asked import Asked, asked_of
from grader.explain.seen.differ import differences
from grader.explain.seen.sight import Sight, Statement
from grader.explain.seen.when import when
from grader.marking.mark import Failed

ROUNDS = 2  # of asking near the boundaries: the second one only if the first one refuted something
FAILING, PASSING = 9, 4  # cases in each round whose neighbours are asked


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
    statement = when(asked.sights(failed.check))
    for number in range(ROUNDS):
        before = len(asked.sights(failed.check))
        asked.ask_near(evidence, _telling(asked.fresh_sights(failed.check)), number)
        if asked.is_over:
            return None
        news = asked.sights(failed.check)[before:]
        if statement is not None and all(map(statement.holds, news)):
            break
        statement = when(asked.sights(failed.check))
    return when(asked.sights(failed.check))


def _telling(sights: Sequence[Sight]) -> list[Sight]:
    """Some that fail and some that pass, spread over all that was asked."""
    failing = [sight for sight in sights if sight.fails]
    passing = [sight for sight in sights if not sight.fails]
    return _spread(failing, FAILING) + _spread(passing, PASSING)


def _spread(sights: Sequence[Sight], number: int) -> list[Sight]:
    step = max(1, len(sights) // number)
    return list(sights[::step][:number])
