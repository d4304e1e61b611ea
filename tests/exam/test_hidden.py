"""The hidden exam's seed: from the environment, else from the file beside the solutions."""

from pathlib import Path

import pytest

from grader.errors import InputError
from grader.exam.hidden import hidden_seed


@pytest.fixture(autouse=True)
def _no_seed_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADER_SEED", raising=False)


def test_the_seed_is_kept_beside_the_solutions(tmp_path: Path) -> None:
    (tmp_path / "seed.txt").write_text(" 4711\n")
    assert hidden_seed(tmp_path) == 4711


def test_a_seed_in_the_environment_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seed.txt").write_text("4711")
    monkeypatch.setenv("GRADER_SEED", "12")
    assert hidden_seed(tmp_path) == 12


def test_an_empty_seed_in_the_environment_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seed.txt").write_text("4711")
    monkeypatch.setenv("GRADER_SEED", "  ")
    assert hidden_seed(tmp_path) == 4711


@pytest.mark.parametrize("text", ["", "twelve", "1.5", "-3", "1" * 5000])
def test_a_seed_is_a_whole_number(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seed.txt").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"seed.txt is not a whole number from 0"):
        hidden_seed(tmp_path)
    if text:
        monkeypatch.setenv("GRADER_SEED", text)
        with pytest.raises(InputError, match="GRADER_SEED is not a whole number from 0"):
            hidden_seed(tmp_path)


def test_without_a_seed_there_is_a_sentence_that_says_how_to_give_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no seed in .*seed.txt: give one with --seed"):
        hidden_seed(tmp_path)
