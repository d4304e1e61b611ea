"""Handouts on disk, and commands in them."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path


def unpacked(content: bytes, folder: Path) -> Path:
    """A zip laid out in `folder`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def run(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python WORDS` in a handout, with this Python, and nothing of this repository."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "GRADER_SEED")}
    return subprocess.run(  # noqa: S603  # our own program
        [sys.executable, *words],
        cwd=home,
        env={**kept, "LANGUAGE": "en", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
