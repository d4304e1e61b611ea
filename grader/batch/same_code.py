"""Whether two processes grade with the same code: what marks and words hang on, as versions to compare."""

import functools
import hashlib
import sys
from dataclasses import dataclass, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Code:
    """What a process grades with; `grader` is a digest of all files of the package."""

    grader: str
    python: str
    numpy: str
    hypothesis: str

    def sentence(self, ours: "Code") -> str:
        """What another process has that is not as `ours`; empty if all is the same."""
        differing = [one.name for one in fields(self) if getattr(self, one.name) != getattr(ours, one.name)]
        if "grader" in differing:
            return "its grader is another version than ours: install the same one on every machine"
        told = [f"{_NAMES[name]} {getattr(self, name)} where we have {getattr(ours, name)}" for name in differing]
        return f"it has {', '.join(told)}: install the same versions on every machine" if told else ""


_NAMES = {"python": "Python", "numpy": "NumPy", "hypothesis": "Hypothesis"}


@functools.cache
def code_here() -> Code:
    """What this process grades with."""
    python = ".".join(map(str, sys.version_info[:2]))
    return Code(_digest(_PACKAGE), python, _version("numpy"), _version("hypothesis"))


def _digest(folder: Path) -> str:
    told = hashlib.sha256()
    paths = [path for path in folder.rglob("*") if path.is_file() and not _is_left_by_tools(path.relative_to(folder))]
    for path in sorted(paths, key=lambda path: path.relative_to(folder).as_posix()):
        content = path.read_bytes()
        told.update(f"{path.relative_to(folder).as_posix()}\n{len(content)}\n".encode() + content)
    return told.hexdigest()


def _is_left_by_tools(path: Path) -> bool:
    return any(part == "__pycache__" or part.startswith(".") or part.endswith("~") for part in path.parts)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(none)"
