"""Folders that can't be read, in part or at all."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.intake import open_submission

PROJECT = Path(__file__).parents[2]
CODE = b"def im2col(x):\n    return x\n"


def test_an_unreadable_source_is_broken_and_the_others_are_graded(
    folder_of: Callable[..., Path], forbid: Callable[[str], None]
) -> None:
    folder = folder_of({"conv.py": CODE, "pool.py": CODE, "data.txt": b"", "closed/a.py": CODE})
    for name in ("conv.py", "data.txt", "closed"):
        forbid(name)
    with open_submission(folder) as submission:
        assert submission.files == ("pool.py",)
        fault = "conv.py can't be read (permission denied): check its permissions"
        assert submission.broken == {"conv.py": fault}
        assert submission.notes == ("Can't be read (check the permissions): closed, data.txt.",)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "is empty"),
        ({".git/a.py": CODE}, "is empty"),
        ({"readme.md": b"hello"}, "holds no .py or .ipynb file"),
        ({"inner.zip": b"PK"}, "only the archive inner.zip: unpack it"),
        ({"a.py": b"\xff"}, "a.py is not UTF-8 in line 1 (byte 1 of the file): save the file as UTF-8"),
    ],
)
def test_a_folder_without_a_readable_source_is_refused_in_one_sentence(
    refusal: Callable[..., str], folder_of: Callable[..., Path], files: dict[str, bytes], sentence: str
) -> None:
    assert sentence in refusal(folder_of(files))


def test_of_several_broken_sources_the_first_is_told(
    refusal: Callable[..., str], folder_of: Callable[..., Path]
) -> None:
    folder = folder_of({"b.py": b"\xff", "c.py": b"\0", "a/a.py": b"\0"})
    assert refusal(folder).startswith("b.py is not UTF-8")


def test_a_folder_of_links_alone_says_that_they_are_not_followed(
    refusal: Callable[..., str], folder_of: Callable[..., Path]
) -> None:
    folder = folder_of({})
    (folder / "conv.py").symlink_to("elsewhere.py")
    assert re.search("holds no .*Links are not followed", refusal(folder))


def test_a_folder_that_cannot_be_read_is_refused(
    refusal: Callable[..., str], folder_of: Callable[..., Path], forbid: Callable[[str], None]
) -> None:
    folder = folder_of({"conv.py": CODE})
    forbid("hw")
    assert "permission denied" in refusal(folder)
