"""What a file of a submission defines, however it is written and whatever becomes of it when it is loaded."""

import codecs
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from grader.sandbox.worker.loader import MAX_NAMES, Loader
from grader.sandbox.worker.returned import BadReturn

LoaderOf = Callable[[Mapping[str, str | bytes]], Loader]

STUB = "def f(x):\n    raise NotImplementedError('f is not written yet')\n"


def loaded(loader: Loader, path: str = "sub.py", name: str = "f") -> dict[str, Any]:
    """The facts about `name` in `path`."""
    facts = loader.load(path, name)
    assert isinstance(facts, dict)
    return facts


def value_of(loader: Loader, path: str = "sub.py", name: str = "f") -> Any:
    """What the function `name` returns."""
    facts = loaded(loader, path, name)
    assert facts["has"] == "callable", facts
    return loader.found(path, name)()


@pytest.mark.parametrize(
    ("source", "has"),
    [
        ("def f(): pass\n", "callable"),
        ("class f: pass\n", "callable"),
        ("f = lambda: 1\n", "callable"),
        ("import functools\nf = functools.partial(int, 1)\n", "callable"),
        ("from math import sqrt as f\n", "callable"),
        ("f = 3\n", "other"),
        ("f = None\n", "other"),
        ("def g(): pass\n", "nothing"),
        ("def g():\n    def f(): pass\n", "nothing"),
        ("# def f(): pass\n", "nothing"),
        ("", "nothing"),
    ],
)
def test_a_name_is_callable_other_or_nothing(loader_of: LoaderOf, source: str, has: str) -> None:
    assert loaded(loader_of({"sub.py": source}))["has"] == has


@pytest.mark.parametrize(
    "source",
    [
        STUB,
        "def f(x):\n    'What it does.'\n    raise NotImplementedError\n",
        "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n",
        "class f:\n    'A layer.'\n    weight: int\n    def __init__(self):\n        raise NotImplementedError\n"
        "    def forward(self):\n        'Go on.'\n        raise NotImplementedError\n",
        "import functools\n@functools.lru_cache\ndef g(): ...\n" + STUB,
    ],
)
def test_what_was_handed_out_is_a_stub(loader_of: LoaderOf, source: str) -> None:
    assert loaded(loader_of({"sub.py": source}))["has"] == "stub"


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    x = 1\n    raise NotImplementedError\n",
        "def f(x):\n    raise ValueError\n",
        "def f(x):\n    'Only words.'\n",
        "class f:\n    def __init__(self):\n        pass\n    def forward(self):\n        raise NotImplementedError\n",
        "class f:\n    weight = 1\n",
        STUB + "def f():\n    return 1\n",
        STUB + "f = lambda: 1\n",
        STUB + "from math import sqrt as f\n",
        STUB + "def g():\n    return 1\nf = g\n",
        "class f:\n    def forward(self):\n        raise NotImplementedError\n"
        + "class f:\n    def forward(self): ...\n",
    ],
)
def test_what_was_filled_in_or_replaced_is_no_stub(loader_of: LoaderOf, source: str) -> None:
    assert loaded(loader_of({"sub.py": source}))["has"] == "callable"


def test_the_last_definition_counts_also_where_it_is_the_stub(loader_of: LoaderOf) -> None:
    assert loaded(loader_of({"sub.py": "def f():\n    return 1\n" + STUB}))["has"] == "stub"


def test_the_files_own_functions_and_classes_are_named(loader_of: LoaderOf) -> None:
    facts = loaded(loader_of({"sub.py": "import math\nfrom math import sqrt\ndef one(): ...\nclass Two: ...\nx = 3\n"}))
    assert facts == {"has": "nothing", "type": None, "names": ("one", "Two"), "failure": None}


def test_of_another_value_its_type_is_told(loader_of: LoaderOf) -> None:
    assert loaded(loader_of({"sub.py": "f = [3]\n"}))["type"] == "list"


def test_of_very_many_names_the_first_are_told(loader_of: LoaderOf) -> None:
    source = "for i in range(10_000):\n    exec(f'def f{i}(): ...')\n"
    assert len(loaded(loader_of({"sub.py": source}))["names"]) == MAX_NAMES


def test_a_file_is_loaded_once(loader_of: LoaderOf) -> None:
    loader = loader_of({"sub.py": "COUNT = []\ndef f():\n    COUNT.append(1)\n    return len(COUNT)\ndef g(): ...\n"})
    assert [value_of(loader), loaded(loader, name="g")["has"], value_of(loader)] == [1, "callable", 2]


def test_a_file_that_fails_is_not_run_again(loader_of: LoaderOf) -> None:
    counting = "import time\ntime.tries = getattr(time, 'tries', 0) + 1\nraise ValueError(time.tries)\n"
    loader = loader_of({"sub.py": counting})
    assert loaded(loader)["failure"]["message"] == loaded(loader, name="g")["failure"]["message"]


@pytest.mark.parametrize("raising", ["ValueError('so')", "SystemExit('so')", "KeyboardInterrupt('so')"])
def test_a_file_that_raises_defines_nothing_and_says_where(loader_of: LoaderOf, raising: str) -> None:
    facts = loaded(loader_of({"sub.py": f"def f(): ...\nraise {raising}\n"}))
    assert facts["has"] == "nothing"
    assert facts["names"] == ()
    assert facts["failure"] == {
        "type": raising.partition("(")[0],
        "message": "so",
        "frames": (("sub.py", 2, f"raise {raising}"),),
    }


def test_a_file_that_does_not_parse_says_where(loader_of: LoaderOf) -> None:
    failure = loaded(loader_of({"sub.py": "x = 1\ndef f(:\n    pass\n"}))["failure"]
    assert failure["type"] == "SyntaxError"
    assert failure["frames"] == (("sub.py", 2, "def f(:"),)


@pytest.mark.parametrize("number", [1, 3])
def test_a_line_is_found_behind_a_form_feed(loader_of: LoaderOf, number: int) -> None:
    source = "\f" * number + "x = 'a\u2028b'\n\n1 / 0\n"
    assert loaded(loader_of({"sub.py": source}))["failure"]["frames"] == (("sub.py", 3, "1 / 0"),)


def test_a_file_that_is_not_there_is_a_failure(loader_of: LoaderOf) -> None:
    facts = loaded(loader_of({"sub.py": ""}), "other.py")
    assert facts["has"] == "nothing"
    assert facts["failure"]["type"] == "FileNotFoundError"


@pytest.mark.parametrize("name", ["sub.txt", "sub"])
def test_a_file_of_another_kind_is_a_failure(loader_of: LoaderOf, name: str) -> None:
    assert loaded(loader_of({name: "def f(): ...\n"}), name)["failure"]["type"] == "ImportError"


@pytest.mark.parametrize(
    "source",
    [
        codecs.BOM_UTF8 + b"def f():\n    return '\xea\xb0\x80'\n",
        b"def f():\r\n    return '\xea\xb0\x80'\r\n",
        b"def f():\r    return '\xea\xb0\x80'\r",
        "# -*- coding: cp949 -*-\ndef f():\n    return '가'\n".encode("cp949"),
        "# vim: set fileencoding=cp949 :\r\n\r\ndef f():\r\n    return '가'\r\n".encode("cp949"),
        "#!/usr/bin/env python\n# coding: euc-kr\ndef f():\n    return '가'\n".encode("euc-kr"),
        "def f():\n\treturn '가'\n".encode(),
        "이름 = '가'\ndef f():\n    return 이름\n".encode(),
        "def f():\n    def 함수(값): return 값\n    return 함수('가')\n".encode(),
    ],
)
def test_encodings_line_ends_and_korean_names_work(loader_of: LoaderOf, source: bytes) -> None:
    assert value_of(loader_of({"sub.py": source})) == "가"


@pytest.mark.parametrize(
    "comment",
    [
        *("# coding", "# coding:", "# Exercise 2: coding", "# coding = ", "#coding:utf-8", "# coding: UTF8 -*-"),
        *("# Encoding matters", "# a coding: latin1 example"),
    ],
)
def test_a_comment_about_coding_does_no_harm(loader_of: LoaderOf, comment: str) -> None:
    assert value_of(loader_of({"sub.py": f"{comment}\ndef f():\n    return 1\n"})) == 1


@pytest.mark.parametrize("cookie", ["rot13", "no-such-encoding", "undefined", "hex"])
def test_a_cookie_that_names_no_encoding_of_text_is_a_failure_of_the_file(loader_of: LoaderOf, cookie: str) -> None:
    failure = loaded(loader_of({"sub.py": f"# coding: {cookie}\ndef f(): ...\n"}))["failure"]
    assert failure["type"] in ("SyntaxError", "LookupError")


def test_the_line_of_a_failure_is_decoded_as_the_file_is(loader_of: LoaderOf) -> None:
    raising = "# coding: cp949\n이름 = 1 / 0\n".encode("cp949")
    loader = loader_of({"sub.py": raising, "importing.py": "import sub_two\n", "sub_two.py": raising})
    assert loaded(loader)["failure"]["frames"] == (("sub.py", 2, "이름 = 1 / 0"),)
    frames = loaded(loader, "importing.py")["failure"]["frames"]
    assert frames == (("importing.py", 1, "import sub_two"), ("sub_two.py", 2, "이름 = 1 / 0"))


def test_lines_of_other_peoples_files_are_not_told(loader_of: LoaderOf) -> None:
    loader = loader_of({"sub.py": "import json\njson.loads('{')\n"})
    assert loaded(loader)["failure"]["frames"] == (("sub.py", 2, "json.loads('{')"),)
    assert loader.line_of("/etc/passwd", 1) is None
    assert loader.line_of("<string>", 1) is None


def test_a_line_that_is_not_there_is_empty(loader_of: LoaderOf) -> None:
    loader = loader_of({"sub.py": "exec(compile('\\n' * 50 + '1 / 0', 'sub.py', 'exec'))\n"})
    assert loaded(loader)["failure"]["frames"][-1] == ("sub.py", 51, "")


def test_a_source_that_is_gone_has_no_lines(loader_of: LoaderOf, tmp_path: Any) -> None:
    loader = loader_of({"sub.py": "", "gone.py": "x = 1\n"})
    (tmp_path / "handed_in" / "gone.py").unlink()
    assert loader.line_of(str(tmp_path / "handed_in" / "gone.py"), 1) is None


def test_a_name_that_is_no_function_any_more_is_refused(loader_of: LoaderOf) -> None:
    loader = loader_of({"sub.py": "f = 3\n"})
    loaded(loader)
    with pytest.raises(BadReturn) as refused:
        loader.found("sub.py", "f")
    assert refused.value.facts == {"what": "not_callable", "type": "int"}


@pytest.mark.parametrize(
    ("folder", "name"), [("", "kept"), ("hw/", "kept"), ("hw/", "hw.kept"), ("hw/", "handed_in.hw.kept")]
)
@pytest.mark.parametrize("order", [("kept", "user"), ("user", "kept")])
def test_a_file_that_another_one_imported_is_one_module(
    loader_of: LoaderOf, folder: str, name: str, order: tuple[str, str]
) -> None:
    kept = "class Kept: pass\ndef keep():\n    return Kept()\n"
    user = f"from {name} import Kept\ndef f(kept):\n    return isinstance(kept, Kept)\n"
    loader = loader_of({f"{folder}kept.py": kept, f"{folder}user.py": user})
    for stem in order:
        assert loaded(loader, f"{folder}{stem}.py")["failure"] is None
    made = loader.found(f"{folder}kept.py", "keep")()
    assert loader.found(f"{folder}user.py", "f")(made)


def test_a_stub_is_a_stub_where_another_file_imported_it(loader_of: LoaderOf) -> None:
    loader = loader_of({"sub.py": "from stub import f as g\n", "stub.py": "def f():\n    raise NotImplementedError\n"})
    assert loaded(loader)["failure"] is None
    assert loaded(loader, "stub.py")["has"] == "stub"


def test_a_suffix_may_be_written_large(loader_of: LoaderOf) -> None:
    assert loaded(loader_of({"SUB.PY": "def f(): ...\n"}), "SUB.PY")["has"] == "callable"


def test_a_notebook_exported_as_python_loads_in_spite_of_its_commands(loader_of: LoaderOf) -> None:
    source = "!pip install numpy\n%matplotlib inline\nimport numpy as np\ndef f():\n    return 1\n"
    assert loaded(loader_of({"sub.py": source}))["has"] == "callable"


def test_a_file_that_is_wrong_python_is_not_taken_for_a_notebook(loader_of: LoaderOf) -> None:
    failure = loaded(loader_of({"sub.py": "%time x = 1\ndef f(:\n    return 1\n"}))["failure"]
    assert failure["type"] == "SyntaxError"
