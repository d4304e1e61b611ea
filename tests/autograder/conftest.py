"""A zip with a short exam and tight limits, and a place in which it is laid out."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.autograder.packing import packed
from grader.autograder.settings import Settings
from grader.exam import Exam
from grader.sandbox.limits import Limits
from tests.autograder.rehearsal import Rehearsal

TIGHT = Limits(0.2, exercise_seconds=0.5, submission_seconds=4.0, memory_mib=512, load_seconds=0.2, timeouts=1)


@pytest.fixture(scope="session")
def zipped(short_exam: Exam) -> bytes:
    """The zip's content."""
    return packed(short_exam, Settings(limits=TIGHT), "numpy==2.4.6\n", {})


@pytest.fixture
def bare(zipped: bytes) -> Iterator[Rehearsal]:
    """The zip laid out, in a folder that others may pass through, as on Gradescope."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Rehearsal(Path(folder), zipped)


@pytest.fixture
def rehearsal(bare: Rehearsal) -> Rehearsal:
    """The same, with a Python."""
    bare.set_up()
    return bare
