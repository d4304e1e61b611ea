"""A run that is killed at any moment goes on where it was, and ends with the rows of one that nobody killed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.exam import Exam, save
from grader.exam.hidden import SOLUTIONS
from tests.architecture.modules import PROJECT
from tests.cli.test_batch import COMMAND
from tests.gradebook.classes import rows
from tests.slow.commands import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc, which Linux alone has")

KILLS = 50
STUDENTS = 60
EXERCISED = ("conv", "im2col", "pooling")
LATEST = 0.4  # of the time that a whole run takes here, from the start to a kill; a good part of it is for starting
PATIENCE = 30.0  # seconds for what a killed run leaves to be gone


def of_session(leader: int) -> list[int]:
    """The processes that belong to the session of `leader`, or are the children of one that does."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


@pytest.fixture
def class_(tmp_path: Path) -> Path:
    folder = tmp_path / "class"
    for number in range(STUDENTS):
        place = folder / f"student{number:02}"
        place.mkdir(parents=True)
        stem = EXERCISED[number % len(EXERCISED)]
        text = (SOLUTIONS / f"{stem}.py").read_text(encoding="utf-8")
        wrong = text.replace(" * stride", "") if number % 4 == 0 else text
        (place / f"{stem}.py").write_text(f"{wrong}\n# {number}\n", encoding="utf-8")
    return folder


def test_fifty_kills_change_nothing(class_: Path, short_exam: Exam, tmp_path: Path) -> None:
    exam_file = tmp_path / "exam.npz"
    save(short_exam, exam_file)
    options = ["--exam", str(exam_file), "--jobs", "2"]
    started = time.monotonic()
    ran = run([*COMMAND, str(class_), "--out", str(tmp_path / "uninterrupted"), *options])
    latest = LATEST * (time.monotonic() - started)
    assert ran.returncode == 0, ran.stderr
    expected = rows(tmp_path / "uninterrupted")
    assert len(expected["result"]) == STUDENTS

    moments = random.Random(231)  # noqa: S311  # nothing secret
    out = tmp_path / "out"
    kills = finished = 0
    while kills < KILLS:
        command = [*COMMAND, str(class_), "--out", str(out), *options]
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        running = subprocess.Popen(command, cwd=PROJECT, start_new_session=True, text=True, **streams)  # type: ignore[call-overload]  # noqa: S603
        try:
            _nothing, err = running.communicate(timeout=moments.uniform(0.1 * latest, latest))
            assert running.returncode == 0, err
            assert rows(out) == expected
            shutil.rmtree(out)
            finished += 1
        except subprocess.TimeoutExpired:
            os.kill(running.pid, signal.SIGKILL)
            running.communicate()
            kills += 1
            deadline = time.monotonic() + PATIENCE
            while of_session(running.pid) and time.monotonic() < deadline:
                time.sleep(0.01)
            assert of_session(running.pid) == []
    ran = run([*COMMAND, str(class_), "--out", str(out), *options])
    assert ran.returncode == 0, ran.stderr
    assert rows(out) == expected
    assert finished >= 2  # else most kills came before anything was graded
    assert sorted(path.name for path in (out / "feedback").iterdir()) == sorted(path.name for path in class_.iterdir())
    assert not list(out.rglob("*.part"))
