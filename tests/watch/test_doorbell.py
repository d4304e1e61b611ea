"""What rings when something is saved, and what is done where nothing does."""

import select
import sys
from pathlib import Path

import pytest

from grader.watch.bell import Bell
from grader.watch.doorbell import LOOK_EVERY, LOOK_SELDOM, doorbell

LIMIT = 60.0


def test_it_rings_when_a_file_is_saved(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles", reason="needs watchfiles: make watch installs it")
    with Bell() as bell, doorbell(tmp_path, bell) as look_every:
        assert look_every == LOOK_SELDOM
        for turn in range(int(LIMIT)):  # until the watcher has begun to watch
            (tmp_path / "conv.py").write_text(str(turn))
            if select.select([bell.fileno()], [], [], 1.0)[0]:
                break
        else:
            raise AssertionError("nothing rang")
        bell.hush()


def test_without_watchfiles_one_has_to_look_more_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with Bell() as bell, doorbell(tmp_path, bell) as look_every:
        assert look_every == LOOK_EVERY


def test_a_folder_that_is_gone_is_no_error(tmp_path: Path) -> None:
    with Bell() as bell, doorbell(tmp_path / "nothing" / "conv.py", bell):
        pass


def test_who_rings_when_nobody_waits_any_more_rings_nothing() -> None:
    with Bell() as bell:
        for _ring in range(100_000):  # more than a pipe holds
            bell.ring()
        bell.hush()
        assert not select.select([bell.fileno()], [], [], 0)[0]
    bell.ring()
