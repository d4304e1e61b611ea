"""Where nothing can be written any more, a run says so in one sentence, keeps what it has, and goes on later."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.exam import Exam, save
from grader.gradebook.gradebook import Gradebook
from tests.cli.test_batch import COMMAND, RIGHT
from tests.gradebook.classes import rows, states
from tests.slow.commands import run

STUDENTS = 30


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for some of the class."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(place)]
    mount = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    if mount.returncode:
        pytest.skip("a file system can be mounted by root alone, and not in every container")
    yield place
    subprocess.run(["umount", place], check=True)  # noqa: S603, S607


@pytest.fixture
def class_(tmp_path: Path) -> Path:
    folder = tmp_path / "class"
    folder.mkdir()
    for number in range(STUDENTS):
        (folder / f"student{number:02}.py").write_text(f"{RIGHT}\n# {number}\n")
    return folder


def remount(place: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", place], check=True)  # noqa: S603, S607


def one_sentence(err: str) -> str:
    assert "Traceback" not in err
    told = [line for line in err.splitlines() if line.startswith("grader: ")]
    assert len(told) == 1, err
    return told[0]


def test_a_full_disk_and_then_a_read_only_one(class_: Path, small_disk: Path, short_exam: Exam, tmp_path: Path) -> None:
    exam_file = tmp_path / "exam.npz"
    save(short_exam, exam_file)
    out = small_disk / "out"
    command = [*COMMAND, str(class_), "--exam", str(exam_file), "--out"]
    ran = run([*command, str(out)])
    assert ran.returncode == 3
    assert "is full: free space and run again; what is graded is kept" in one_sentence(ran.stderr)
    with Gradebook.read(out) as book:
        kept = [id for id, state in states(book).items() if state == "graded"]
    assert 0 < len(kept) < STUDENTS

    remount(small_disk, "size=50m")
    ran = run([*command, str(out)])
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.splitlines()[0] == f"{STUDENTS - len(kept)} to grade, {len(kept)} are graded already"
    run([*command, str(tmp_path / "roomy")])
    assert rows(out) == rows(tmp_path / "roomy")

    remount(small_disk, "ro")
    ran = run([*command, str(out)])
    assert ran.returncode == 2
    assert f"can't write to {out}: read-only file system" in one_sentence(ran.stderr)
    exported = run([*COMMAND[:3], "export", str(out), "--format", "csv"])
    assert exported.returncode == 0, exported.stderr
    assert exported.stdout.count("graded") == STUDENTS
    remount(small_disk, "rw")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no device that is always full")
def test_a_table_that_has_no_room_is_told(class_: Path, short_exam: Exam, tmp_path: Path) -> None:
    exam_file = tmp_path / "exam.npz"
    save(short_exam, exam_file)
    run([*COMMAND, str(class_), "--exam", str(exam_file), "--out", str(tmp_path / "out")])
    with open("/dev/full", "w", encoding="utf-8") as full:
        command = [*COMMAND[:3], "export", str(tmp_path / "out"), "--format", "csv"]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    assert ran.returncode != 0
    assert "Traceback" not in ran.stderr
