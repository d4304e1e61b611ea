"""How many submissions a second the peers grade: `otter run`, and gradescope-utils' harness, on the checks of ours.

    rate(peer, submissions, exam)       submissions a second, two processes side by side

Both grade one submission with one process, and leave it to their users to run several. They are installed in an
environment of their own (see the Makefile), with some ninety packages that nothing else here needs.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from grader.exam import Exam, save
from grader.exercises import EXERCISES
from tests.bench.made_class import CORRECT, made_class, without_bias

PROJECT = Path(__file__).resolve().parents[3]
PEERS = Path(sys.prefix) / "peers" / "bin"

NOTEBOOK = "".join(f"from {stem} import *\n" for stem in dict.fromkeys(exercise.stem for exercise in EXERCISES))
TEST_FILE = """\
from tests.bench.peers.otter_tests import test_cases

OK_FORMAT = False
name = {name!r}
globals().update(test_cases(name))
"""


@dataclass(frozen=True)
class Peer:
    """A tool that grades one submission.

    `hand_in` makes of a student's folder what the tool takes, in another folder. `command` grades that, and writes
    results.json into a folder; what it needs besides has been laid into `kit` by `prepare`.
    """

    name: str
    prepare: Callable[[Path], None]
    hand_in: Callable[[Path, Path], Path]
    command: Callable[[Path, Path, Path], list[str]]  # kit, what was handed in, folder for the results


def as_it_is(folder: Path, place: Path) -> Path:
    """The folder itself."""
    return folder


def zipped(folder: Path, place: Path) -> Path:
    """The files in a zip, with a notebook that imports all of them: Otter-Grader takes one notebook or one script."""
    path = place / f"{folder.name}.zip"
    cell: dict[str, object] = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [{**cell, "source": NOTEBOOK}]}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("assignment.ipynb", json.dumps(notebook))
        for file in folder.iterdir():
            archive.write(file, file.name)
    return path


def autograder_zip(kit: Path) -> None:
    """What `otter generate` would pack, but for what sets up a container."""
    with zipfile.ZipFile(kit / "autograder.zip", "w") as archive:
        archive.writestr("otter_config.json", json.dumps({"pdf": False}))
        for exercise in EXERCISES:
            archive.writestr(f"tests/{exercise.name}.py", TEST_FILE.format(name=exercise.name))


GRADESCOPE_UTILS = Peer(
    "gradescope-utils",
    prepare=lambda _kit: None,
    hand_in=as_it_is,
    command=lambda _kit, handed_in, results: [
        *(str(PEERS / "python"), "-m", "tests.bench.peers.gradescope_tests"),
        *(str(handed_in), str(results / "results.json")),
    ],
)
OTTER = Peer(
    "otter run",
    prepare=autograder_zip,
    hand_in=zipped,
    command=lambda kit, handed_in, results: [
        *(str(PEERS / "otter"), "run", "--no-logo", "--autograder", str(kit / "autograder.zip")),
        *("--output-dir", str(results), str(handed_in)),
    ],
)


class PeerFailedError(Exception):
    """It ended without a result: Jupyter's kernels, started side by side, now and then take the same port."""


def rate(peer: Peer, submissions: int, exam: Exam, jobs: int = 2) -> float:
    """Submissions a second, `jobs` processes side by side.

    One that is wrong goes first, unmeasured: it must lose points, and leaves compiled modules behind for the others,
    who must have full marks.
    """
    with tempfile.TemporaryDirectory() as place:
        kit, zips = Path(place) / "kit", Path(place) / "zips"
        kit.mkdir()
        zips.mkdir()
        save(replace(exam, wrong={}), kit / "exam.npz")
        peer.prepare(kit)
        wrong = peer.hand_in(without_bias(Path(place)), zips)
        handed_in = [peer.hand_in(folder, zips) for folder in made_class(Path(place) / "class", submissions)]
        score, most = graded(peer, kit, wrong)
        assert score < most, f"{peer.name} gives full marks to what is wrong"
        with ThreadPoolExecutor(jobs) as pool:
            start = time.perf_counter()
            scores = list(pool.map(lambda path: graded(peer, kit, path), handed_in))
            seconds = time.perf_counter() - start
    for score, most in scores:
        assert score == most == 100, f"{peer.name} gives {score:g} of {most:g} points to {CORRECT.name}"
    return submissions / seconds


def graded(peer: Peer, kit: Path, handed_in: Path) -> tuple[float, float]:
    """The points that the peer gives, and the most it has to give."""
    with tempfile.TemporaryDirectory(dir=kit) as results:
        command = peer.command(kit, handed_in, Path(results))
        environment = {
            **os.environ,
            "EXAM": str(kit / "exam.npz"),
            "HOME": str(kit),  # Jupyter writes there
            "OPENBLAS_NUM_THREADS": "1",  # as in our workers: quicker, with small arrays and no core to spare
            "PYTHONPATH": str(PROJECT),
        }
        done = subprocess.run(command, cwd=results, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # our own files
        if done.returncode != 0:
            raise PeerFailedError(f"{peer.name} fails: {done.stderr}")
        tests = json.loads((Path(results) / "results.json").read_text())["tests"]
    return sum(test.get("score", 0) for test in tests), sum(test.get("max_score", 0) for test in tests)
