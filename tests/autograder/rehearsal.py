"""Gradescope's /autograder in a folder of ours, in which the real run_autograder is called."""

import io
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.autograder.documented import documented, is_a_mark


@dataclass(frozen=True)
class Ran:
    """What came of one submission. `out` is what the instructor sees, `results` the content of results.json."""

    status: int
    out: str
    results: dict[str, Any]

    @property
    def has_mark(self) -> bool:
        """Whether there is a score, for all of the rubric then."""
        if is_a_mark(self.results):
            assert sum(test["max_score"] for test in self.results["tests"]) == 100
            assert sum(test["score"] for test in self.results["tests"]) == self.results["score"]
        return is_a_mark(self.results)

    def of(self, name: str) -> float:
        """What was earned in one exercise."""
        return float(sum(test["score"] for test in self.results["tests"] if test["name"].startswith(f"{name}: ")))


class Rehearsal:
    """An /autograder in `root`: the zip's content in source/, and run_autograder where Gradescope copies it to."""

    def __init__(self, root: Path, content: bytes) -> None:
        self.root = root
        self.source = root / "source"
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                path = Path(archive.extract(member, self.source))
                path.chmod(member.external_attr >> 16)  # which `extract` leaves behind, and `unzip` doesn't
        shutil.copy(self.source / "run_autograder", root)
        (root / "results").mkdir()
        (root / "submission").mkdir()
        (root / "submission_metadata.json").write_text("{}")

    def set_up(self) -> None:
        """What setup.sh makes, at once: an environment whose Python is ours."""
        python = self.root / "venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        python.chmod(0o755)

    def submit(self, *sources: Path, **texts: str) -> None:
        """Hand in these files, and files `name`.py with these texts."""
        for source in sources:
            shutil.copy(source, self.root / "submission")
        for stem, text in texts.items():
            (self.root / "submission" / f"{stem}.py").write_text(text, encoding="utf-8")

    def run(self) -> Ran:
        """Call run_autograder as Gradescope does, and look at what it leaves."""
        ran = self.call("run_autograder")
        results = documented((self.root / "results" / "results.json").read_text(encoding="utf-8"))
        return Ran(ran.returncode, ran.stdout, results)

    def call(self, program: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Call one of the zip's programs; what it prints is all in one stream."""
        return subprocess.run(  # noqa: S603  # our own
            [self.root / program],
            cwd=self.root,
            env=os.environ | {"AUTOGRADER_ROOT": str(self.root)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=300,
        )
