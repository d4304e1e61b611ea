"""A class is graded from the command line; whatever stops it, it goes on where it was."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.errors import GraderError
from grader.gradebook.claim import claimed
from grader.gradebook.connection import NAME
from grader.gradebook.gradebook import Gradebook
from tests.architecture.modules import PROJECT
from tests.cli.conftest import Run
from tests.cli.signals import listening
from tests.cohort.layouts import lay_out
from tests.gradebook.classes import rows, states

pytest.importorskip("jinja2", reason="a class's pages need Jinja2, which a student has not; `make cov` has it")

RIGHT = "def conv_output_size(size, kernel, stride, pad):\n    return 1 + (size + 2 * pad - kernel) // stride\n"
WRONG = RIGHT.replace("2 * pad", "pad")
COMMAND = [sys.executable, "-m", "grader", "batch", "--no-similar"]


@pytest.fixture
def class_(tmp_path: Path) -> Path:
    """Three students: one right, one wrong, one whose archive is damaged."""
    handed_in = {}
    for name, content in (("김민수", RIGHT), ("Ada", WRONG), ("Zoë", "PK\x03\x04 no archive")):
        handed_in[name] = tmp_path / ("conv.py" if name != "Zoë" else "conv.zip")
        handed_in[name] = tmp_path / name / handed_in[name].name
        handed_in[name].parent.mkdir()
        handed_in[name].write_text(content, encoding="utf-8")
    return lay_out("moodle", {name: path.parent for name, path in handed_in.items()}, tmp_path / "laid")


def test_a_class_is_graded_and_told_in_a_few_lines(run: Run, class_: Path, exam_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = run("batch", class_, "--out", out, "--exam", exam_file, "--no-similar", "--jobs", 2)
    assert (ran.status, ran.out.splitlines()[:3]) == (
        0,
        [
            "3 submissions: 2 graded",
            "Without a mark:",
            "  Zoë-502: can't be used: Zoë_502_assignsubmission_file_ is damaged or cut short: make the archive again "
            "and hand it in",
        ],
    )
    assert re.fullmatch(r"Scores, of 100: mean \d+\.\d, median \d+\.\d", ran.out.splitlines()[3])
    assert ran.err.splitlines()[0] == "3 to grade"
    table = (out / "grades.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in table] == ["id", "Ada-501", "Zoë-502", "김민수-500"]
    report = json.loads((out / "feedback" / "김민수-500" / "report.json").read_text(encoding="utf-8"))
    assert (report["submission"], report["score"]) == ("김민수", 4.0)


def test_the_marks_are_those_of_grade(run: Run, class_: Path, exam_file: Path, tmp_path: Path) -> None:
    run("batch", class_, "--out", tmp_path / "out", "--exam", exam_file, "--no-similar")
    for id, name in (("Ada-501", "Ada_501"), ("김민수-500", "김민수_500")):
        path = class_ / f"{name}_assignsubmission_file_"
        alone = json.loads(run("grade", path, "--json", "-", "--feedback", "hint", "--exam", exam_file).out)
        report = json.loads((tmp_path / "out" / "feedback" / id / "report.json").read_text(encoding="utf-8"))
        assert alone.pop("submission") == path.name
        assert report.pop("submission") == name.partition("_")[0]
        assert report == alone


def test_the_second_run_grades_what_is_new_and_nothing_else(
    run: Run, class_: Path, exam_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    again = ("batch", class_, "--out", out, "--exam", exam_file, "--no-similar")
    run(*again)
    before = rows(out)
    ran = run(*again)
    assert ran.err.splitlines()[0] == "0 to grade, 3 are graded already"
    assert ran.out.splitlines()[0] == "3 submissions: 2 graded, 0 of them in this run"
    assert rows(out) == before
    (class_ / "Ada_501_assignsubmission_file_" / "conv.py").write_text(RIGHT)
    assert run(*again).err.splitlines()[0] == "1 to grade, 2 are graded already"
    assert run(*again, "--regrade").err.splitlines()[0] == "3 to grade"
    with Gradebook.read(out) as book:
        assert [entry.score for entry in book.entries()] == [4.0, None, 4.0]


def test_two_runs_into_one_folder_are_one_too_many(run: Run, class_: Path, exam_file: Path, tmp_path: Path) -> None:
    with claimed(tmp_path / "out"):
        ran = run("batch", class_, "--out", tmp_path / "out", "--exam", exam_file, "--no-similar")
    assert ran.status == 2
    assert "is in use by another run" in ran.sentence


def test_nothing_is_written_into_what_is_only_read(run: Run, class_: Path, exam_file: Path, tmp_path: Path) -> None:
    before = sorted(class_.rglob("*"))
    (tmp_path / "link").symlink_to(class_)
    for out in (class_, class_ / "out", tmp_path / "link" / "out"):
        ran = run("batch", class_, "--out", out, "--exam", exam_file, "--no-similar")
        assert ran.status == 2
        assert "which is never written to" in ran.sentence
    class_.rename(tmp_path / "feedback")
    ran = run("batch", tmp_path / "feedback", "--out", tmp_path, "--exam", exam_file, "--no-similar")
    assert ran.status == 2
    assert "lies where the feedback of" in ran.sentence
    assert [path.name for path in sorted((tmp_path / "feedback").rglob("*"))] == [path.name for path in before]


def test_a_damaged_gradebook_is_left_as_it_is(run: Run, class_: Path, exam_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / NAME).write_bytes(b"spilt coffee" * 1000)
    ran = run("batch", class_, "--out", out, "--exam", exam_file, "--no-similar")
    assert ran.status == 2
    assert "is damaged" in ran.sentence
    assert (out / NAME).read_bytes() == b"spilt coffee" * 1000


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nowhere", "--out", "out"), "nowhere"),
        ((".", "--out", "out", "--jobs", "0"), "'0' is not a whole number from 1 to 9999"),
        ((".", "--out", "out", "--engine", "dask"), "--engine dask and --scheduler ADDRESS belong together"),
        ((".", "--out", "out", "--scheduler", "tcp://x"), "--engine dask and --scheduler ADDRESS belong together"),
        ((".",), "required: --out"),
    ],
)
def test_bad_arguments_are_told_in_a_sentence(
    run: Run,
    exam_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("batch", *arguments, "--exam", exam_file, "--no-similar")
    assert ran.status == 2
    assert sentence in ran.sentence


def test_where_the_box_does_not_hold_nobody_is_graded(
    class_: Path, exam_file: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'patched'}{os.pathsep}{PROJECT}")
    (tmp_path / "patched").mkdir()
    (tmp_path / "patched" / "sitecustomize.py").write_text(
        "import grader.sandbox.selftest as test\ntest.selftest = lambda _nursery: ['read the exam']\n"
    )
    ran = run("batch", class_, "--out", tmp_path / "out", "--exam", exam_file, "--no-similar")
    assert ran.status == 3
    assert "so a submission could read the exam" in ran.err.splitlines()[-1]
    with Gradebook.read(tmp_path / "out") as book:
        assert set(states(book).values()) == {"waiting"}


def has_marks(out: Path, id: str) -> bool:
    try:
        with Gradebook.read(out) as book:
            return states(book).get(id) == "graded"
    except GraderError:  # it isn't there yet
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_run_ends_cleanly_and_says_how_to_go_on(
    class_: Path, exam_file: Path, tmp_path: Path, number: signal.Signals
) -> None:
    (class_ / "Endless_600_assignsubmission_file_").mkdir()
    endless = "def conv_output_size(*_given):\n    while True:\n        pass\n"
    (class_ / "Endless_600_assignsubmission_file_" / "conv.py").write_text(endless)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    out = tmp_path / "out"
    command = [*COMMAND, str(class_), "--out", str(out), "--exam", str(exam_file), "--jobs", "2"]
    environment = {**os.environ, "TMPDIR": str(scratch)}
    with listening(number):
        running = subprocess.Popen(command, cwd=PROJECT, env=environment, text=True, stderr=subprocess.PIPE)  # noqa: S603
    with running:
        while not has_marks(out, "김민수-500"):
            assert running.poll() is None
            time.sleep(0.01)
        running.send_signal(number)
        _out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    last = err.splitlines()[-1]
    assert re.search(r"interrupted. [23] of 4 are graded and kept; to go on: python -m grader batch ", last)
    assert "Traceback" not in err
    assert list(scratch.iterdir()) == []
    assert has_marks(out, "김민수-500")
