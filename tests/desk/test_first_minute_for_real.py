"""The first minute with a real Python and a real pip, as far as it goes without a network: half a minute."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]


def test_a_real_environment_in_a_folder_of_any_name_waits_for_the_network(tmp_path: Path) -> None:
    folder = tmp_path / 'my "homework": 합성곱 50% #1 $x'
    shutil.copytree(PROJECT / "grader", folder / "grader", ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("Makefile", ".constraints.txt", "pyproject.toml"):
        shutil.copy(PROJECT / file, folder)
    outside = {name: value for name, value in os.environ.items() if not name.startswith("M")}  # none of make's own
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_NO_CACHE_DIR": "1", "PYTHON": sys.executable}
    ran = subprocess.run(
        ["make", "grade"],  # noqa: S607
        cwd=folder,
        env=outside | nowhere,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stdout == "Setting up in .venv, once: about half a minute ...\n"
    told = 'because the network does not answer: connect to it, then run "make grade" again.\nmake: *** '
    assert told in ran.stderr
    assert ran.stderr.count("\n") == 2
    python = folder / ".venv" / "bin" / "python"
    assert subprocess.run([python, "-m", "pip", "--version"], check=True, capture_output=True).stdout  # noqa: S603
    assert not (folder / ".venv" / ".student-ready").exists()
    ran = subprocess.run([python, "-m", "grader", "rubric"], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    assert (ran.returncode, ran.stderr.startswith("grader: numpy is not installed for ")) == (2, True)
