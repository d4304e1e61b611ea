"""`doctor`: a line for each attempt, true to what happened, and an exit status to rely on."""

from collections.abc import Collection
from functools import partial

import pytest

from grader.cli import doctor
from grader.sandbox.canaries import Canaries
from grader.sandbox.escapes import ESCAPES
from grader.sandbox.nursery import Nursery
from tests.cli.conftest import Run

FEW = ("fork", "write a file", "read a secret file", "leave a daemon behind", "mount a file system")


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each kind one, and no graders that are killed; make slow runs them all."""
    monkeypatch.setattr(doctor, "ESCAPES", [escape for escape in ESCAPES if escape.name in FEW])
    monkeypatch.setattr(doctor, "_secrets", dict)

    def nobody(_layers: Collection[str], _pastime: str, _found: Canaries) -> list[str]:
        return []

    monkeypatch.setattr(doctor, "left_behind", nobody)


def columns(out: str) -> dict[str, tuple[str, str]]:
    """What became of each attempt: in the box, and by single layers."""
    lines = out.split("\n\n", maxsplit=1)[0].splitlines()
    place = lines[0].index("box")
    return {line[:place].strip(): (line[place:].split()[0], line[place + 9 :]) for line in lines[1:]}


def test_each_attempt_is_shown_with_the_layers_that_stop_it(run: Run, nursery: Nursery) -> None:
    standing = nursery.standing()
    if {"landlock", "seccomp"} & standing.missing.keys():
        pytest.skip(standing.sentence(standing.missing))
    ran = run("doctor")
    assert (ran.status, ran.err) == (0, "")
    told = columns(ran.out)
    assert told.keys() == {*FEW, "outlive a grader that is killed"}
    assert {outcome for outcome, _by in told.values()} == {"stopped"}
    assert told["fork"][1] == "seccomp"
    assert told["write a file"][1] == "landlock, rlimits"
    assert "landlock" in told["read a secret file"][1]
    assert told["leave a daemon behind"][1] == "process"
    last = ran.out.splitlines()[-1]
    assert last.startswith(f"All {len(FEW) + 1} attempts are stopped by process, ")


def test_what_is_open_is_said_to_be_and_the_status_is_3(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    layers = ("privileges", "undumpable", "landlock", "rlimits")
    monkeypatch.setattr(doctor, "Nursery", partial(Nursery, layers))
    ran = run("doctor")
    assert (ran.status, ran.err) == (3, "")
    told = columns(ran.out)
    assert told["fork"] == ("OPEN", "")
    assert told["leave a daemon behind"][0] == "stopped"
    assert "missing: seccomp: it was left out\n" in ran.out
    last = ran.out.splitlines()[-1]
    assert last.startswith("1 of 6 attempts gets out of process, ")
    assert last.endswith("grade only code that you trust here.")


def test_a_grader_that_leaves_something_behind_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ESCAPES", [])
    monkeypatch.setattr(doctor, "left_behind", lambda *_arguments: ["worker"])
    ran = run("doctor")
    assert ran.status == 3
    assert columns(ran.out) == {"outlive a grader that is killed": ("OPEN", "")}


def test_the_project_s_secrets_are_among_what_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    secrets = doctor._secrets()
    assert {"the solutions", "the hidden seed", "the grader"} <= secrets.keys()
    assert all(path.exists() for path in secrets.values())
