"""The autograder with the whole exam, set up for real: an environment of its own, from an index and from wheels.

It needs a network, as `make setup` does.
"""

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from grader.autograder.packing import packed
from grader.autograder.settings import Settings
from grader.autograder.wheels import PYTHONS, requirements, wheels
from grader.cli.gradescope import CONSTRAINTS
from grader.exam import Exam
from grader.exam.hidden import SOLUTIONS
from tests.autograder.rehearsal import Rehearsal

HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
WRONG = "def conv_output_size(size, kernel, stride, pad):\n    return 1 + (size + pad - kernel) // stride\n"


@pytest.fixture
def root() -> Iterator[Path]:
    """A folder that others may pass through."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def set_up(root: Path, exam: Exam, packages: dict[str, bytes], **environment: str) -> tuple[Rehearsal, str]:
    settings = Settings("full", limits=dataclasses.replace(Settings().limits, call_seconds=1.0))
    rehearsal = Rehearsal(root, packed(exam, settings, requirements(CONSTRAINTS), packages))
    ran = rehearsal.call("source/setup.sh", AUTOGRADER_PYTHONS=sys.executable, **environment)
    assert ran.returncode == 0, ran.stdout
    assert ran.stdout.endswith(f"setup.sh: ready, with Python {sys.version.split()[0]}\n")
    return rehearsal, ran.stdout


def test_from_an_index_it_marks_and_explains(root: Path, exam: Exam) -> None:
    rehearsal, _said = set_up(root, exam, {})
    rehearsal.submit(*SOLUTIONS.glob("*.py"), conv=WRONG)
    ran = rehearsal.run()
    assert (ran.status, ran.has_mark) == (0, True)
    assert 0 < ran.of("conv_output_size") < 4
    assert ran.of("im2col") == 10
    told = "\n".join(test["output"] for test in ran.results["tests"])
    assert "smallest case: size=1 kernel=1 stride=1 pad=2\n" in told
    assert "(pad_on_one_side)" in told  # the answers of misconceptions are in the exam
    for path in (rehearsal.root / "submission").iterdir():
        path.unlink()
    rehearsal.submit(*SOLUTIONS.glob("*.py"))
    assert rehearsal.run().results["score"] >= 90  # the check of speed needs an idle machine


@pytest.mark.skipif(HERE not in PYTHONS, reason=f"the wheels are for Python {' and '.join(PYTHONS)}")
def test_from_wheels_it_needs_no_index(root: Path, exam: Exam) -> None:
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": "/dev/null", "PIP_RETRIES": "0"}
    rehearsal, _said = set_up(root, exam, wheels(requirements(CONSTRAINTS)), **nowhere)
    rehearsal.submit(SOLUTIONS / "pooling.py")
    ran = rehearsal.run()
    assert (ran.status, ran.has_mark, ran.results["score"]) == (0, True, 21)


def test_wheels_for_another_python_are_passed_over_for_the_index(root: Path, exam: Exam) -> None:
    rehearsal, said = set_up(root, exam, {"numpy-2.4.6-cp300-cp300-manylinux_2_28_x86_64.whl": b""})
    assert "No matching distribution" in said
    assert rehearsal.run().has_mark
