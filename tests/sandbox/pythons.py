"""A Python that any user of this machine can run, NumPy and the grader with it, and code that runs there."""

import functools
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

PROJECT = Path(__file__).resolve().parents[2]
NOBODY = 65534
_CANDIDATES = (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3")
_SITE = str(Path(np.__file__).resolve().parents[1])
_ENVIRONMENT = {"PYTHONPATH": f"{PROJECT}{os.pathsep}{_SITE}", "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.defpath}


def run_as(user: int, code: str) -> str:
    """What `code` prints when it is run by this user, in a process of its own.

    Skips the test where this process is not root, or other users can run no Python here.
    """
    if os.geteuid() != 0:
        pytest.skip("only root can be somebody else")
    python = _python()
    if python is None:
        pytest.skip("other users can run no Python with NumPy on this machine")
    ran = _ran(python, user, code)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@functools.cache
def _python() -> str | None:
    usable = [path for path in _CANDIDATES if _can_run(path)]
    return usable[0] if usable else None


def _can_run(python: str) -> bool:
    try:
        return _ran(python, NOBODY, "import numpy, grader").returncode == 0
    except OSError:
        return False


def _ran(python: str, user: int, code: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603  # a Python of this machine
        [python, "-c", code],
        cwd="/",
        env=_ENVIRONMENT,
        user=user,
        group=user,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )
