"""A whole exam, drawn anew in another process with another hash seed, is the one that is kept."""

import os
import subprocess
import sys
from pathlib import Path

from grader.exam import Exam
from tests.conftest import SEED

PROJECT = Path(__file__).resolve().parents[2]
DRAW = "import sys; from grader.exam.draw import draw_exam; print(draw_exam(int(sys.argv[1])).digest)"


def test_a_whole_exam_is_the_same_when_it_is_drawn_again(exam: Exam, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONHASHSEED": "77", "LC_ALL": "C"}
    command = [sys.executable, "-c", DRAW, str(SEED)]
    drawn = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)  # noqa: S603
    assert drawn.stdout.strip() == exam.digest
