"""Every known attack, run for real: it gains nothing, harms nothing, and leaves nothing behind."""

import pytest

from tests.attacks.attack import Attack, attacks
from tests.attacks.stand import FULL, Stand
from tests.attacks.verdict import faults
from tests.attacks.watch import Watch

ATTACKS = attacks()


@pytest.mark.parametrize("attack", ATTACKS, ids=[f"{attack.kind}-{attack.name}" for attack in ATTACKS])
def test_an_attack_gains_nothing_and_leaves_no_trace(attack: Attack, stand: Stand) -> None:
    stand.is_spoiled = True  # until it has turned out that it isn't
    path = stand.hand_in("attack", attack.build)
    before = Watch(stand)
    graded = stand.grade(path, attack.options)
    found = [*faults(attack, graded), *before.harm()]
    score, descriptors = stand.grade_right()
    if score != FULL:
        found.append(f"the next submission gets {score:g} points of {FULL:g}")
    if descriptors != stand.descriptors:
        found.append(f"{descriptors} descriptors are open, {stand.descriptors} at first")
    assert not found, "\n".join(found)
    stand.is_spoiled = False
