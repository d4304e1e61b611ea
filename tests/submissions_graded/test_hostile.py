"""The most telling attacks; `make attacks` runs all of them, as root and as an ordinary user."""

import dataclasses
import os
import sys
from collections.abc import Iterator

import pytest

from grader.exam import Exam
from grader.report.as_json import as_json
from grader.report.as_text import as_text
from grader.report.result import Report
from tests.attacks.attack import Attack, attacks
from tests.attacks.canaries import set_subreaper
from tests.attacks.stand import Graded, Stand
from tests.attacks.verdict import faults
from tests.attacks.watch import Watch
from tests.conftest import Graded as GradedOf

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's layers are there on Linux alone")

TELLING = (
    "proc_parent_files",
    "import_reference",
    "loopback_solver",
    "subclass_array_function_true",
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


@pytest.fixture(scope="module")
def whole(graded: GradedOf, short_exam: Exam, stand: Stand) -> str:
    """The report of what is right, before any attack."""
    return told(graded(stand.right, short_exam)).json


@pytest.mark.parametrize("attack", CHOSEN, ids=[attack.name for attack in CHOSEN])
def test_an_attack_gains_nothing_and_leaves_no_trace(
    attack: Attack, stand: Stand, graded: GradedOf, short_exam: Exam, whole: str
) -> None:
    path = stand.hand_in("attack", attack.build)
    before = Watch(stand)
    report = told(graded(path, short_exam))
    found = [*faults(attack, report), *before.harm()]
    assert not found, "\n".join(found)


def test_the_next_submission_gets_what_it_would_have_got_without_them(
    stand: Stand, graded: GradedOf, short_exam: Exam, whole: str
) -> None:
    assert told(graded(stand.right, short_exam)).json == whole


def told(report: Report) -> Graded:
    """What the command would have written."""
    report = dataclasses.replace(report, duration_s=0.0)
    return Graded(0, as_text(report), "", as_json(report), 0)


def test_all_that_are_named_are_there() -> None:
    assert len(CHOSEN) == len(TELLING)
