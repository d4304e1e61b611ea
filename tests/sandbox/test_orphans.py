"""When a grader is killed, or its nursery, nothing of them stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import MachineryError
from grader.sandbox import orphans
from grader.sandbox.canaries import Canaries, canaries
from grader.sandbox.orphans import left_behind
from grader.sandbox.worker.layers import LAYERS
from tests.sandbox.conftest import BARE


@pytest.fixture(scope="module")
def found() -> Iterator[Canaries]:
    """The probes' folder, above all."""
    with canaries() as found:
        yield found


@pytest.mark.parametrize(
    ("layers", "pastime"),
    [(LAYERS, "calculates"), (BARE, "sleeps")],  # the latter has started a daemon
    ids=["in the box", "with a daemon"],
)
def test_nothing_outlives_a_grader_that_is_killed(layers: tuple[str, ...], pastime: str, found: Canaries) -> None:
    assert left_behind(layers, pastime, found) == []


def test_a_worker_does_not_outlive_its_nursery(found: Canaries) -> None:
    assert left_behind(LAYERS, "sleeps", found, victim="nursery") == []


def test_a_grader_that_can_not_start_is_our_own_fault(
    found: Canaries, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(orphans, "_PROJECT", tmp_path)
    with pytest.raises(MachineryError, match="a second grader doesn't start"):
        left_behind(LAYERS, "sleeps", found)
