"""Two runs into one folder would spoil each other's work: the second says so and stops."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import InputError
from grader.gradebook.claim import LOCK, claimed

HOLD = """
import sys
from pathlib import Path
from grader.gradebook.claim import claimed
with claimed(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_second_run_is_told_who_has_the_folder(tmp_path: Path) -> None:
    with (
        claimed(tmp_path),
        pytest.raises(InputError, match=f"is in use by another run .process {os.getpid()}.: wait until"),
        claimed(tmp_path),
    ):
        pytest.fail("both have it")


def test_it_is_free_again_afterwards_and_made_where_it_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    for _ in range(2):
        with claimed(folder):
            assert (folder / LOCK).read_text() == f"{os.getpid()}\n"


def test_a_run_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:  # noqa: S603
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(InputError, match=f"process {other.pid}"), claimed(tmp_path):
            pytest.fail("both have it")
        other.send_signal(signal.SIGKILL)
        other.wait()
        with claimed(tmp_path):
            pass


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match=r"can't write to .*file"), claimed(tmp_path / "file"):
        pytest.fail("it can't be")


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("precious")
    (tmp_path / LOCK).symlink_to(target)
    with pytest.raises(InputError, match="can't write to"), claimed(tmp_path):
        pytest.fail("it was followed")
    assert target.read_text() == "precious"
