"""The whole training with the solutions, as `make train` runs it, on one thread: it learns to read."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.exam.hidden import SOLUTIONS
from tests.architecture.modules import PROJECT

pytest.importorskip("matplotlib", reason="Matplotlib draws the picture")

ENOUGH = 95.0  # percent of the test images


def test_the_solutions_learn_to_read_digits_and_leave_a_picture(tmp_path: Path) -> None:
    picture = tmp_path / "training.png"
    environment = {**os.environ, "LANGUAGE": "en", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "grader", "train", str(SOLUTIONS), "--picture", str(picture)]
    ran = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.returncode == 0, ran.stderr
    epochs = [float(loss) for loss in re.findall(r"^epoch \d+ of 12: loss ([\d.]+),", ran.stdout, re.MULTILINE)]
    assert len(epochs) == 12
    assert epochs[-1] < 0.1 < epochs[0]
    result = re.search(r"^([\d.]+) % of 360 test images are right, after 540 steps in", ran.stdout, re.MULTILINE)
    assert result, ran.stdout
    assert float(result[1]) >= ENOUGH
    content = picture.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert 30_000 < len(content) < 1_000_000
