"""`doctor` with every attempt: none gets out, whoever runs the grader, and it is known what stops it."""

import pytest

from tests.sandbox.pythons import NOBODY, run_as

DOCTOR = "from grader.cli.main import main\nprint(main(['doctor']))\n"


@pytest.mark.parametrize("user", [0, NOBODY], ids=["root", "an ordinary user"])
def test_every_attempt_is_stopped_and_it_is_known_by_what(user: int) -> None:
    *told, status = run_as(user, DOCTOR).splitlines()
    assert status == "0", told
    lines = told[1 : told.index("")]
    assert len(lines) > 60
    assert all(line.split("  stopped  ")[1].strip() for line in lines)
    assert not [line for line in lines if "OPEN" in line]
