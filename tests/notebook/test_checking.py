"""`check` in a cell: the report of a process of its own, or one sentence; nothing is raised but an interruption."""

import html
import importlib.util
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("matplotlib", reason="the notebook's pictures need matplotlib: `make notebook` brings it")

from grader.exam.hidden import SOLUTIONS
from grader.notebook import check, checking
from grader.notebook.output import Tone
from tests.notebook.faulty import Cell

CHOICE = "conv_output_size"


def write(assignment: Path, body: str) -> None:
    text = f"def conv_output_size(size, kernel, stride, pad):\n    return {body}\n"
    (assignment / "conv.py").write_text(text, encoding="utf-8")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> "type[subprocess.Popen[str]]":
    """What is started in place of the grader: `command.script` is what it runs."""

    class Command(subprocess.Popen):  # type: ignore[type-arg]
        script = ""

        def __init__(self, _arguments: Any, **options: Any) -> None:
            super().__init__([sys.executable, "-c", self.script], **options)

    monkeypatch.setattr("grader.notebook.checking.subprocess.Popen", Command)
    return Command


def test_the_page_of_one_exercise_stands_in_a_frame_and_the_text_for_who_sees_none(
    cell: Cell, assignment: Path
) -> None:
    pytest.importorskip("jinja2", reason="makes the page")
    write(assignment, "1 + (size + 2 * pad - kernel) / stride")
    check(CHOICE)
    (output,) = cell.outputs
    assert re.search(r"conv_output_size +\d / 4 +not yet", output["text/plain"])
    frame = re.fullmatch(
        r'<iframe title="conv_output_size" srcdoc="([^"]*)" style="[^"]*"></iframe>', output["text/html"]
    )
    assert frame
    assert html.unescape(frame[1]).startswith("<!doctype html>")
    assert "Content-Security-Policy" in html.unescape(frame[1])


def test_without_jinja2_the_text_is_shown(cell: Cell, assignment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "jinja2" else find(name))
    write(assignment, "1 + (size + 2 * pad - kernel) // stride")
    check(CHOICE, feedback="score")
    (output,) = cell.outputs
    assert output["text/plain"].startswith("assignment: 4 of 4 points")
    assert output["text/html"].startswith("<pre")


def test_what_is_saved_now_is_graded(cell: Cell, assignment: Path) -> None:
    write(assignment, "0")
    check(CHOICE, feedback="score")
    write(assignment, "1 + (size + 2 * pad - kernel) // stride")
    check(CHOICE, feedback="score")
    before, after = (output["text/plain"].splitlines()[0] for output in cell.outputs)
    assert before == "assignment: 0 of 4 points"
    assert after == "assignment: 4 of 4 points"


@pytest.mark.parametrize("name", ["conv_output_sise", "<script>", "--help", "", "x" * 10**6, "\0", "\ud800"])
def test_a_name_that_is_none_is_one_sentence_with_those_that_are_near(cell: Cell, assignment: Path, name: str) -> None:
    check(name)
    (output,) = cell.outputs
    assert Tone.FAULT in output["text/html"]
    assert "conv_output_size" in output["text/plain"]
    assert "\n" not in output["text/plain"]
    assert "<script>" not in output["text/html"]


def test_another_kind_of_feedback_is_one_sentence(cell: Cell) -> None:
    check(CHOICE, feedback="all")
    assert cell.texts() == "feedback is 'all'; it is one of these: full, hint, score."


def test_a_grader_that_breaks_is_one_sentence(cell: Cell, command: Any) -> None:
    command.script = "import sys; print('Traceback', file=sys.stderr); sys.exit('No module named numpy')"
    check()
    assert cell.texts() == ("The grader ended with status 1: No module named numpy. Try `make grade` in a terminal.")


def test_what_takes_a_while_is_said_at_once(cell: Cell, command: Any, capsys: pytest.CaptureFixture[str]) -> None:
    command.script = "import sys; print('drawing the exam ...', file=sys.stderr); print('0 of 4 points')"
    check(CHOICE)
    assert capsys.readouterr().out == "drawing the exam ...\n"
    assert cell.texts() == "0 of 4 points\n"


@pytest.mark.skipif(threading.current_thread() is not threading.main_thread(), reason="signals come to the main thread")
def test_an_interruption_ends_the_grader_and_is_told_in_one_line(cell: Cell, command: Any, tmp_path: Path) -> None:
    ended = tmp_path / "ended"
    command.script = (
        "import os, signal, sys, time\n"
        "try:\n"
        "    os.kill(os.getppid(), signal.SIGINT)\n"  # as Jupyter interrupts a kernel
        "    time.sleep(600)\n"
        "except KeyboardInterrupt:\n"
        f"    open({str(ended)!r}, 'w').close()\n"
    )
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(checking.Stopped) as stopped:
            check(CHOICE)
    finally:
        signal.signal(signal.SIGINT, before)
    assert stopped.value._render_traceback_() == ["Stopped: nothing was graded."]
    assert ended.exists()
    assert cell.outputs == []


def test_all_exercises_are_checked_where_none_is_named(cell: Cell, assignment: Path) -> None:
    shutil.copy(SOLUTIONS / "pooling.py", assignment)
    check(feedback="score")
    assert cell.texts().startswith("assignment: 21 of 100 points")
