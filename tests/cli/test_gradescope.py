"""`gradescope`: one command makes the zip, and says what to set on Gradescope."""

import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from grader.cli import gradescope as verb
from grader.exam import Exam, from_bytes
from tests.cli.conftest import Run


def settings_in(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        content = json.loads(archive.read("settings.json"))
    assert isinstance(content, dict)
    return content


def test_the_zip_is_written_with_the_chosen_exam(run: Run, exam_file: Path, short_exam: Exam, tmp_path: Path) -> None:
    path = tmp_path / "new" / "autograder.zip"
    ran = run("gradescope", "--exam", exam_file, "--to", path)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"{path}: exam {short_exam.digest[:12]}. It has the expected answers: keep it from ")
    assert ran.out.endswith("\nContainer specifications: at least 2304 MB of memory.\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as archive:
        assert from_bytes(archive.read("exam.npz")).digest == short_exam.digest
        assert archive.read("requirements.txt").startswith(b"numpy==")
    settings = settings_in(path)
    assert (settings["feedback"], settings["lang"], settings["isolation"]) == ("hint", "en", "required")
    assert (settings["limits"]["memory_mib"], settings["limits"]["submission_seconds"]) == (2048, 100)


def test_without_a_name_it_is_gradescope_zip(
    run: Run, exam_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("gradescope", "--exam", exam_file).status == 0
    assert (tmp_path / "gradescope.zip").exists()


def test_what_is_chosen_is_kept_in_it(run: Run, exam_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    chosen = (
        "--feedback=full",
        "--lang=ko",
        "--isolation=best-effort",
        "--submission-seconds=300",
        "--memory-mib=1024",
    )
    ran = run("gradescope", "--exam", exam_file, "--to", path, *chosen)
    settings = settings_in(path)
    assert (settings["feedback"], settings["lang"], settings["isolation"]) == ("full", "ko", "best-effort")
    assert "at least 1280 MB of memory" in ran.out
    assert "Autograder timeout: more than 22 minutes." in ran.out


def test_wheels_come_along_if_they_are_wanted(
    run: Run, exam_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verb, "wheels", lambda wanted: {"numpy.whl": wanted.encode()})
    run("gradescope", "--exam", exam_file, "--to", tmp_path / "a.zip", "--wheels")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read("wheels/numpy.whl") == archive.read("requirements.txt")


def test_a_zip_that_can_t_be_written_costs_one_sentence(run: Run, exam_file: Path, tmp_path: Path) -> None:
    ran = run("gradescope", "--exam", exam_file, "--to", tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert ran.sentence.startswith(f"grader: can't write {tmp_path}: ")
    assert ran.sentence.endswith("Choose another --to FILE")


def test_it_has_help(run: Run) -> None:
    ran = run("gradescope", "--help")
    assert ran.out.startswith("usage: python -m grader gradescope ")
    assert "for the whole submission (default 100)" in " ".join(ran.out.split())
