"""Archives and unreadable files, made for one test."""

import errno
import io
import os
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from grader.errors import InputError
from grader.escape import printable
from grader.intake import open_submission


@pytest.fixture
def refusal() -> Callable[[Path | str], str]:
    """`refusal(path)` is the one sentence with which `path` is refused."""

    def told(path: Path | str) -> str:
        with pytest.raises(InputError) as raised, open_submission(path):
            pass
        sentence = str(raised.value)
        assert printable(sentence, len(sentence)) == sentence
        return sentence

    return told


@pytest.fixture
def folder_of(tmp_path: Path) -> Callable[..., Path]:
    """`folder_of({"conv.py": b"..."}, "hw")` writes a folder with these files and gives its path."""

    def make(files: Mapping[str, bytes], name: str = "hw") -> Path:
        folder = tmp_path / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder

    return make


@pytest.fixture
def zip_of(tmp_path: Path) -> Callable[..., Path]:
    """`zip_of({"conv.py": b"..."}, "hw.zip")` writes a zip of these members and gives its path."""

    def make(members: Mapping[str, bytes], name: str = "hw.zip") -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        return path

    return make


@pytest.fixture
def tar_of(tmp_path: Path) -> Callable[..., Path]:
    """`tar_of([(TarInfo, content), ...], "hw.tar.gz")` writes a tar of these members and gives its path."""

    def make(members: list[tuple[tarfile.TarInfo, bytes]], name: str = "hw.tar.gz", **options: Any) -> Path:
        path = tmp_path / name
        with tarfile.open(path, "w" if name.endswith(".tar") else "w:gz", **options) as archive:
            for info, content in members:
                info.size = len(content) or info.size
                archive.addfile(info, io.BytesIO(content) if content else None)
        return path

    return make


@pytest.fixture
def in_both(zip_of: Callable[..., Path], tar_of: Callable[..., Path]) -> Callable[[list[str]], list[Path]]:
    """`in_both(["a.py"])` writes a zip and a tar with files of these names beside a good one."""

    def make(names: list[str]) -> list[Path]:
        members = dict.fromkeys(["conv.py", *names], b"def im2col(x):\n    return x\n")
        return [
            zip_of(members),
            tar_of([(tarfile.TarInfo(name), content) for name, content in members.items()]),
        ]

    return make


@pytest.fixture
def scratch_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder of the system during this test, three levels below `tmp_path`."""
    place = tmp_path / "a" / "b" / "scratch"
    place.mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(place))
    return place


@pytest.fixture
def forbid(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`forbid("conv.py")` makes opening any file or folder of that name fail as without permission.

    Permission bits would not do: they don't bind the superuser, who runs the tests in many containers.
    """

    def make(name: str) -> None:
        for function in ("open", "scandir"):
            monkeypatch.setattr(os, function, _refusing(getattr(os, function), name))

    return make


def _refusing(original: Callable[..., Any], name: str) -> Callable[..., Any]:
    def guarded(path: Any, *args: Any, **options: Any) -> Any:
        if not isinstance(path, int) and os.path.basename(path) == name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return original(path, *args, **options)

    return guarded
