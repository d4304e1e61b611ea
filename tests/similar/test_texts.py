"""What is compared of a submission: the text of its sources, of a notebook the code alone."""

import json
from pathlib import Path

import pytest

from grader.intake.opening import open_submission
from grader.similar.texts import texts


def of(folder: Path) -> dict[str, str]:
    with open_submission(folder) as submission:
        return texts(submission)


def test_sources_are_read_whatever_their_line_ends_and_other_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "conv.py").write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\rc = 3\n")
    (tmp_path / "notes.txt").write_text("a = 1")
    assert of(tmp_path) == {"conv.py": "a = 1\nb = 2\nc = 3\n"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_korean_is_read_in_both_encodings(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "conv.py").write_bytes(f"# coding: {encoding}\n이름 = 1\n".encode(encoding))
    assert "이름 = 1" in of(tmp_path)["conv.py"]


def test_of_a_notebook_the_code_cells_are_read(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "code", "source": ["a = 1\n", "b = 2"], "outputs": [{"text": "secret"}]},
        {"cell_type": "markdown", "source": "# words"},
        {"cell_type": "code", "source": "c = 3"},
    ]
    (tmp_path / "work.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4}))
    assert of(tmp_path) == {"work.ipynb": "a = 1\nb = 2\n\nc = 3"}
