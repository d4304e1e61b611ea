"""The first minute: one line of progress, or one sentence that says what to do; the next run mends what was begun."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.firstminute.machine import INSTALLS, MAKES, Machine, nobody

ONE_LINE = "Setting up in .venv, once: about half a minute ...\n"
OFFLINE = "echo 'WARNING: Retrying (Retry(total=1)) after connection broken by NewConnectionError' >&2; exit 1"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine without any Python."""
    return Machine(tmp_path)


def test_make_grade_sets_up_in_one_line_and_grades(machine: Machine) -> None:
    machine.has("python3")
    first = machine.make("grade")
    assert (first.status, first.sentence) == (0, "")
    assert first.out == f"{ONE_LINE}<grade><--><assignment>\n"
    assert "numpy pytest hypothesis" in (machine.folder / ".venv" / "installed").read_text()
    assert machine.make("grade").out == "<grade><--><assignment>\n"
    assert machine.make("setup").out == ""


@pytest.mark.parametrize(
    "name", ["my homework", "합성곱 과제", "a:b", "50% #1 $HOME", 'it\'s "here"', "-n", "a\\b&c;d"]
)
def test_the_folder_may_be_called_anything(name: str, tmp_path: Path) -> None:
    machine = Machine(tmp_path, name)
    machine.has("python3")
    assert machine.make("grade").out == f"{ONE_LINE}<grade><--><assignment>\n"
    assert machine.make("grade", "SUBMISSION=my work/a b").out == "<grade><--><my work/a b>\n"
    assert machine.make("page").out.startswith("<grade><--html><report.html>")
    assert machine.make("watch", "EXERCISE=im2col").out == "<watch><--exercise><im2col><--><assignment>\n"


def test_without_any_python_it_says_how_to_install_one(machine: Machine) -> None:
    said = machine.make("grade")
    assert said.status == 2
    assert said.sentence.startswith("Python 3.11 or newer is needed, and there is none: install it")
    assert said.sentence.endswith('then run "make grade" again.')


def test_an_old_python_is_named_with_its_version(machine: Machine) -> None:
    machine.has("python3", look="old 3.8")
    assert "needed, and python3 is Python 3.8: install it" in machine.make("page").sentence
    said = machine.make("page", "PYTHON=python3")
    assert (said.status, "python3 is Python 3.8: run" in said.sentence) == (2, True)
    assert "there is no python3.99 that starts" in machine.make("grade", "PYTHON=python3.99").sentence


@pytest.mark.parametrize("first", ["old 3.10", "bare 3.11"])
def test_another_python_is_found_before_anybody_complains(machine: Machine, first: str) -> None:
    machine.has("python3", look=first, venv="exit 1")
    machine.has("python3.12")
    assert machine.make("grade").status == 0


def test_a_python_without_venv_is_told_its_package(machine: Machine) -> None:
    machine.has("python3", look="bare 3.11")
    said = machine.make("grade")
    assert said.status == 2
    assert said.sentence.startswith("python3 lacks its venv module: install it")
    assert '"sudo apt install python3.11-venv"' in said.sentence


def test_a_full_disk_is_not_called_a_lack_of_venv(machine: Machine) -> None:
    machine.has(
        "python3", venv="mkdir .venv; echo Traceback; echo 'OSError: [Errno 28] No space left on device'; exit 1"
    )
    said = machine.make("grade")
    assert (said.status, "[Errno 28] No space left on device" in said.sentence) == (2, True)
    assert not (machine.folder / ".venv").exists()


@pytest.mark.parametrize(
    ("pip", "told"),
    [
        (OFFLINE, "because the network does not answer: connect to it, then"),
        ("echo '[Errno 28] No space left on device'; exit 1", "because the disk is full: free some space, then"),
        (
            "echo WARNING: x; echo 'ERROR: no wheel for this'; exit 1",
            "(no wheel for this): look into .venv/pip.log, then",
        ),
    ],
)
def test_what_stops_pip_is_one_sentence_and_the_next_run_tries_again(machine: Machine, pip: str, told: str) -> None:
    machine.has("python3", pip=pip)
    said = machine.make("grade")
    assert (said.status, said.out) == (2, ONE_LINE)
    assert said.sentence == f'numpy pytest hypothesis could not be installed, {told} run "make grade" again.'.replace(
        "installed, (", "installed ("
    )
    shutil.copy(machine.has("python3"), machine.folder / ".venv" / "bin" / "python")
    assert machine.make("grade").status == 0


def test_watching_goes_without_its_extra_where_the_network_is_gone(machine: Machine) -> None:
    machine.has("python3", pip=f'case "$*" in *watchfiles*) {OFFLINE} ;; esac; {INSTALLS}')
    said = machine.make("watch")
    assert (said.status, said.sentence) == (0, "")
    assert said.out == f"{ONE_LINE}<watch><--><assignment>\n"


def test_a_set_up_that_was_interrupted_is_taken_up_again(machine: Machine) -> None:
    machine.has("python3", pip="kill -INT $PPID; exit 130")
    assert machine.make("grade").status == 2
    assert not (machine.folder / ".venv" / ".student-ready").exists()
    shutil.copy(machine.has("python3"), machine.folder / ".venv" / "bin" / "python")
    assert machine.make("grade").status == 0


@pytest.mark.parametrize("loss", ["dead link", "another Python"])
def test_an_environment_whose_python_has_gone_is_made_anew(machine: Machine, loss: str) -> None:
    machine.has("python3")
    machine.make("page")
    python = machine.folder / ".venv" / "bin" / "python"
    if loss == "dead link":
        python.unlink()
        python.symlink_to("nowhere")
    else:  # that of the system, which has been upgraded: what was installed for the former one is not there
        (machine.folder / ".venv" / "installed").unlink()
    said = machine.make("page")
    assert said.status == 0
    assert said.out.count("half a minute ...\n") == 1
    assert "jinja2" in (machine.folder / ".venv" / "installed").read_text()


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Machine]:
    """A machine in a place that an ordinary user reaches, and a folder that can be closed to them."""
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)  # noqa: S103  # for another user to look into
        machine = Machine(Path(place))
        yield machine
        machine.folder.chmod(0o755)


def test_a_folder_that_is_read_only_is_to_be_copied(closed: Machine) -> None:
    closed.has("python3")
    closed.folder.chmod(0o555)
    said = closed.make("grade", user=nobody())
    assert (said.status, said.out) == (2, ONE_LINE)
    assert said.sentence.startswith("This folder is read-only: copy it to where you may write (cp -r ")


def test_a_read_only_folder_with_its_environment_grades(closed: Machine) -> None:
    closed.has("python3", venv=MAKES)
    closed.make("setup")
    os.utime(closed.folder / ".venv" / ".student-ready", (0, 0))  # as a copy may have it: older than what it needs
    (closed.folder / ".venv").chmod(0o555)
    closed.folder.chmod(0o555)
    said = closed.make("grade", user=nobody())
    assert (said.status, said.out, said.sentence) == (0, "<grade><--><assignment>\n", "")
    (closed.folder / ".venv").chmod(0o755)
