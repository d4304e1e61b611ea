"""A grading that is killed in the middle leaves nothing beyond the next start."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.intake import open_submission

PROJECT = Path(__file__).parents[2]


def test_the_copy_of_a_submission_whose_grading_was_killed_goes_with_the_next_start(
    tmp_path: Path, exam_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary, submission = tmp_path / "temporary", tmp_path / "conv.py"
    temporary.mkdir()
    submission.write_text("def conv_output_size(*_):\n    while True:\n        pass\n")
    command = [sys.executable, "-m", "grader", "grade", str(submission), "--exam", str(exam_file)]
    environment = os.environ | {"TMPDIR": str(temporary)}
    with subprocess.Popen(command, cwd=PROJECT, env=environment) as process:  # noqa: S603  # our own grader
        while not list(temporary.rglob("conv.py")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert list(temporary.rglob("conv.py"))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with open_submission(submission) as copied:
        assert list(temporary.rglob("conv.py")) == [copied.folder / "conv.py"]
    assert list(temporary.iterdir()) == []
