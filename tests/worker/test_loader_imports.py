"""How the files of a submission find each other, the standard library, and nothing in the wrong place."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from grader.sandbox.worker.loader import Loader

LoaderOf = Callable[[Mapping[str, str | bytes]], Loader]

ONE = "def one():\n    return 1\n"
BELOW = {"deep/below.py": ONE}
FAST = {"cs231n/fast.py": ONE}
CODE = {"code/below.py": ONE}  # a folder named like a module of the standard library


def value_of(loader: Loader, path: str, name: str = "f") -> Any:
    """What the function `name` of `path` returns."""
    facts = loader.load(path, name)
    assert isinstance(facts, dict)
    assert facts["has"] == "callable", facts
    return loader.found(path, name)()


@pytest.mark.parametrize(
    ("importing", "files"),
    [
        ("sub.py", {"sub.py": "from sib import one\n"}),
        ("sub.py", {"sub.py": "from .sib import one\n"}),
        ("sub.py", {"sub.py": "from . import sib\none = sib.one\n"}),
        ("sub.py", {"sub.py": "from handed_in.sib import one\n"}),
        ("sub.py", {"sub.py": "from deep import one\n", "deep/__init__.py": "from .below import *\n", **BELOW}),
        (
            "sub.py",
            {"sub.py": "from cs231n.layers import one\n", "cs231n/layers.py": "from .fast import one\n", **FAST},
        ),
        ("deep/sub.py", {"deep/sub.py": "from sib import one\n"}),
        ("deep/sub.py", {"deep/sub.py": "from ..sib import one\n"}),
        ("deep/sub.py", {"deep/sub.py": "from below import one\n", **BELOW}),
        ("deep/sub.py", {"deep/sub.py": "from .below import one\n", **BELOW}),
        ("deep/sub.py", {"deep/sub.py": "from deep.below import one\n", **BELOW}),
        ("deep/sub.py", {"deep/sub.py": "from handed_in.deep.below import one\n", **BELOW}),
        ("deep/sub.py", {"deep/sub.py": "from .below import one\n", "deep/__init__.py": "", **BELOW}),
        ("code/sub.py", {"code/sub.py": "from .below import one\n", **CODE}),
        ("code/sub.py", {"code/sub.py": "from below import one\n", **CODE}),
        ("code/sub.py", {"code/sub.py": "from handed_in.code.below import one\n", **CODE}),
        ("cs231n/layers.py", {"cs231n/layers.py": "from cs231n.fast import *\n", **FAST}),
    ],
)
def test_a_file_finds_the_others(loader_of: LoaderOf, importing: str, files: dict[str, str]) -> None:
    files = {"sib.py": ONE} | files
    files[importing] += "def f():\n    return one()\n"
    assert value_of(loader_of(files), importing) == 1


def test_a_file_that_was_imported_first_is_loaded_all_the_same(loader_of: LoaderOf) -> None:
    files = {
        "sub.py": "from deep.sib import one as f\n",
        "deep/sib.py": "from .two import two\ndef one():\n    return two()\n",
        "deep/two.py": "def two():\n    return 2\n",
    }
    loader = loader_of(files)
    assert value_of(loader, "sub.py") == 2
    assert value_of(loader, "deep/sib.py", "one") == 2
    assert value_of(loader, "deep/two.py", "two") == 2


def test_an_import_of_what_is_not_there_is_told_with_its_line(loader_of: LoaderOf) -> None:
    loader = loader_of({"sub.py": "x = 1\nfrom .nowhere import one\n", "two.py": "import torch_is_not_here\n"})
    for path, line in (("sub.py", 2), ("two.py", 1)):
        facts: Any = loader.load(path, "f")
        assert facts["failure"]["type"] == "ModuleNotFoundError"
        assert facts["failure"]["frames"][-1][:2] == (path, line)


def test_a_file_that_fails_costs_no_other_file_anything(loader_of: LoaderOf) -> None:
    loader = loader_of({"bad.py": "1 / 0\n", "importing.py": "import bad\n", "good.py": "def f():\n    return 1\n"})
    assert [loader.load(path, "f")["has"] for path in ("bad.py", "importing.py")] == ["nothing"] * 2  # type: ignore[index, call-overload]
    assert value_of(loader, "good.py") == 1


@pytest.mark.parametrize("name", ["json", "random", "numpy", "sys", "types", "ast", "importlib", "pytest"])
def test_a_file_named_like_a_library_is_loaded_and_does_not_stand_in_its_place(loader_of: LoaderOf, name: str) -> None:
    files = {
        f"{name}.py": "def f():\n    return 'mine'\n",
        "sub.py": f"import {name}\ndef f():\n    return hasattr({name}, 'f')\n",
    }
    loader = loader_of(files)
    assert value_of(loader, f"{name}.py") == "mine"
    assert value_of(loader, "sub.py") is False


def test_a_package_named_like_a_library_is_loaded_and_does_not_stand_in_its_place(loader_of: LoaderOf) -> None:
    files = {
        "json/__init__.py": "",
        "json/mine.py": "def f():\n    return 'mine'\n",
        "sub.py": "import json\ndef f():\n    return json.dumps([1])\n",
    }
    loader = loader_of(files)
    assert value_of(loader, "json/mine.py") == "mine"
    assert value_of(loader, "sub.py") == "[1]"


def test_files_of_one_name_in_two_folders_are_two_modules(loader_of: LoaderOf) -> None:
    loader = loader_of({"a/sub.py": "def f():\n    return 'a'\n", "b/sub.py": "def f():\n    return 'b'\n"})
    assert [value_of(loader, path) for path in ("a/sub.py", "b/sub.py", "a/sub.py")] == ["a", "b", "a"]


@pytest.mark.parametrize("name", ["my-hand-in.py", "2nd.py", "a b.py", "a.b.py", "함수.py", "class.py"])
def test_a_file_whose_name_can_not_be_imported_is_loaded(loader_of: LoaderOf, name: str) -> None:
    assert value_of(loader_of({name: "def f():\n    return __name__ != '__main__'\n"}), name) is True


def test_a_file_is_not_the_program(loader_of: LoaderOf) -> None:
    assert value_of(loader_of({"sub.py": "f = lambda: 1\nif __name__ == '__main__':\n    1 / 0\n"}), "sub.py") == 1


def test_a_file_knows_where_it_is(loader_of: LoaderOf) -> None:
    source = (
        "from pathlib import Path\nTEXT = (Path(__file__).parent / 'data.txt').read_text()\ndef f():\n    return TEXT\n"
    )
    assert value_of(loader_of({"sub.py": source, "data.txt": "so"}), "sub.py") == "so"


def test_classes_can_be_pickled_and_dataclasses_made(loader_of: LoaderOf) -> None:
    source = (
        "from __future__ import annotations\nimport dataclasses, pickle\n"
        "@dataclasses.dataclass\nclass Cache:\n    x: int\n    y: dataclasses.KW_ONLY = 0\n"
        "def f():\n    return pickle.loads(pickle.dumps(Cache(1))).x\n"
    )
    assert value_of(loader_of({"sub.py": source}), "sub.py") == 1
