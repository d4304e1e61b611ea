"""A machine with the Pythons that a test wants, and a copy of what makes the environment; nothing is downloaded."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
TOOLS = ("sh", "make", "sed", "grep", "tail", "rm", "cp", "touch", "mkdir", "expand", "cat")

# A Python as far as the set-up sees it: what it is good for, how environments come of it, what its pip says.
FAKE = """#!/bin/sh
case "$*" in
  *version_info*) echo "{look}" ;;
  *venv.create*) {venv} ;;
  *"import pip"*|*ensurepip*|*"import sys") exit 0 ;;
  *find_spec*) [ -e .venv/installed ] ;;
  *"-m pip"*) {pip} ;;
  *"-m grader"*) shift 2; for word; do printf '<%s>' "$word"; done; echo ;;
esac
"""
MAKES = 'mkdir -p .venv/bin && cp "$0" .venv/bin/python'
INSTALLS = 'echo "$*" >>.venv/installed'


@dataclass(frozen=True)
class Said:
    """What came of a command; `sentence` is what it said on standard error, but for make's own line."""

    status: int
    out: str
    sentence: str


class Machine:
    """A folder with the handout's tools, and a PATH on which there is nothing but what the test has put there."""

    def __init__(self, place: Path, name: str = "convolution") -> None:
        self.folder = place / name
        self._bin = place / "bin"
        (self.folder / "grader").mkdir(parents=True)
        self._bin.mkdir()
        for file in ("Makefile", ".constraints.txt", "pyproject.toml", "grader/environment.sh"):
            shutil.copy(PROJECT / file, self.folder / file)
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found, tool
            (self._bin / tool).symlink_to(found)

    def has(self, name: str, look: str = "good 3.12", venv: str = MAKES, pip: str = INSTALLS) -> Path:
        """Install a Python of this name."""
        path = self._bin / name
        path.write_text(FAKE.format(look=look, venv=venv, pip=pip))
        path.chmod(0o755)
        return path

    def make(self, *words: str, user: int | None = None, **environment: str) -> Said:
        """Run make there, as another user if one is given."""
        who = {} if user is None else {"user": user, "group": user, "extra_groups": []}
        ran = subprocess.run(  # noqa: S603  # our own Makefile
            [str(self._bin / "make"), *words],
            cwd=self.folder,
            env={"PATH": str(self._bin), "HOME": str(self.folder)} | environment,
            capture_output=True,
            text=True,
            check=False,
            **who,  # type: ignore[call-overload]
        )
        told = [line for line in ran.stderr.splitlines() if not line.startswith("make")]
        assert len(told) <= 1, ran.stderr
        return Said(ran.returncode, ran.stdout, "".join(told))


def nobody() -> int | None:
    """A user who is not root, where we are root, whom no permission stops."""
    return 65534 if os.geteuid() == 0 else None
