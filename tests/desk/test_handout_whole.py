"""The whole handout, as `make handout` makes it: on a fresh account, filled in, and beside the repository."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.cli.handout import LARGEST
from grader.exam.hidden import SOLUTIONS
from grader.exercises import EXERCISES
from grader.handout.packing import TOP
from tests.desk.account import Account, opened, why_there_is_none
from tests.desk.same_feedback import both, unpacked_handout
from tests.diagnosis.submissions import with_one_misconception
from tests.handout.leaks import (
    answers,
    handed_out,
    holding_lines,
    holding_number,
    holding_pieces,
    lines,
    misconceptions,
    solutions,
)
from tests.handout.normal import pieces

HONEST = "public exam: the hidden one has other cases"
EACH = 40  # of all misconceptions every so manyth is compared here; all of them by tests.desk.same_feedback
CHECKS = sum(len(exercise.checks) for exercise in EXERCISES)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that others may pass through, with the handout in it, packed and unpacked."""
    with tempfile.TemporaryDirectory() as name:
        unpacked_handout(Path(name))
        yield Path(name)


@pytest.fixture(scope="module")
def account(folder: Path) -> Account:
    """Somebody who has unpacked it at home."""
    if reason := why_there_is_none():
        pytest.skip(reason)
    account = opened(folder)
    (folder / "handout.zip").chmod(0o644)
    unpacked = account.run(account.home, "python3", "-m", "zipfile", "-e", str(folder / "handout.zip"), ".")
    assert unpacked.returncode == 0, unpacked.stderr
    return account


def test_on_a_new_account_both_commands_say_what_is_to_be_written(account: Account) -> None:
    graded = account.run(account.home / TOP, "make", "grade")
    assert graded.returncode == 0, graded.stderr
    assert "assignment: 0 of 100 points" in graded.stdout
    assert "Next to write: conv_output_size in conv.py" in graded.stdout
    assert HONEST in graded.stdout
    checked = account.run(account.home / TOP, "make", "test")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert f"{CHECKS} skipped" in checked.stdout
    assert HONEST in checked.stdout


def test_filled_in_with_the_solutions_it_gives_all_points(account: Account) -> None:
    for path in SOLUTIONS.glob("*.py"):
        account.give(path, account.home / TOP / "assignment")
    graded = account.run(account.home / TOP, "make", "grade")
    assert "assignment: 100 of 100 points" in graded.stdout, graded.stdout + graded.stderr
    assert HONEST in graded.stdout
    checked = account.run(account.home / TOP, "make", "test")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert re.search(rf"\b{CHECKS} passed", checked.stdout)


def test_of_misconceptions_it_tells_what_the_repository_tells(folder: Path) -> None:
    submissions = list(with_one_misconception())[::EACH]
    pairs = both(submissions, folder / TOP, folder)
    assert len({one.of for one in submissions}) > 6
    assert [one.name for one, (ours, theirs) in zip(submissions, pairs, strict=True) if ours != theirs] == []


def test_nothing_secret_is_in_it_and_it_goes_through_any_mail(folder: Path) -> None:
    content = (folder / "handout.zip").read_bytes()
    given = handed_out()
    secret = {line for line in lines([*answers(), *misconceptions()]) if line not in given}
    assert set(holding_lines(content, secret)) <= {"grader/case.py"}  # see tests/handout/test_leaks.py
    assert not holding_pieces(content, {piece for text in (*solutions(), *misconceptions()) for piece in pieces(text)})
    assert not holding_number(content, int((SOLUTIONS / "seed.txt").read_text(encoding="ascii")))
    assert len(content) <= LARGEST
