"""`grade`: exit status 0 whatever the score, 2 with one sentence for what can't be used, 3 when our side failed."""

import json
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.cli import grade as verb
from grader.errors import MachineryError
from grader.exam import Exam
from grader.exam.hidden import SOLUTIONS
from grader.report.result import Report
from grader.sandbox.limits import Limits
from tests.cli.conftest import Run
from tests.conftest import SEED
from tests.report.reports import MIXED


def test_a_submission_is_graded_whatever_its_score(run: Run, submission: Path, exam_file: Path) -> None:
    ran = run("grade", submission, "--exam", exam_file)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("hong.py: 4 of 100 points\n")
    assert "x `cols` has shape (N * H' * W', C * HH * WW). (2)" in ran.out
    assert "    | 나는 im2col" in ran.out


def test_json_on_standard_output_is_all_there_is(run: Run, submission: Path, exam_file: Path) -> None:
    ran = run("grade", submission, "--exam", exam_file, "--json", "-")
    content = json.loads(ran.out)
    assert (ran.status, ran.err, content["score"]) == (0, "", 4.0)
    assert content["exercises"][3]["printed"][0] == "나는 im2col"


def test_json_goes_to_a_file_beside_the_text(run: Run, submission: Path, exam_file: Path, tmp_path: Path) -> None:
    ran = run("grade", submission, "--exam", exam_file, "--json", tmp_path / "report.json")
    assert ran.out.startswith("hong.py: 4 of 100 points\n")
    assert json.loads((tmp_path / "report.json").read_bytes())["score"] == 4.0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hong.py", "report.json"]


def test_the_submission_is_never_written_to(run: Run, tmp_path: Path, exam_file: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "conv.py").write_text("open('trace.txt', 'w').write('x')\n")

    def state() -> dict[Path, tuple[int, int, int]]:
        found = {path: path.stat() for path in [folder, *folder.iterdir()]}
        return {path: (stat.st_mode, stat.st_size, stat.st_mtime_ns) for path, stat in found.items()}

    before = state()
    assert run("grade", folder, "--exam", exam_file).status == 0
    assert state() == before


# Which exam.


def digest(run: Run, *arguments: object) -> str:
    return str(json.loads(run("grade", *arguments, "--json", "-").out)["exam"])


@pytest.mark.usefixtures("told")
def test_a_seed_chooses_the_exam(run: Run, submission: Path, exam: Exam) -> None:
    assert digest(run, submission, "--seed", SEED) == exam.digest


@pytest.mark.usefixtures("told")
def test_a_seed_in_the_environment_chooses_the_exam(
    run: Run, submission: Path, exam: Exam, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADER_SEED", str(SEED))
    assert digest(run, submission) == exam.digest


@pytest.mark.usefixtures("told")
def test_an_exam_s_file_goes_before_a_seed_in_the_environment(
    run: Run, submission: Path, exam_file: Path, short_exam: Exam, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADER_SEED", str(SEED))
    assert digest(run, submission, "--exam", exam_file) == short_exam.digest


def test_a_seed_and_an_exam_are_too_much(run: Run, submission: Path, exam_file: Path) -> None:
    ran = run("grade", submission, "--exam", exam_file, "--seed", 1)
    assert ran.status == 2
    assert "not allowed with argument" in ran.sentence


@pytest.mark.parametrize("seed", ["x", "-5", "1.5", ""])
def test_a_seed_is_a_whole_number(run: Run, submission: Path, seed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run("grade", submission, f"--seed={seed}")
    assert ran.status == 2
    assert ran.sentence == f"python -m grader grade: error: argument --seed: invalid seed value: {seed!r}"
    if seed:
        monkeypatch.setenv("GRADER_SEED", seed)
        ran = run("grade", submission)
        assert (ran.status, ran.sentence) == (2, "grader: GRADER_SEED is not a whole number from 0 up")


# What can't be used.


def _missing(folder: Path) -> Path:
    return folder / "missing"


def _empty(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def _archive(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "hw.zip", "w") as archive:
        archive.writestr("conv.py", "x = 1\n" * 1000)
    whole = (folder / "hw.zip").read_bytes()
    (folder / "hw.zip").write_bytes(whole[: len(whole) // 2])
    return folder / "hw.zip"


def _encoding(folder: Path) -> Path:
    (folder / "hw.py").write_bytes("x = '한글'".encode("cp949"))
    return folder / "hw.py"


@pytest.mark.usefixtures("no_nursery")
@pytest.mark.parametrize("make", [_missing, _empty, _archive, _encoding], ids=lambda make: make.__name__[1:])
def test_what_can_t_be_used_costs_one_sentence(
    run: Run, make: Callable[[Path], Path], exam_file: Path, tmp_path: Path
) -> None:
    path = make(tmp_path)
    ran = run("grade", path, "--exam", exam_file)
    assert (ran.status, ran.out) == (2, "")
    assert ran.sentence.startswith("grader: ")
    assert path.name in ran.sentence


NAME = "hw\x1b[2J\n::error::\u202e##[group]"


@pytest.mark.usefixtures("no_nursery")
@pytest.mark.parametrize(
    "arguments",
    [
        ["grade", NAME, "--seed", str(SEED)],
        ["grade", "hw", "--exam", NAME],
        ["grade", "hw", NAME],
        ["grade", "hw", f"--{NAME}"],
        ["grade", "hw", "--call-seconds", NAME],
        ["grade", "hw", "--feedback", NAME],
        [NAME],
        ["exam", f"/dev/null/{NAME}", "--seed", str(SEED)],
    ],
    ids=range(8),
)
def test_what_is_on_the_command_line_is_told_in_one_line_that_moves_nothing(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.status == 2
    assert all(line.isprintable() for line in ran.err.split("\n"))
    assert "##[" not in ran.err
    assert "\\x1b" in ran.sentence


@pytest.mark.usefixtures("no_nursery")
@pytest.mark.parametrize("content", [None, b"", b"not an exam", b"PK\x05\x06" + b"\0" * 18])
def test_an_unusable_exam_costs_one_sentence(run: Run, submission: Path, content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "exam.npz").write_bytes(content)
    ran = run("grade", submission, "--exam", tmp_path / "exam.npz")
    assert (ran.status, ran.out) == (2, "")
    assert "exam.npz" in ran.sentence


# The page.


@pytest.fixture
def needs_jinja2() -> None:
    """The test needs it."""
    pytest.importorskip("jinja2", reason="Jinja2 is not installed: the page is an extra, `make page` brings it")


@pytest.mark.usefixtures("told", "needs_jinja2")
def test_a_page_goes_to_a_file_beside_the_text(run: Run, submission: Path, exam_file: Path, tmp_path: Path) -> None:
    ran = run("grade", submission, "--exam", exam_file, "--html", tmp_path / "report.html", "--json", tmp_path / "json")
    assert ran.err == ""
    assert ran.out.startswith("hong-gildong: 4 of 12.5 points\n")
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>\n")
    assert json.loads((tmp_path / "json").read_bytes())["score"] == 4.0


@pytest.mark.usefixtures("told", "needs_jinja2")
def test_a_page_on_standard_output_is_all_there_is(run: Run, submission: Path, exam_file: Path) -> None:
    ran = run("grade", submission, "--exam", exam_file, "--html", "-")
    assert ran.out.startswith("<!doctype html>\n")
    assert ran.out.endswith("</html>\n")


@pytest.mark.usefixtures("told", "needs_jinja2")
def test_a_page_holds_what_feedback_leaves(run: Run, submission: Path, exam_file: Path, tmp_path: Path) -> None:
    for feedback, is_told in (("full", True), ("hint", False), ("score", False)):
        page = tmp_path / "report.html"
        run("grade", submission, "--exam", exam_file, "--html", page, "--feedback", feedback)
        assert ("out[0, 0] is 1, expected 2." in page.read_text(encoding="utf-8")) == is_told


@pytest.mark.usefixtures("needs_jinja2")
def test_a_page_and_json_can_t_share_a_place(run: Run, submission: Path) -> None:
    ran = run("grade", submission, "--html", "-", "--json", "-")
    assert (ran.status, ran.out) == (2, "")
    assert ran.sentence == "grader: --json and --html can't both go to -. Choose another FILE for one of them"


def test_without_jinja2_a_page_is_refused_in_one_sentence_before_anything_is_graded(
    run: Run, submission: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verb, "Nursery", None)
    monkeypatch.setitem(sys.modules, "jinja2", None)
    monkeypatch.delitem(sys.modules, "grader.report.as_html", raising=False)
    ran = run("grade", submission, "--html", "report.html")
    assert (ran.status, ran.out) == (2, "")
    assert ran.sentence.startswith("grader: --html needs Jinja2, which is not installed: run `make page`")


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("place", ["no/such/folder/report.json", ".", "/", "folder"])
def test_a_report_that_can_t_be_written_costs_one_sentence(
    run: Run, submission: Path, exam_file: Path, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    ran = run("grade", submission, "--exam", exam_file, "--json", place)
    assert ran.status == 2
    assert ran.sentence.startswith(f"grader: can't write {place}: ")
    assert ran.sentence.endswith("Choose another --json FILE")
    assert sorted(tmp_path.rglob("*")) == before


def test_less_memory_than_a_worker_needs_is_refused(run: Run, submission: Path) -> None:
    ran = run("grade", submission, "--memory-mib=255")
    assert ran.status == 2
    assert ran.sentence.endswith("argument --memory-mib: '255' is not a number from 256 up")


@pytest.mark.parametrize(
    "option", ["call-seconds", "exercise-seconds", "submission-seconds", "memory-mib", "printed-mib"]
)
@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf", "many", "1e300", "9" * 30])
def test_a_limit_is_a_positive_number(run: Run, submission: Path, option: str, value: str) -> None:
    ran = run("grade", submission, f"--{option}={value}")
    assert ran.status == 2
    wanted = "a number from 256 up" if option == "memory-mib" else "a positive number"
    assert ran.sentence.endswith(f"argument --{option}: {value!r} is not {wanted}")


@pytest.mark.usefixtures("told")
def test_limits_reach_the_grading(run: Run, submission: Path, exam_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Limits] = []

    def graded(_path: Path, _exam: Exam, _nursery: object, limits: Limits, _reference: object, **_: object) -> Report:
        seen.append(limits)
        return MIXED

    monkeypatch.setattr(verb, "grade", graded)
    options = ["--call-seconds=1.5", "--exercise-seconds=20", "--submission-seconds=99", "--memory-mib=700"]
    run("grade", submission, "--exam", exam_file, *options, "--printed-mib=3")
    run("grade", submission, "--exam", exam_file)
    assert seen == [Limits(1.5, 20.0, 99.0, 700, 3), Limits()]


# Our own failures, and the terminal.


def test_when_our_machinery_fails_the_status_is_3_and_there_is_no_mark(
    run: Run, submission: Path, exam_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_arguments: object, **_named: object) -> None:
        raise MachineryError("no more processes")

    monkeypatch.setattr("grader.marking.grade.sit", failing)
    ran = run("grade", submission, "--exam", exam_file, "--json", "-")
    assert ran.status == 3
    exercises = json.loads(ran.out)["exercises"]
    assert {(exercise["status"], exercise["message"]) for exercise in exercises} == {("machinery", "no more processes")}


def test_a_machine_without_processes_costs_one_sentence(
    run: Run, submission: Path, exam_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_arguments: object, **_named: object) -> None:
        raise MachineryError("the nursery could not be started")

    monkeypatch.setattr(verb, "grade", failing)
    ran = run("grade", submission, "--exam", exam_file)
    assert (ran.status, ran.out, ran.sentence) == (3, "", "grader: the nursery could not be started")


def test_a_fault_of_the_grader_s_own_is_no_mark_and_moves_nothing_on_the_terminal(
    run: Run, submission: Path, exam_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError("\x1b[2J\n::error::")

    monkeypatch.setattr(verb, "grade", failing)
    ran = run("grade", submission, "--exam", exam_file)
    assert (ran.status, ran.out) == (3, "")
    lines = ran.err.strip().split("\n")
    assert lines[0] == "grader: a fault of the grader's own, no mark is given. Please report it:"
    assert lines[-2:] == ["grader: ZeroDivisionError: \\x1b[2J", "grader: ::error::"]
    assert all(line.startswith("grader: ") and line.isprintable() for line in lines)


def test_an_interrupted_run_has_status_130(
    run: Run, submission: Path, exam_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(verb, "grade", interrupted)
    ran = run("grade", submission, "--exam", exam_file)
    assert (ran.status, ran.sentence) == (130, "grader: interrupted")


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("is_terminal", "environment", "coloured"),
    [
        (True, {}, True),
        (True, {"NO_COLOR": ""}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
    ids=["terminal", "NO_COLOR empty", "NO_COLOR", "dumb terminal", "pipe"],
)
def test_colours_are_for_terminals_that_want_them(
    run: Run,
    submission: Path,
    exam_file: Path,
    is_terminal: bool,
    environment: dict[str, str],
    coloured: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
    assert ("\x1b[" in run("grade", submission, "--exam", exam_file).out) is coloured


@pytest.mark.usefixtures("told")
def test_json_never_has_colours(run: Run, submission: Path, exam_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert "\x1b" not in run("grade", submission, "--exam", exam_file, "--json", "-").out
    assert os.environ.get("NO_COLOR", "") == ""


def test_one_exercise_can_be_graded_alone(run: Run) -> None:
    ran = run("grade", SOLUTIONS, "--exercise", "im2col", "--exercise", "CONV2D", "--seed", SEED)
    assert ran.out.startswith("solutions: 17 of 17 points\n")
    misspelt = run("grade", SOLUTIONS, "--exercise", "im2co")
    assert misspelt.sentence.endswith("Did you mean one of these: im2col, conv_forward_im2col, conv_backward_im2col?")
