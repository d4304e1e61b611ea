"""A single file that is handed in, and paths that lead to nothing usable."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.intake import open_submission

NOTEBOOK = {"cells": [{"cell_type": "code", "source": ["def im2col(x):\n", "    return x"]}]}


def handed_in(path: Path, content: bytes) -> Path:
    """`path`, with this content."""
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["layers.py", "my layers (1).py", "합성곱.py", "LAYERS.PY"])
def test_a_python_file_keeps_its_name_and_lies_in_the_package_submission(tmp_path: Path, name: str) -> None:
    with open_submission(handed_in(tmp_path / name, b"x = 1\r\n")) as submission:
        assert (submission.name, submission.package, submission.files) == (name, "submission", (name,))
        assert (submission.root / "submission" / name).read_bytes() == b"x = 1\r\n"


def test_the_files_beside_a_single_file_are_not_taken(tmp_path: Path) -> None:
    handed_in(tmp_path / "other.py", b"")
    with open_submission(handed_in(tmp_path / "layers.py", b"x = 1")) as submission:
        assert [path.name for path in submission.folder.iterdir()] == ["layers.py"]


def test_a_notebook_is_copied_as_it_is(tmp_path: Path) -> None:
    content = json.dumps(NOTEBOOK).encode()
    with open_submission(handed_in(tmp_path / "hw.ipynb", content)) as submission:
        assert submission.files == ("hw.ipynb",)
        assert (submission.folder / "hw.ipynb").read_bytes() == content


def test_a_notebook_with_the_name_of_a_python_file_is_a_source(tmp_path: Path) -> None:
    with open_submission(handed_in(tmp_path / "hw.py", json.dumps(NOTEBOOK).encode())) as submission:
        assert submission.files == ("hw.py",)


def test_a_path_may_be_given_as_text(tmp_path: Path) -> None:
    with open_submission(str(handed_in(tmp_path / "layers.py", b"x = 1"))) as submission:
        assert submission.files == ("layers.py",)


def test_a_missing_path_is_told(refusal: Callable[..., str], tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.py") == f"{tmp_path}/nowhere.py does not exist: check the path"
    assert refusal(handed_in(tmp_path / "a.py", b"") / "conv.py").endswith("does not exist: check the path")
    assert "does not exist" in refusal(f"{tmp_path}/a\0b")
    assert "the path is empty" in refusal("")


def test_a_missing_path_cannot_write_to_the_terminal(refusal: Callable[..., str], tmp_path: Path) -> None:
    assert refusal(tmp_path / "\x1b[2J\n.py").isprintable()


def test_a_link_that_leads_to_itself_is_told(refusal: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "can't be read" in refusal(tmp_path / "loop")


def test_an_empty_file_is_told(refusal: Callable[..., str], tmp_path: Path) -> None:
    for name in ("layers.py", "hw.ipynb", "hw.zip", "hw.tar.gz", "hw.txt"):
        assert "is empty" in refusal(handed_in(tmp_path / name, b""))


@pytest.mark.parametrize("name", ["layers.txt", "layers", "hw.7z", "hw.pdf", ".py"])
def test_another_type_is_refused_with_what_can_be_handed_in(
    refusal: Callable[..., str], tmp_path: Path, name: str
) -> None:
    sentence = refusal(handed_in(tmp_path / name, b"def im2col(x): ..."))
    assert "a folder, a .py file, a notebook (.ipynb) or an archive (.zip, .tar.gz)" in sentence


def test_a_broken_source_is_refused_with_its_own_sentence(refusal: Callable[..., str], tmp_path: Path) -> None:
    assert refusal(handed_in(tmp_path / "a.py", b"x\n\xff")).startswith("a.py is not UTF-8 in line 2")
    assert refusal(handed_in(tmp_path / "a.ipynb", b"{}")).startswith("a.ipynb is not a notebook")
    assert refusal(handed_in(tmp_path / "b.py", b"#" * 2_000_000)).startswith("b.py is larger than 1 MiB")


def test_a_file_without_permission_is_told(
    refusal: Callable[..., str], tmp_path: Path, forbid: Callable[[str], None]
) -> None:
    forbid("layers.py")
    assert "permission denied" in refusal(handed_in(tmp_path / "layers.py", b"x = 1"))


def test_a_name_with_control_characters_is_refused(refusal: Callable[..., str], tmp_path: Path) -> None:
    sentence = refusal(handed_in(tmp_path / "a\x1b[2J.py", b"x = 1"))
    assert "control characters" in sentence
    assert sentence.isprintable()


def test_a_pipe_and_a_device_are_refused_and_not_waited_for(refusal: Callable[..., str], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "layers.py")
    for path in (tmp_path / "layers.py", Path(os.devnull)):
        assert "neither a file nor a folder" in refusal(path)
