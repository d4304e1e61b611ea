"""`grader.stubs.write_stubs` over files that somebody has worked on: no run ever costs anybody's work."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import InputError
from grader.stubs import Happened, stale, write_stubs

Write = Callable[..., dict[str, Happened]]
HeldBy = Callable[[Path], dict[str, bytes]]

FILLED_IN = "def half(x):\n    return x / 2  # mine\n"


@pytest.mark.parametrize("file", ["README.md", "half.py", "seed.txt", "twice.py"])
def test_a_file_that_someone_has_changed_is_left_alone_and_said_so(
    solutions: Path, assignment: Path, file: str
) -> None:
    write_stubs(solutions, assignment)
    (assignment / file).write_text(FILLED_IN)
    others = {item.file: item for item in write_stubs(solutions, assignment)}
    item = others.pop(file)
    assert item.happened is Happened.LEFT_ALONE
    assert item.sentence == (
        f"{assignment / file} was changed by someone and is left alone; --force keeps a copy and writes."
    )
    assert {other.happened for other in others.values()} == {Happened.UNCHANGED}
    assert (assignment / file).read_text() == FILLED_IN


def test_it_is_left_alone_run_after_run_and_also_when_its_solution_changes(
    assignment: Path, write: Write, reword: Callable[[], None]
) -> None:
    write()
    (assignment / "half.py").write_text(FILLED_IN)
    reword()
    assert write() == {"half.py": Happened.LEFT_ALONE}
    assert write() == {"half.py": Happened.LEFT_ALONE}
    assert (assignment / "half.py").read_text() == FILLED_IN


@pytest.mark.parametrize("content", [FILLED_IN, ""])
def test_a_file_that_was_there_before_any_stub_is_left_alone(assignment: Path, write: Write, content: str) -> None:
    assignment.mkdir()
    (assignment / "half.py").write_text(content)
    assert write()["half.py"] is Happened.LEFT_ALONE
    assert (assignment / "half.py").read_text() == content


def test_other_files_of_the_student_are_not_touched(assignment: Path, write: Write) -> None:
    assignment.mkdir()
    (assignment / "notes.py").write_text(FILLED_IN)
    assert "notes.py" not in write(force=True)
    assert (assignment / "notes.py").read_text() == FILLED_IN


@pytest.mark.parametrize("manifest", ["", "3", '["half.py"]', "{", '{"half.py": 3}', "[" * 100_000, "\0"])
def test_with_a_damaged_manifest_more_is_left_alone_never_less(
    assignment: Path, write: Write, reword: Callable[[], None], manifest: str
) -> None:
    write()
    (assignment / "twice.py").write_text(FILLED_IN)
    (assignment / ".stubs.json").write_text(manifest)
    reword()
    assert write() == {"half.py": Happened.LEFT_ALONE, "twice.py": Happened.LEFT_ALONE}
    assert (assignment / "twice.py").read_text() == FILLED_IN


def test_a_manifest_that_points_out_of_the_folder_reaches_nothing(
    assignment: Path, write: Write, tmp_path: Path
) -> None:
    (tmp_path / "diary.txt").write_text("mine")
    assignment.mkdir()
    entries = {"../diary.txt": "0", str(tmp_path / "diary.txt"): "0", "": "0", "..": "0"}
    (assignment / ".stubs.json").write_text(json.dumps(entries))
    assert list(write(force=True)) == ["README.md", "half.py", "seed.txt", "twice.py"]
    assert (tmp_path / "diary.txt").read_text() == "mine"


def test_a_stub_put_back_as_it_was_handed_out_counts_as_untouched_again(
    assignment: Path, write: Write, reword: Callable[[], None]
) -> None:
    write()
    handed_out = (assignment / "half.py").read_bytes()
    (assignment / "half.py").write_text(FILLED_IN)
    reword()
    write()
    (assignment / "half.py").write_bytes(handed_out)
    assert write() == {"half.py": Happened.WRITTEN}


def test_force_keeps_a_copy_byte_for_byte_and_writes(solutions: Path, assignment: Path, write: Write) -> None:
    write()
    stub = (assignment / "half.py").read_bytes()
    mine = FILLED_IN.replace("\n", "\r\n").encode() + b"# \xff"
    (assignment / "half.py").write_bytes(mine)
    [item] = [item for item in write_stubs(solutions, assignment, force=True) if item.file == "half.py"]
    assert item.happened is Happened.BACKED_UP
    assert item.backup == assignment / ".backup" / "half.py.1"
    assert item.sentence == f"{assignment}/half.py is written anew; what it held is kept in {item.backup}."
    assert item.backup.read_bytes() == mine
    assert (assignment / "half.py").read_bytes() == stub
    assert write() == {}


def test_no_backup_is_ever_written_over(assignment: Path, write: Write, held_by: HeldBy) -> None:
    for text in ("first", "second", "third"):
        write()
        (assignment / "half.py").write_text(text)
        assert write(force=True) == {"half.py": Happened.BACKED_UP}
    (assignment / ".backup" / "half.py.2").unlink()
    (assignment / "half.py").write_text("fourth")
    write(force=True)
    copies = {"half.py.1": b"first", "half.py.2": b"fourth", "half.py.3": b"third"}
    assert held_by(assignment / ".backup") == copies


def test_force_makes_no_copy_of_what_nobody_wrote(assignment: Path, write: Write, reword: Callable[[], None]) -> None:
    write()
    reword()
    assert write(force=True) == {"half.py": Happened.WRITTEN}
    assert not (assignment / ".backup").exists()


def test_where_no_copy_can_be_kept_nothing_is_written(assignment: Path, write: Write) -> None:
    write()
    (assignment / "half.py").write_text(FILLED_IN)
    (assignment / ".backup").write_text("a file where the folder should be")
    with pytest.raises(InputError, match=r"\.backup can't be used: "):
        write(force=True)
    assert (assignment / "half.py").read_text() == FILLED_IN


def test_without_room_for_the_copy_nothing_is_written(
    assignment: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    (assignment / "half.py").write_text(FILLED_IN)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("grader.stubs.keeping.os.fsync", full)
    with pytest.raises(InputError, match=r"can't be used: No space left on device\.$"):
        write(force=True)
    assert (assignment / "half.py").read_text() == FILLED_IN


@pytest.mark.parametrize("force", [False, True])
def test_a_run_that_breaks_in_the_middle_leaves_whole_files_and_can_be_repeated(
    *,
    solutions: Path,
    assignment: Path,
    write: Write,
    reword: Callable[[], None],
    held_by: HeldBy,
    monkeypatch: pytest.MonkeyPatch,
    force: bool,
) -> None:
    write()
    (assignment / "twice.py").write_text(FILLED_IN)
    reword()
    (solutions / "public_seed.txt").write_text("232\n")
    replace = os.replace

    def full(source: Path, target: Path) -> None:
        if target.name == "seed.txt":
            raise OSError(28, "No space left on device", str(target))
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("grader.stubs.keeping.os.replace", full)
        with pytest.raises(InputError, match=r"seed\.txt can't be used: No space left on device\.$"):
            write(force=force)
    assert (assignment / "seed.txt").read_text() == "231\n"
    assert FILLED_IN.encode() in held_by(assignment).values()
    assert not [file for file in held_by(assignment) if file.endswith(".unfinished")]

    reword()  # half.py was written by the broken run: nobody's work, so it follows its solution
    assert write() == {
        "half.py": Happened.WRITTEN,
        "seed.txt": Happened.WRITTEN,
        "twice.py": Happened.LEFT_ALONE,
    }


def test_a_file_whose_solution_is_gone_is_named_and_kept(solutions: Path, assignment: Path, write: Write) -> None:
    write()
    (solutions / "half.py").unlink()
    assert write(force=True) == {"half.py": Happened.LEFT_ALONE}
    assert write() == {"half.py": Happened.LEFT_ALONE}
    [item] = stale(solutions, assignment)
    assert item.sentence == f"{assignment}/half.py comes from no solution any more: delete it if nobody needs it."
    (assignment / "half.py").unlink()
    assert write() == {}
    assert stale(solutions, assignment) == []
