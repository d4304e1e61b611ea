"""What is in the handout: all that a student needs, the same bytes each time, in a zip that goes anywhere."""

import io
import os
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from grader.cli.handout import LARGEST
from grader.errors import InputError
from grader.exam import Exam, from_bytes
from grader.exam.cached import PACKAGE, PROJECT
from grader.exam.hidden import SOLUTIONS
from grader.exam.wrong import wrong_answers
from grader.exercises import EXERCISES
from grader.handout import packing
from grader.handout.packing import MARKER, TOP, packed
from grader.stubs.write import write_stubs
from tests.handout.leaks import EXAM, members

COPIED = ("Makefile", "pyproject.toml", ".constraints.txt", ".gitignore", "LICENSE", "tests/selfcheck")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the handout takes from the project as it is."""
    folder = tmp_path / "project"
    for name in COPIED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, folder / name)
        else:
            shutil.copy(PROJECT / name, folder / name)
    return folder


def test_all_of_it_is_in_one_folder_and_nothing_is_a_program(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    assert all(entry.filename.startswith(f"{TOP}/") for entry in entries)
    assert {entry.external_attr >> 16 for entry in entries} == {stat.S_IFREG | 0o644}


def test_it_goes_through_any_mail(content: bytes) -> None:
    assert len(content) <= LARGEST == 2 * 1024**2


def test_the_stubs_are_those_that_the_solutions_give(content: bytes, tmp_path: Path) -> None:
    write_stubs(SOLUTIONS, tmp_path)
    fresh = {f"assignment/{path.name}": path.read_bytes() for path in tmp_path.iterdir()}
    assert {name: one for name, one in members(content).items() if name.startswith("assignment/")} == fresh


def test_the_exam_is_the_public_one_with_what_known_mistakes_answer(content: bytes, exam: Exam) -> None:
    public = from_bytes(members(content)[EXAM])
    assert (public.digest, public.is_public, public.seed) == (exam.digest, True, None)
    assert public.ready
    assert all(wrong_answers(public, exercise) for exercise in EXERCISES)


def test_of_the_makefile_students_get_their_half(content: bytes) -> None:
    makefile = members(content)["Makefile"].decode()
    for target in ("grade", "test", "page", "hint", "rubric", "clean"):
        assert f"\n{target}:" in makefile
    assert "batch" not in makefile
    assert (PROJECT / "Makefile").read_text(encoding="utf-8").startswith(makefile)


def test_a_makefile_without_the_marker_is_not_guessed_at(public: Exam, project: Path) -> None:
    (project / "Makefile").write_text("grade:\n", encoding="utf-8")
    with pytest.raises(InputError, match=f'Makefile has no line "{MARKER}'):
        packed(public, project, SOLUTIONS)


@pytest.mark.parametrize("name", ["Makefile", "LICENSE", "tests/selfcheck"])
def test_what_is_missing_is_told(public: Exam, project: Path, name: str) -> None:
    (shutil.rmtree if (project / name).is_dir() else os.remove)(project / name)
    with pytest.raises(InputError, match=f"{name}.*make the handout in a checkout"):
        packed(public, project, SOLUTIONS)


def test_the_same_content_gives_the_same_bytes(
    public: Exam, content: bytes, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it lies, whatever its times and modes, and whatever running it has left there."""
    other = tmp_path / "grader"
    shutil.copytree(PACKAGE, other)
    for folder in (other, project):
        for path in folder.rglob("*"):
            os.utime(path, (0, 0))
            path.chmod(0o700)
    (other / "__pycache__").mkdir(exist_ok=True)
    (other / "__pycache__" / "case.pyc").write_bytes(b"")
    (other / ".hidden").write_bytes(b"")
    monkeypatch.setattr(packing, "PACKAGE", other)
    monkeypatch.setattr(packing, "PUBLIC", other / "exam" / "public.npz")
    assert packed(public, project, SOLUTIONS) == content
