"""Hand-ins to be compared, from texts."""

import re
from collections.abc import Mapping
from pathlib import Path

from grader.similar.alike import Work

PROJECT = Path(__file__).resolve().parents[2]
HONEST = PROJECT / "tests" / "bench" / "submissions"


def work(id: str, texts: Mapping[str, str]) -> Work:
    """A hand-in of these texts."""
    return Work(id, f"name of {id}", lambda: texts)


def folder(path: Path) -> dict[str, str]:
    """The texts of the Python files in a folder."""
    return {file.name: file.read_text(encoding="utf-8-sig") for file in sorted(path.glob("*.py"))}


def renamed(texts: Mapping[str, str]) -> dict[str, str]:
    """The same code, as somebody hands it in who does not want it to be seen: other names, comments, spaces."""
    local = re.compile(
        r"(?<![\w.\"'])(out|x_pad|dx_pad|n|f|i|j|window|rows|cols|stride|pad|H_out|W_out)\b(?!\s*=\s*[^\n]*\))"
    )
    return {
        file: f"# all my own work\n\n{local.sub(lambda name: 'my_' + name[1], text)}".replace(" + ", "  +  ")
        for file, text in texts.items()
    }
