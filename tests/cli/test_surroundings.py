"""A command that is started where streams are closed, nobody listens, or file names have few letters."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.batch.progress import Lines
from grader.cli.surroundings import expect_letters
from grader.errors import InputError
from tests.architecture.modules import PROJECT
from tests.cli.conftest import Run

RUBRIC = [sys.executable, "-m", "grader", "rubric"]


def started(*numbers: int) -> "subprocess.CompletedProcess[str]":
    """A command whose standard streams of these numbers are closed."""

    def close() -> None:
        for number in numbers:
            os.close(number)

    return subprocess.run(RUBRIC, cwd=PROJECT, preexec_fn=close, text=True, capture_output=True, check=False)  # noqa: S603


@pytest.mark.parametrize("numbers", [(0,), (1,), (2,), (0, 1, 2)])
def test_closed_streams_change_nothing_about_what_a_command_does(numbers: tuple[int, ...]) -> None:
    ran = started(*numbers)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ("conv_forward_naive" in ran.stdout) == (1 not in numbers)


def test_a_log_that_takes_no_more_ends_no_run() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "w", encoding="utf-8") as stream, Lines(stream) as lines:
        lines.say("nobody listens")
        lines.say("and still")


def test_names_that_the_locale_has_no_letters_for_are_told_before_anything_is_done(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect_letters()

    def ascii_alone(name: str) -> bytes:
        return name.encode("ascii")

    monkeypatch.setattr("grader.cli.surroundings.os.fsencode", ascii_alone)
    with pytest.raises(InputError, match="set PYTHONUTF8=1"):
        expect_letters()


def test_ctrl_c_while_a_verb_is_imported_is_told_in_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_name: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.cli.main.importlib.import_module", interrupted)
    ran = run("rubric")
    assert (ran.status, ran.sentence) == (130, "grader: interrupted")
