"""A submission's files, loaded in this process; what they leave behind in the interpreter is taken away again."""

import random
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from grader.sandbox.worker.desk import Desk
from grader.sandbox.worker.loader import Loader

Files = Mapping[str, str | bytes]


@pytest.fixture
def interpreter() -> Iterator[None]:
    """The interpreter's modules, path and random numbers are afterwards what they were before."""
    modules, path, state = set(sys.modules), list(sys.path), random.getstate()
    yield
    for name in set(sys.modules) - modules:
        del sys.modules[name]
    sys.path[:] = path
    random.setstate(state)


@pytest.fixture
def folder_of(tmp_path: Path) -> Callable[[Files], Path]:
    """`folder_of({"conv.py": "..."})` writes the files of a submission and gives its folder."""

    def make(files: Files) -> Path:
        folder = tmp_path / "handed_in"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return make


@pytest.fixture
def loader_of(folder_of: Callable[[Files], Path], interpreter: None) -> Callable[[Files], Loader]:
    """`loader_of({"conv.py": "..."})` is a loader for a submission of these files, whose path is as in a worker."""

    def make(files: Files) -> Loader:
        folder = folder_of(files)
        sys.path += [str(folder), str(folder.parent)]
        return Loader(folder)

    return make


@pytest.fixture
def desk_of(loader_of: Callable[[Files], Loader]) -> Callable[[str], Desk]:
    """`desk_of("def f(x): ...")` is a desk at which a submission of one file, sub.py, sits; it is loaded."""

    def make(source: str) -> Desk:
        desk = Desk(loader_of({"sub.py": source}))
        assert desk.answer("load", "sub.py", "f")[0] == "ok"
        return desk

    return make
