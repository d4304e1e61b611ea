"""The grader's commands, run as people run them."""

import subprocess

from tests.architecture.modules import PROJECT


def run(command: list[str]) -> "subprocess.CompletedProcess[str]":
    """What came of a command."""
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603  # our own
