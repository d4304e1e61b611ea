"""The command line, called in this process."""

import contextlib
import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.cli.main import main
from grader.exam import Exam, save
from grader.report.result import Report
from tests.report.reports import MIXED


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    status: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one sentence of a command that could not do what it was told."""
        assert "Traceback" not in self.err
        last = self.err.strip().split("\n")[-1]
        if not last.startswith("python -m grader"):  # argparse shows the usage first
            assert self.err == last + "\n"
        return last


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("grade", path)` runs a command."""
    monkeypatch.delenv("GRADER_SEED", raising=False)

    def command(*arguments: object) -> Ran:
        capsys.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stopped:  # argparse leaves this way
            status = int(str(stopped.code))
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return command


@pytest.fixture(scope="session")
def exam_file(short_exam: Exam, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The short exam as a file."""
    path = tmp_path_factory.mktemp("exam") / "exam.npz"
    save(short_exam, path)
    return path


@pytest.fixture
def no_nursery(monkeypatch: pytest.MonkeyPatch) -> None:
    """Grading has no place for workers, where none is needed."""
    monkeypatch.setattr("grader.cli.grade.Nursery", contextlib.nullcontext)
    monkeypatch.setattr("grader.cli.choose_isolation.demand", lambda _isolation, _nursery: "")


@pytest.fixture
def told(no_nursery: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Grading gives a fixed report, at once; only the exam is the one that was chosen."""

    def graded(_path: Path, exam: Exam, *_rest: object, explained: bool, **_others: object) -> Report:
        return dataclasses.replace(MIXED, exam=exam.digest)

    monkeypatch.setattr("grader.cli.grade.grade", graded)


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """One function right, one wrong, the others missing."""
    path = tmp_path / "hong.py"
    path.write_text(
        "def conv_output_size(size, kernel, stride, pad):\n    return 1 + (size + 2 * pad - kernel) // stride\n\n\n"
        "def im2col(x, HH, WW, stride=1, pad=0):\n    print('나는 im2col')\n    return x\n",
        encoding="utf-8",
    )
    return path
