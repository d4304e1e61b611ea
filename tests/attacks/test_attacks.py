"""Every known attack, run for real: it gains nothing, harms nothing, and leaves nothing behind."""

import json

import pytest

from tests.attacks.attack import Attack, attacks
from tests.attacks.stand import Stand
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
    after = stand.grade(stand.right)
    if after.status != 0 or json.loads(after.json)["score"] != 100:
        found.append(f"the next submission: {after.status}, {after.out}{after.err}")
    if after.descriptors != stand.descriptors:
        found.append(f"{after.descriptors} descriptors are open, {stand.descriptors} at first")
    assert not found, "\n".join(found)
    stand.is_spoiled = False
