"""`make handout`: says what it has made, and whatever hinders it in a sentence."""

from pathlib import Path
from typing import Any

import pytest

from grader.cli.main import main
from grader.exam import Exam
from tests.handout.leaks import EXAM, members


@pytest.fixture(autouse=True)
def made_before(public: Exam, monkeypatch: pytest.MonkeyPatch) -> None:
    """The public exam, for which no misconception has to be explained now."""
    monkeypatch.setattr("grader.cli.handout.public_exam_for", lambda seed, *_anything: {231: public}[seed])


def test_it_says_where_it_is_and_how_large(tmp_path: Path, public: Exam, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "handout.zip"
    assert main(["handout", "--to", str(path)]) == 0
    out, err = capsys.readouterr()
    size = f"{path.stat().st_size / 2**20:.2f} MiB"
    assert out == f"{path}: {size}, with the public exam {public.digest[:12]}. It is for students.\n"
    assert err == ""
    assert EXAM in members(path.read_bytes())
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_place_that_can_t_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert main(["handout", "--to", str(tmp_path / "file" / "handout.zip")]) == 2
    assert capsys.readouterr().err.endswith("File exists. Choose another --to FILE\n")


@pytest.mark.parametrize(
    ("what", "value", "sentence"),
    [
        ("LARGEST", 2**20, "That is more than 1 MiB, which some systems refuse."),
        ("PUBLIC_SEED", "none.txt", "has no seed for the public exam: a handout is made where the solutions are"),
    ],
)
def test_what_is_wrong_is_told(
    what: str, value: Any, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(f"grader.cli.handout.{what}", value)
    main(["handout", "--to", str(tmp_path / "handout.zip")])
    assert capsys.readouterr().err.endswith(f"{sentence}\n")
