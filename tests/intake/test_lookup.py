"""In which order files are searched for a function."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.intake import defines, open_submission, sources_for

DEFINING = b"def im2col(x): ...\n"


def cells(*sources: object) -> bytes:
    """A notebook with these sources of cells."""
    return json.dumps({"cells": [{"cell_type": "code", "source": source} for source in sources]}).encode()


def test_the_file_of_the_exercise_comes_first_then_definitions_then_mentions(
    zip_of: Callable[..., Path],
) -> None:
    members = {
        "aaa.py": b"x = 1\n",
        "conv.py": b"import numpy\n",
        "layers.py": DEFINING,
        "mention.py": b"from layers import im2col\n",
        "deep/im2col.py": DEFINING,
        "im2col_fast.py": b"def im2col_fast(x): ...\n",
    }
    with open_submission(zip_of(members)) as submission:
        assert sources_for(submission, "im2col", "im2col") == [
            *("deep/im2col.py", "layers.py", "mention.py", "aaa.py", "conv.py", "im2col_fast.py")
        ]
        assert defines(submission, "im2col") == ["layers.py", "deep/im2col.py"]


def test_the_file_of_the_exercise_has_no_privilege_without_a_definition(zip_of: Callable[..., Path]) -> None:
    with open_submission(zip_of({"im2col.py": b"im2col", "z.py": DEFINING, "a.py": b""})) as submission:
        assert sources_for(submission, "im2col", "im2col") == ["z.py", "im2col.py", "a.py"]


def test_within_a_group_shallow_files_come_first_and_tests_last(zip_of: Callable[..., Path]) -> None:
    last = ["conftest.py", "conv_test.py", "setup.py", "test_a.py", "a/test_a.py"]
    first = ["latest.py", "testing.py", "a/a.py", "a/b.py", "a/a/a.py"]
    with open_submission(zip_of(dict.fromkeys([*last, *first], DEFINING))) as submission:
        assert sources_for(submission, "im2col", "im2col") == [*first, *last]
        assert defines(submission, "im2col") == [*first, *last]


def test_a_test_that_defines_the_name_comes_before_a_file_that_mentions_it(
    zip_of: Callable[..., Path],
) -> None:
    with open_submission(zip_of({"a.py": b"im2col(x)\n", "test_a.py": DEFINING})) as submission:
        assert sources_for(submission, "im2col", "im2col") == ["test_a.py", "a.py"]


@pytest.mark.parametrize(
    "content",
    [
        b"def im2col(x): ...",
        b"\xef\xbb\xbfdef im2col(x): ...",
        b"x = 1\r\ndef im2col (x): ...",
        b"x = 1\rdef im2col(x): ...",
        b"async def im2col(x): ...",
        b"async  def\tim2col(x): ...",
        b"class im2col: ...",
        b"if True:\n\tdef im2col(x): ...",
        b"try:\n    pass\nfinally:\n    class im2col(object): ...",
        b"im2col = lambda x: x",
        b"im2col=fast",
        b"im2col: Callable[..., int] = fast",
        b"# coding: cp949\n# \xc7\xd5\ndef im2col(x): ...",
        cells("def im2col(x): ..."),
        cells("import numpy\ndef im2col(x): ..."),
        cells(["import numpy\n", "def im2col(x): ..."]),
        cells("if True:\n\tdef im2col(x): ..."),
        cells(["    class im2col: ...\n"]),
        cells("x = 1\nim2col = fast"),
        b"\n " + cells("def im2col(x): ..."),
    ],
)
def test_a_definition_is_found(zip_of: Callable[..., Path], content: bytes) -> None:
    name = "a.ipynb" if content.startswith(b"{") else "a.py"
    with open_submission(zip_of({name: content, "b.py": b""})) as submission:
        assert defines(submission, "im2col") == [name]


@pytest.mark.parametrize(
    "content",
    [
        b"def im2col_fast(x): ...",
        b"def my_im2col(x): ...",
        "def im2col합(x): ...".encode(),
        b"undef im2col(x)",
        b"# def im2col(x): ...",
        b"im2col == 3",
        b"f(\n    im2col=fast)",
        b"from layers import im2col",
        b"im2col(x)",
        b"im2col.fast = 1",
        cells("im2col(x)"),
        cells("undef im2col(x)"),
        cells("f(im2col=fast)"),
        cells("# def im2col"),
    ],
)
def test_what_is_no_definition_is_not_taken_for_one(zip_of: Callable[..., Path], content: bytes) -> None:
    name = "a.ipynb" if content.startswith(b"{") else "a.py"
    with open_submission(zip_of({name: content, "b.py": b""})) as submission:
        assert defines(submission, "im2col") == []


@pytest.mark.parametrize(
    ("content", "is_mention"),
    [
        (b"x = im2col(y)", True),
        (b"from layers import im2col", True),
        (cells("x = 1\nim2col(x)"), True),
        (b"im2col_fast(x)", False),
        ("im2col합".encode(), False),
        ("합im2col".encode(), False),
    ],
)
def test_a_mention_is_the_whole_word(zip_of: Callable[..., Path], content: bytes, is_mention: bool) -> None:
    name = "z.ipynb" if content.startswith(b"{") else "z.py"
    with open_submission(zip_of({name: content, "a.py": b""})) as submission:
        assert (sources_for(submission, "im2col", "im2col")[0] == name) == is_mention


def test_a_korean_name_is_found(zip_of: Callable[..., Path]) -> None:
    with open_submission(zip_of({"a.py": b"", "b.py": "def 합성곱(x): ...".encode()})) as submission:
        assert defines(submission, "합성곱") == ["b.py"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "cp949"])
def test_a_definition_in_a_broken_file_is_known_but_not_tried(zip_of: Callable[..., Path], encoding: str) -> None:
    content = "# 합성곱\ndef im2col(x): ...\n".encode(encoding)
    with open_submission(zip_of({"a.py": b"", "conv.py": content})) as submission:
        assert list(submission.broken) == ["conv.py"]
        assert defines(submission, "im2col") == ["conv.py"]
        assert sources_for(submission, "im2col", "conv") == ["a.py"]


def test_files_that_a_worker_took_away_or_replaced_are_tried_last(zip_of: Callable[..., Path]) -> None:
    with open_submission(zip_of(dict.fromkeys(["a.py", "b.py", "c.py"], DEFINING))) as submission:
        (submission.folder / "a.py").unlink()
        (submission.folder / "b.py").unlink()
        os.mkfifo(submission.folder / "b.py")
        assert sources_for(submission, "im2col", "im2col") == ["c.py", "a.py", "b.py"]


def test_a_file_that_is_too_large_defines_nothing_that_we_know_of(zip_of: Callable[..., Path]) -> None:
    with open_submission(zip_of({"a.py": b"", "big.py": DEFINING + b"#" * 2_000_000})) as submission:
        assert defines(submission, "im2col") == []


def test_the_notebook_that_everybody_is_given_is_looked_into_only_for_what_it_defines(
    zip_of: Callable[..., Path],
) -> None:
    given = 'from grader.notebook import check, explained\ncheck("im2col")'
    members = {
        "im2col.py": b"x = 1\n",
        "given.ipynb": cells(given),
        "filled.ipynb": cells(given, "def im2col(x): ..."),
        "other.ipynb": cells('check("im2col")'),
    }
    with open_submission(zip_of(members)) as submission:
        assert sources_for(submission, "im2col", "im2col") == ["filled.ipynb", "other.ipynb", "im2col.py"]
