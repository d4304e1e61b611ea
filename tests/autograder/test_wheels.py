"""The versions that the project is tested with are those that are installed, from wheels for Gradescope's machines."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from grader.autograder.wheels import PYTHONS, requirements, wheels
from grader.cli.gradescope import CONSTRAINTS
from grader.errors import InputError


def test_the_versions_are_the_project_s() -> None:
    lines = requirements(CONSTRAINTS).splitlines()
    assert [line.partition("==")[0] for line in lines] == ["numpy"]
    assert set(lines) <= set(CONSTRAINTS.read_text(encoding="utf-8").splitlines())


def test_versions_that_are_not_there_cost_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="run this in a checkout of the project"):
        requirements(tmp_path / "nothing")
    (tmp_path / "pins").write_text("numpy>=2\nhypothesis==6.170.15\n")
    with pytest.raises(InputError, match="has no version of numpy"):
        requirements(tmp_path / "pins")


def test_wheels_are_asked_for_each_python_and_never_built(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def pip(command: list[str], **_options: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        python = command[command.index("--python-version") + 1]
        (Path(command[command.index("--dest") + 1]) / f"numpy-{python}.whl").write_bytes(python.encode())
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", pip)
    assert wheels("numpy==2.4.6\n") == {f"numpy-{python}.whl": python.encode() for python in PYTHONS}
    assert all("--only-binary=:all:" in command and command[-1] == "numpy==2.4.6" for command in commands)


def test_wheels_that_can_t_be_had_cost_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess([], 1, "", "WARNING: retrying\nERROR: No matching distribution\n")
    monkeypatch.setattr(subprocess, "run", lambda *_command, **_options: failed)
    with pytest.raises(InputError, match=r"can't be downloaded \(ERROR: No matching distribution\)"):
        wheels("numpy==0\n")
