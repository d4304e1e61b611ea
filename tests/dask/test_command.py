"""The command that grades a class on a cluster says one sentence where it can't go on, and can be interrupted."""

import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="a Dask cluster needs Dask, which a student has not; `make dask` has it")

from tests.architecture.modules import PROJECT
from tests.cli.signals import listening
from tests.dask.cluster import DaskCluster, await_

SUBMISSION = PROJECT / "tests" / "submissions" / "real" / "seed003_layers.py"
NewCluster = Callable[..., DaskCluster]


def command(out: Path, exam: Path, address: str, class_: Path) -> list[str]:
    given = ["--exam", str(exam), "--engine", "dask", "--scheduler", address]
    return [sys.executable, "-m", "grader", "batch", str(class_), "--out", str(out), *given]


@pytest.fixture
def class_(tmp_path: Path) -> Path:
    folder = tmp_path / "class"
    for number in range(40):
        (folder / f"s{number:02}").mkdir(parents=True)
        (folder / f"s{number:02}" / "layers.py").write_bytes(SUBMISSION.read_bytes())
    return folder


def test_the_command_can_be_interrupted_and_goes_on(
    three: DaskCluster, exam_file: Path, class_: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = command(out, exam_file, three.address, class_)
    with listening(signal.SIGINT):
        process = subprocess.Popen(words, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603
    with process:
        await_(lambda: len(list(out.glob("feedback/*/report.html"))) > 2, "the first marks")
        process.send_signal(signal.SIGINT)
        told, errors = process.communicate(timeout=30)
    assert process.returncode == 130, errors
    assert told == ""
    assert re.fullmatch(r"grader: interrupted\. \d+ of 40 are graded and kept; to go on: .*", errors.splitlines()[-1])
    assert len(errors.splitlines()) == 2
    await_(lambda: three.seats() == [], "an empty cluster")
    ran = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, timeout=100, check=True)  # noqa: S603
    assert re.match(r"\d+ to grade, [1-9]\d* are graded already", ran.stderr)
    assert "Traceback" not in ran.stderr
    assert ran.stdout.splitlines()[0].startswith("40 submissions: 40 graded")


def test_the_command_says_one_sentence_where_it_can_not_go_on(
    new_cluster: NewCluster, exam_file: Path, class_: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = command(out, exam_file, "tcp://127.0.0.1:9", class_)
    ran = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    assert (ran.returncode, ran.stdout, len(ran.stderr.splitlines())) == (2, "", 1), ran.stderr
    cluster = new_cluster()
    cluster.add_workers("a")
    words = command(out, exam_file, cluster.address, class_)
    with subprocess.Popen(words, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        await_(lambda: len(list(out.glob("feedback/*/report.html"))) > 2, "the first marks")
        cluster.end("scheduler")
        told, errors = process.communicate(timeout=60)
    assert (process.returncode, told) == (3, ""), errors
    first, *_progress, last = errors.splitlines()
    assert first == "40 to grade"
    assert last.startswith("grader: the scheduler at tcp://127.0.0.1")
    assert "distributed" not in errors
