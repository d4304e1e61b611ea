"""The same submission and exam give the same bytes on any machine, but for the time that it took."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.exam import Exam, save
from grader.exam.hidden import SOLUTIONS
from grader.exam.reference import Reference
from grader.marking.grade import grade
from grader.report.as_json import as_json
from grader.sandbox.nursery import Nursery
from tests.conftest import Graded
from tests.submissions_graded.places import REAL

PROJECT = SOLUTIONS.parent
ENVIRONMENTS: dict[str, dict[str, str]] = {
    "English": {"PYTHONHASHSEED": "0", "LANG": "en_US.UTF-8", "TZ": "UTC"},
    "Korean": {"PYTHONHASHSEED": "4711", "LC_ALL": "ko_KR.UTF-8", "TZ": "Asia/Seoul", "PYTHONUTF8": "0"},
    "C": {"PYTHONHASHSEED": "99", "LANG": "C", "LC_ALL": "C", "TZ": "America/St_Johns", "OPENBLAS_NUM_THREADS": "7"},
}
UMASKS = {"English": 0o022, "Korean": 0o077, "C": 0o000}

CONV = '''"""Prints, forgets the padding in one direction, and raises in the other function."""
import numpy as np


def conv_output_size(size, kernel, stride, pad):
    return 1 + (size + pad - kernel) // stride


def conv_forward_naive(x, w, b, conv_param):
    print("키와 값:", set("abcdef"), {id: 1 for id in range(3)}.keys(), x.shape)
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    s, p = conv_param["stride"], conv_param["pad"]
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), mode="edge")
    out = np.zeros((N, F, 1 + (H + 2 * p - HH) // s, 1 + (W + 2 * p - WW) // s))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = np.tensordot(x[:, :, i*s:i*s+HH, j*s:j*s+WW], w, ([1, 2, 3], [1, 2, 3])) + b
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    합 = {"가", "나", "다"}
    raise KeyError(sorted(합), len(cache))
'''


@pytest.fixture(scope="module")
def submission(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Something of everything: right, wrong, raising, printing, random, broken, missing; no time is measured."""
    folder = tmp_path_factory.mktemp("from") / "hong"
    shutil.copytree(REAL / "mixed", folder)
    (folder / "conv.py").write_text(CONV, encoding="utf-8")
    shutil.copy(SOLUTIONS / "conv_layer.py", folder)
    im2col = (folder / "im2col.py").read_text(encoding="utf-8")
    for passed in ("forward", "backward"):
        im2col += f"\n\ndef conv_{passed}_im2col(*given):\n    return None\n"
    (folder / "im2col.py").write_text(im2col, encoding="utf-8")
    return folder


def _one_core() -> list[str]:
    """What to begin a command with so that it runs on one core, where there is such a thing."""
    return ["taskset", "-c", str(min(os.sched_getaffinity(0)))] if shutil.which("taskset") else []


def timeless(text: str) -> str:
    return re.sub(r'"duration_s": [\d.]+', '"duration_s": 0', text)


def test_reports_are_the_same_bytes_in_every_environment(
    submission: Path, nursery: Nursery, short_exam: Exam, tmp_path: Path
) -> None:
    save(short_exam, tmp_path / "exam.npz")
    here = timeless(as_json(grade(submission, short_exam, nursery, reference=Reference())))
    assert '"duration_s": 0,' in here
    assert all(status in here for status in ("passed", "failed", "skipped", "error", "missing"))
    command = [
        sys.executable,
        "-m",
        "grader",
        "grade",
        str(submission),
        "--exam",
        str(tmp_path / "exam.npz"),
        "--lang=en",
    ]
    for name, environment in ENVIRONMENTS.items():
        place = tmp_path / name
        place.mkdir()
        one_core = _one_core() if name == "C" else []
        ran = subprocess.run(  # noqa: S603
            [*one_core, *command, "--json", "-"],
            cwd=place,
            env={"PATH": os.environ["PATH"], "HOME": str(place), "PYTHONPATH": str(PROJECT), **environment},
            umask=UMASKS[name],
            capture_output=True,
            check=True,
        )
        assert timeless(ran.stdout.decode("utf-8")) == here
        assert ran.stderr == b""


def test_a_copy_in_another_place_gives_the_same_bytes(
    submission: Path, graded: Graded, short_exam: Exam, tmp_path: Path
) -> None:
    copy = shutil.copytree(submission, tmp_path / "a much longer path" / "hong")
    first, second = (timeless(as_json(graded(path, short_exam))) for path in (submission, copy))
    assert first == second
