"""Which sources can be read, and the sentence for those that can't."""

import codecs
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.intake import open_submission
from grader.intake.source_text import reading_fault

KOREAN = "# 합성곱\ndef 합성곱(x):\n    return x\n"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(KOREAN.encode(), id="korean"),
        pytest.param(codecs.BOM_UTF8 + KOREAN.encode(), id="byte order mark"),
        pytest.param(codecs.BOM_UTF8 + b"# coding: utf-8\n" + KOREAN.encode(), id="mark and cookie"),
        pytest.param(KOREAN.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(KOREAN.replace("\n", "\r").encode(), id="CR"),
        pytest.param(b"def f(x):\n\treturn x\n", id="tabs"),
        pytest.param(b"# -*- coding: cp949 -*-\n" + KOREAN.encode("cp949"), id="CP949"),
        pytest.param(b"# vim: set fileencoding=euc-kr :\r\n" + KOREAN.encode("euc-kr"), id="EUC-KR"),
        pytest.param("#!/usr/bin/python\n# 한글 coding: cp949\n".encode("cp949"), id="CP949 beside the cookie"),
        pytest.param("# 한글\n# coding: cp949\n".encode("cp949"), id="CP949 above the cookie"),
        pytest.param("# 한글\r# coding: cp949\r".encode("cp949"), id="CP949 with CR"),
        pytest.param(b"# coding: latin-1\n# \xe9\n", id="latin-1"),
        pytest.param(b"def f(:\n", id="a syntax error is for the worker to find"),
        pytest.param(b"import os; os._exit(1)\n", id="nothing is run"),
        pytest.param(b"x = " + b"1+" * 300_000 + b"1\n", id="nothing is parsed"),
        pytest.param(b"#\n#\n# coding: nonsense\n", id="a cookie in the third line is none"),
    ],
)
def test_python_that_python_can_decode_is_read(content: bytes) -> None:
    assert reading_fault("conv.py", content) is None


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"x = 1\n# \xff\n", "is not UTF-8 in line 2 (byte 9 of the file)"),
        (b"x = 1\r# \xff\n", "is not UTF-8 in line 2 (byte 9 of the file)"),
        (KOREAN.encode("cp949"), "is not UTF-8 in line 1 (byte 3 of the file), it looks like CP949"),
        (codecs.BOM_UTF8 + b"#\n\xff", "is not UTF-8 in line 2 (byte 6 of the file)"),
        (b"# coding: cp949\nx = '\xff'\n", "is not CP949 in line 2 (byte 22 of the file)"),
        (b"# coding: ascii\nx = '\xff'\n", "is not ASCII in line 2 (byte 22 of the file)"),
        (b"x = 1\ny = '\0'\n", "holds a NUL byte in line 2 (byte 12 of the file)"),
        (KOREAN.encode("utf-16"), "is saved as UTF-16"),
        (codecs.BOM_UTF16_BE + KOREAN.encode("utf-16-be"), "is saved as UTF-16"),
        (KOREAN.encode("utf-32"), "is saved as UTF-32"),
        (b"# coding: rot13\nqrs s(): cnff\n", "declares the encoding rot13, which is none of text"),
        (b"# coding: hex\n00\n", "declares the encoding hex, which is none of text"),
        (b"# coding: zlib\n00\n", "declares the encoding zlib, which is none of text"),
        (b"# coding: no-such-thing\n", "declares an encoding in its first two lines"),
        (b"# coding: utf-16\n", "declares an encoding in its first two lines"),
        (b"# coding: punycode\n" + b"a" * 900_000, "declares an encoding in its first two lines"),
        (b"# coding: unicode_escape\n'\\d'", "declares an encoding in its first two lines"),
        (b"# coding: raw_unicode_escape\n", "declares an encoding in its first two lines"),
        (b"# coding: undefined\n", "declares an encoding in its first two lines"),
        (codecs.BOM_UTF8 + b"# coding: cp949\n", "declares an encoding in its first two lines"),
    ],
)
def test_other_python_is_told_with_its_place_and_what_to_do(content: bytes, what: str) -> None:
    fault = reading_fault("conv.py", content)
    assert fault is not None
    assert fault.startswith(f"conv.py {what}")
    assert fault.endswith("save the file as UTF-8")


def test_a_sentence_cannot_write_to_the_terminal() -> None:
    for content in (b"\xff", b"# coding: \x1b[2J\n", b"\xffUTF-8"):
        fault = reading_fault("\x1b[2J\u202e.py", content)
        assert fault is None or fault.isprintable()


def notebook(**fields: object) -> bytes:
    """A small notebook with these fields beside its cells."""
    cell = {"cell_type": "code", "source": KOREAN, "outputs": [], "metadata": {}}
    return json.dumps({"nbformat": 4, "cells": [cell], **fields}, ensure_ascii=False).encode()


@pytest.mark.parametrize("content", [notebook(), codecs.BOM_UTF8 + notebook(), notebook(cells=[])])
def test_a_notebook_is_json_with_a_list_of_cells(content: bytes) -> None:
    assert reading_fault("hw.IPYNB", content) is None


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is not a notebook (line 1 is not JSON)"),
        (b"def f(x): ...", "is not a notebook (line 1 is not JSON)"),
        (b'{"cells": [\n}', "is not a notebook (line 2 is not JSON)"),
        (b'{"cells": ' + b"[" * 100_000, "is not a notebook: save it again from Jupyter"),
        (b'{"cells": [' + b"9" * 10_000 + b"]}", "is not a notebook: save it again from Jupyter"),
        (b"[1]", "is not a notebook of today's format"),
        (b'{"cells": {}}', "is not a notebook of today's format"),
        (b'{"worksheets": [{"cells": []}]}', "is not a notebook of today's format"),
        (codecs.BOM_UTF8 + b'{\n"cells": ["\xff"]}', "is not UTF-8 in line 2 (byte 17 of the file)"),
        (b'{"cells": ["\xff"]}', "is not UTF-8 in line 1 (byte 13 of the file): save the file as UTF-8"),
        (b'{"cells": [' + b"[]," * 1_000_001 + b"0]}", "is too complex for a notebook"),
    ],
)
def test_other_json_is_told(content: bytes, what: str) -> None:
    fault = reading_fault("hw.ipynb", content)
    assert fault is not None
    assert fault.startswith(f"hw.ipynb {what}")


def test_a_broken_source_is_listed_apart_with_its_sentence_and_copied(zip_of: Callable[..., Path]) -> None:
    members = {"conv.py": b"x = 1", "pool.py": b"\xff\n", "a/hw.ipynb": b"{}", "empty.py": b""}
    with open_submission(zip_of(members)) as submission:
        assert submission.files == ("conv.py", "empty.py")
        assert list(submission.broken) == ["pool.py", "a/hw.ipynb"]
        assert submission.broken["pool.py"].startswith("pool.py is not UTF-8 in line 1")
        assert (submission.folder / "pool.py").read_bytes() == b"\xff\n"
        with pytest.raises(TypeError):
            submission.broken["conv.py"] = "edited"  # type: ignore[index]


def test_of_many_broken_sources_the_first_are_told_and_the_others_counted(folder_of: Callable[..., Path]) -> None:
    files = {f"{number:04}.py": b"\xff" for number in range(1_500)} | {"conv.py": b"", "a.bin": bytes(2_000_000)}
    with open_submission(folder_of(files)) as submission:
        assert len(submission.broken) == 1_500
        assert submission.remarks == (
            "Larger than 1 MiB, left out: a.bin.",
            *(f"{submission.broken[f'{number:04}.py']}." for number in range(5)),
            "1,495 more sources can't be read.",
        )
