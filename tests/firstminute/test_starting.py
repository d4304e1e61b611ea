"""`python -m grader` under a Python that won't do: one sentence, never a traceback."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from grader import __main__ as console

PROJECT = Path(__file__).parents[2]


def python(script: str) -> "subprocess.CompletedProcess[str]":
    """A process that runs `script` in the project's folder."""
    return subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603


def test_the_console_script_is_read_by_pythons_of_ten_years_ago() -> None:
    for file in ("__init__.py", "__main__.py"):
        ast.parse((PROJECT / "grader" / file).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_which_one_to_use(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(console, "OLDEST", (99, 0))
    with pytest.raises(SystemExit) as stopped:
        console.run()
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("grader: Python 3.11 or newer is needed, and this is 3.")


def test_a_python_without_numpy_is_told_which_one_to_use() -> None:
    script = (
        "import sys; sys.modules['numpy'] = None; sys.argv = ['grader', 'rubric']; import grader.__main__ as m; m.run()"
    )
    ran = python(script)
    assert (ran.returncode, ran.stdout) == (2, "")
    told = f"grader: numpy is not installed for {sys.executable}: use `make grade`, or .venv/bin/python -m grader\n"
    assert ran.stderr == told


def test_ctrl_c_while_it_is_still_starting_is_no_traceback() -> None:
    script = (
        "import builtins, os, signal, sys\n"
        "found = builtins.__import__\n"
        "def interrupted(name, *rest):\n"
        "    if name == 'grader.cli.main':\n"
        "        signal.raise_signal(signal.SIGINT)\n"
        "    return found(name, *rest)\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import grader.__main__ as console\n"
        "builtins.__import__ = interrupted\n"
        "console.run()\n"
    )
    ran = python(script)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "grader: interrupted\n")
