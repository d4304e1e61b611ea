"""`rubric`, `stubs`, `exam`, and the command without a verb."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from grader import __main__ as console
from grader.exam import Exam, load
from grader.exam.hidden import SOLUTIONS
from grader.exercises import EXERCISES
from tests.cli.conftest import Run
from tests.conftest import SEED

PROJECT = SOLUTIONS.parent


def command(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """`python -m grader` in a process of its own."""
    words = [sys.executable, "-m", "grader", *map(str, arguments)]
    return subprocess.run(words, cwd=PROJECT, env=os.environ | environment, capture_output=True, check=False)  # noqa: S603


def test_the_rubric_lists_every_check_with_its_points(run: Run) -> None:
    ran = run("rubric")
    assert (ran.status, ran.err) == (0, "")
    for exercise in EXERCISES:
        assert f"{exercise.name} ({exercise.stem}.py): {exercise.points:g} points\n" in ran.out
        assert all(f"  {check.points:>4g}  {check.title}\n" in ran.out for check in exercise.checks)
    lines = ran.out.split("\n")
    assert sum(float(line.split()[0]) for line in lines if re.match(r" +[\d.]+  ", line)) == 100
    assert lines[-2] == "100 points in all"


def test_stubs_are_written_where_they_are_wanted(run: Run, tmp_path: Path) -> None:
    ran = run("stubs", "--to", tmp_path / "assignment")
    assert (ran.status, ran.err) == (0, "")
    written = sorted(path.name for path in (tmp_path / "assignment").glob("*.py"))
    assert written == ["conv.py", "conv_layer.py", "im2col.py", "pooling.py"]
    assert "raise NotImplementedError" in (tmp_path / "assignment" / "conv.py").read_text(encoding="utf-8")
    assert "conv.py is written." in ran.out
    again = run("stubs", "--to", tmp_path / "assignment")
    assert (again.status, " is written" in again.out) == (0, False)
    assert again.out.count("\n") == (0 if find_spec("jupytext") else 1)  # which makes the notebook


def test_stubs_that_are_out_of_date_are_told_by_the_check(run: Run, tmp_path: Path) -> None:
    run("stubs", "--to", tmp_path)
    assert run("stubs", "--check", "--to", tmp_path).status == 0
    (tmp_path / "conv.py").write_text("mine = 1\n")
    ran = run("stubs", "--check", "--to", tmp_path)
    assert (ran.status, ran.out) == (1, "")
    assert "conv.py" in ran.err
    assert (tmp_path / "conv.py").read_text() == "mine = 1\n"


def test_work_is_written_over_by_force_only_and_kept(run: Run, tmp_path: Path) -> None:
    run("stubs", "--to", tmp_path)
    (tmp_path / "conv.py").write_text("mine = 1\n")
    assert "left alone" in run("stubs", "--to", tmp_path).out
    assert (tmp_path / "conv.py").read_text() == "mine = 1\n"
    assert run("stubs", "--force", "--to", tmp_path).status == 0
    assert (tmp_path / "conv.py").read_text(encoding="utf-8").startswith('"""')
    assert [path.read_text() for path in (tmp_path / ".backup").rglob("conv*")] == ["mine = 1\n"]


def test_stubs_from_nowhere_cost_one_sentence(run: Run, tmp_path: Path) -> None:
    ran = run("stubs", "--solutions", tmp_path / "nothing", "--to", tmp_path / "assignment")
    assert ran.status == 2
    assert "nothing" in ran.sentence
    assert not (tmp_path / "assignment").exists()


def test_an_exam_is_written_to_a_file(run: Run, exam: Exam, tmp_path: Path) -> None:
    ran = run("exam", tmp_path / "exam.npz", "--seed", SEED)
    assert (ran.status, ran.out) == (0, f"{tmp_path / 'exam.npz'}: exam {exam.digest[:12]}\n")
    assert load(tmp_path / "exam.npz").digest == exam.digest


def test_an_exam_that_can_t_be_written_costs_one_sentence(run: Run, exam_file: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path, tmp_path / "file" / "exam.npz"):
        ran = run("exam", place, "--exam", exam_file)
        assert (ran.status, ran.out) == (2, "")
        assert ran.sentence.startswith(f"grader: can't write {place}: ")


def test_without_a_verb_the_usage_is_shown(run: Run) -> None:
    ran = run()
    assert ran.status == 2
    assert ran.sentence == "python -m grader: error: the following arguments are required: VERB"


def test_another_verb_is_told_the_verbs_there_are(run: Run) -> None:
    ran = run("mark", "assignment")
    assert ran.status == 2
    assert all(verb in ran.sentence for verb in ("'mark'", "grade", "hint", "rubric", "stubs", "doctor", "exam"))


@pytest.mark.parametrize("verb", ["grade", "hint", "rubric", "stubs", "doctor", "exam"])
def test_every_verb_has_help(run: Run, verb: str) -> None:
    ran = run(verb, "--help")
    assert ran.status == 0
    assert ran.out.startswith(f"usage: python -m grader {verb} ")
    assert verb in run("--help").out


def test_grade_needs_a_path(run: Run) -> None:
    assert run("grade").sentence.endswith("the following arguments are required: PATH")


def test_the_console_script_leaves_with_the_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["conv-grader", "rubric"])
    with pytest.raises(SystemExit) as stopped:
        console.run()
    assert stopped.value.code == 0
    assert "points in all" in capsys.readouterr().out


def test_as_a_process_without_a_verb_it_shows_the_usage() -> None:
    ran = command()
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(b"usage: python -m grader")
    assert b"Traceback" not in ran.stderr


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    words = [sys.executable, "-m", "grader", "rubric"]
    ran = subprocess.run(words, cwd=PROJECT, stdout=theirs, stderr=subprocess.PIPE, check=False)  # noqa: S603
    os.close(theirs)
    assert (ran.returncode, ran.stderr) == (141, b"")


def test_a_terminal_that_lacks_letters_still_gets_the_report(exam_file: Path, submission: Path) -> None:
    ran = command("grade", submission, "--exam", exam_file, PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert rb"    | \ub098\ub294 im2col" in ran.stdout
    as_json = command("grade", submission, "--exam", exam_file, "--json", "-", PYTHONIOENCODING="ascii")
    assert "나는 im2col" in as_json.stdout.decode("utf-8")
