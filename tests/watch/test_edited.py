"""Which exercise was edited, by its text alone; and which files have been saved."""

import os
from pathlib import Path

import pytest

from grader.exercises import EXERCISES
from grader.stubs.handed_out import pristine
from grader.watch.edited import defined, edited, pieces
from grader.watch.sources import Saved, Sources

STUB = pristine("conv")


def names(before: str, now: str, path: str = "conv.py") -> list[str]:
    return [exercise.name for exercise in edited([Saved(Path(path), before, now)], EXERCISES)]


@pytest.mark.parametrize("name", ["conv_output_size", "conv_forward_naive", "conv_backward_naive"])
def test_the_function_whose_line_has_changed(name: str) -> None:
    line = f'raise NotImplementedError("{name} is'
    assert STUB.count(line) == 1
    assert names(STUB, STUB.replace(line, f"return 1 ({line}")) == [name]  # it needs not be Python yet


def test_space_at_the_ends_of_lines_and_below_is_no_change() -> None:
    assert names(STUB, STUB.replace("\n", "  \n") + "\n\n") == []


def test_a_helper_or_what_is_gone_is_nobody_s() -> None:
    assert names(STUB, f"{STUB}\n\ndef helper():\n    pass\n") == []
    assert names(STUB, STUB.partition("def conv_backward_naive")[0]) == []


def test_of_several_definitions_the_last_one_counts() -> None:
    text = "def im2col():\n    return 1\n\n\ndef im2col():\n    return 2\n"
    assert pieces(text)["im2col"] == "def im2col():\n    return 2"


def test_a_file_defines_what_is_in_it_or_belongs_there() -> None:
    found = defined([Saved(Path("layers.py"), "", "class Conv2d:\n    pass\n")], EXERCISES)
    assert [exercise.name for exercise in found] == ["Conv2d"]
    assert len(defined([Saved(Path("pooling.py"), "", "")], EXERCISES)) == 4


def test_saved_files_are_told_with_what_was_in_them(tmp_path: Path) -> None:
    (tmp_path / "conv.py").write_text("x = 1\n")
    (tmp_path / "notes.txt").write_text("x")
    sources = Sources(tmp_path)
    assert not sources.is_moving()
    (tmp_path / "new").write_text("x = '셋'\r\n", encoding="utf-8")
    os.replace(tmp_path / "new", tmp_path / "conv.py")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "own.py").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "notes.txt").write_text("y")
    assert sources.is_moving()
    assert not sources.is_moving()
    assert sources.is_news()
    conv, own = sources.take()
    assert conv == Saved(tmp_path / "conv.py", "x = 1\n", "x = '셋'\n")
    assert own.path == tmp_path / "more" / "own.py"
    assert not sources.is_news()
    for path in (tmp_path / "more" / "own.py", tmp_path / "conv.py"):
        path.unlink()
    assert sources.is_moving()
    assert {one.path.name: one.now for one in sources.take()} == {"conv.py": "", "own.py": ""}
