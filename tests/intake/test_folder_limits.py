"""How much of a folder is taken in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.intake import open_submission
from grader.intake.limits import MAX_DEPTH, MAX_NOTEBOOK_BYTES, MAX_PYTHON_BYTES, MIB

PROJECT = Path(__file__).parents[2]
CODE = b"def im2col(x):\n    return x\n"


def test_large_files_that_are_no_sources_are_left_out_with_one_note(folder_of: Callable[..., Path]) -> None:
    files = {"conv.py": CODE, "a.npy": bytes(MIB + 1), "b.npy": bytes(MIB + 1), "small.npy": bytes(MIB)}
    with open_submission(folder_of(files)) as submission:
        assert sorted(path.name for path in submission.folder.iterdir()) == ["conv.py", "small.npy"]
        assert submission.notes == ("Larger than 1 MiB, left out: a.npy, b.npy.",)


def test_a_source_that_is_too_large_is_broken_and_not_copied(folder_of: Callable[..., Path]) -> None:
    files = {"conv.py": CODE, "big.py": b"#" * (MAX_PYTHON_BYTES + 1), "full.py": b"#" * MAX_PYTHON_BYTES}
    with open_submission(folder_of(files)) as submission:
        assert submission.files == ("conv.py", "full.py")
        assert submission.broken == {"big.py": "big.py is larger than 1 MiB: move its data to other files"}
        assert not (submission.folder / "big.py").exists()


def test_a_notebook_may_be_larger_than_a_python_file_for_its_pictures(folder_of: Callable[..., Path]) -> None:
    picture = b"A" * (2 * MAX_PYTHON_BYTES)
    files = {"a.ipynb": b'{"cells": [], "x": "%s"}' % picture, "b.ipynb": bytes(MAX_NOTEBOOK_BYTES + 1)}
    with open_submission(folder_of(files)) as submission:
        assert submission.files == ("a.ipynb",)
        assert submission.broken == {"b.ipynb": "b.ipynb is larger than 20 MiB: clear its outputs"}


def test_of_too_many_files_the_sources_are_copied_first(
    folder_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.intake.copying.MAX_FILES", 4)
    files = dict.fromkeys(["a.txt", "b.txt", "c.txt", "d.txt", "z/conv.py", "z/z/pool.py"], CODE)
    with open_submission(folder_of(files)) as submission:
        assert submission.files == ("z/conv.py", "z/z/pool.py")
        assert sorted(path.name for path in submission.folder.glob("*.txt")) == ["a.txt", "b.txt"]
        assert submission.notes == ("Beyond the first 2,000 files or 64 MiB, left out: c.txt, d.txt.",)


def test_of_too_many_bytes_the_sources_are_copied_first(
    folder_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.intake.copying.MAX_TOTAL_BYTES", 100)
    files = {"a.txt": bytes(60), "b.txt": bytes(60), "c.txt": bytes(5), "z.py": b"#" * 30}
    with open_submission(folder_of(files)) as submission:
        assert sorted(path.name for path in submission.folder.iterdir()) == ["a.txt", "c.txt", "z.py"]
        assert len(submission.notes) == 1


def test_folders_are_entered_to_a_certain_depth_only(folder_of: Callable[..., Path]) -> None:
    deepest = "a/" * (MAX_DEPTH - 1)
    files = {deepest + "conv.py": CODE, deepest + "a/pool.py": CODE}
    with open_submission(folder_of(files)) as submission:
        assert submission.files == (deepest + "conv.py",)
        (note,) = submission.notes
        assert note.startswith("More than 32 folders deep, left out: a/a/")


def test_a_folder_with_too_many_names_is_looked_at_shallow_first(
    folder_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.intake.folder.MAX_SEEN", 3)
    folder = folder_of({"a/a.py": CODE, "a/b.py": CODE, "a/c.py": CODE, "conv.py": CODE})
    with open_submission(folder) as submission:
        assert submission.files == ("conv.py", "a/a.py")
        assert submission.notes == ("Not looked at after the first 20,000 names: a/b.py, a/c.py.",)
