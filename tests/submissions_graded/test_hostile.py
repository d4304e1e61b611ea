"""The most telling attacks; `make attacks` runs all of them, as root and as an ordinary user."""

import os
import sys
from collections.abc import Iterator

import pytest

from grader.exam import Exam
from tests.attacks.attack import Attack, attacks
from tests.attacks.canaries import set_subreaper
from tests.attacks.stand import Stand
from tests.attacks.verdict import faults
from tests.attacks.watch import Watch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's layers are there on Linux alone")

TELLING = (
    "proc_parent_files",
    "import_reference",
    "loopback_solver",
    "subclass_array_function_true",
    "monkeypatch_builtins_json_pickle",
    "disk_fill",
    "double_fork_setsid",
    "fd_forge_replies_for_later_cases",
    "ptrace_parent",
    "shared_memory_covert_channel",
    "ansi_escape_in_output",
)
CHOSEN = [attack for attack in attacks() if attack.name in TELLING]


@pytest.fixture(scope="module")
def stand(short_exam: Exam) -> Iterator[Stand]:
    """A stand for whoever runs the tests."""
    set_subreaper(True)
    stand = Stand(os.getuid(), short_exam)
    yield stand
    stand.close()
    set_subreaper(False)


@pytest.mark.parametrize("attack", CHOSEN, ids=[attack.name for attack in CHOSEN])
def test_an_attack_gains_nothing_and_leaves_no_trace(attack: Attack, stand: Stand) -> None:
    path = stand.hand_in("attack", attack.build)
    before = Watch(stand)
    graded = stand.grade(path, attack.options)
    found = [*faults(attack, graded), *before.harm()]
    assert not found, "\n".join(found)


def test_the_next_submission_gets_full_marks_from_the_same_process(stand: Stand) -> None:
    assert '"score": 100.0' in stand.grade(stand.right).json


def test_all_that_are_named_are_there() -> None:
    assert len(CHOSEN) == len(TELLING)
