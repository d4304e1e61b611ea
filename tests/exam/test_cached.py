"""An exam is drawn once for a seed, kept on disk, and drawn anew when anything that it depends on has changed."""

import builtins
import shutil
import zlib
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from grader.errors import InputError
from grader.exam import Exam, cached, draw, load, save
from grader.exam.cached import exam_for
from grader.exam.hidden import SOLUTIONS
from grader.exam.wrong import wrong_answers
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.exercises.conv import conv_forward
from tests.exam.test_paper import small_exam


class Drawing:
    """Stands in for the drawing of an exam, and counts."""

    def __init__(self) -> None:
        self.seeds: list[int] = []

    def __call__(self, seed: int, solutions: Path) -> Exam:
        """Draw."""
        if not solutions.is_dir():
            raise InputError("no solutions")
        self.seeds.append(seed)
        return small_exam(seed=seed)


@pytest.fixture
def drawing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drawing:
    """A project of its own, with an empty cache, a home of its own, and a drawing that is counted."""
    drawing = Drawing()
    monkeypatch.setattr(draw, "draw_exam", drawing)
    monkeypatch.setattr(cached, "PROJECT", tmp_path / "project")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    return drawing


@pytest.fixture
def solutions(tmp_path: Path) -> Path:
    """A copy of the solutions."""
    folder = tmp_path / "solutions"
    folder.mkdir()
    for path in SOLUTIONS.glob("*.py"):
        shutil.copy(path, folder)
    return folder


def kept(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.npz"))


@pytest.mark.usefixtures("drawing")
def test_an_exam_is_kept_in_the_project(tmp_path: Path) -> None:
    exam = exam_for(5)
    (path,) = kept(tmp_path / "project")
    assert load(path).digest == exam.digest
    assert not kept(tmp_path / "home")


def test_an_exam_is_drawn_once_for_a_seed(drawing: Drawing) -> None:
    assert [exam_for(seed).seed for seed in (5, 6, 5, 6)] == [5, 6, 5, 6]
    assert drawing.seeds == [5, 6]


def test_an_exam_is_drawn_anew_when_a_solution_has_changed(drawing: Drawing, solutions: Path) -> None:
    exam_for(5, solutions)
    with (solutions / "pooling.py").open("a", encoding="utf-8") as file:
        file.write("# another word\n")
    exam_for(5, solutions)
    assert drawing.seeds == [5, 5]


@pytest.mark.parametrize("source", ["shapes.py", "cases.py", "exam/draw.py", "exercises/conv.py"])
def test_an_exam_is_drawn_anew_when_what_draws_it_has_changed(
    drawing: Drawing, source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "grader"
    shutil.copytree(cached.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(cached, "PACKAGE", package)
    exam_for(5)
    with (package / source).open("a", encoding="utf-8") as file:
        file.write("# another word\n")
    exam_for(5)
    assert drawing.seeds == [5, 5]


@pytest.mark.parametrize("library", ["numpy", "hypothesis"])
def test_an_exam_is_drawn_anew_with_another_version_of_a_library(
    drawing: Drawing, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = find_spec(library)
    assert installed is not None
    assert installed.origin is not None
    version = Path(installed.origin).with_name("version.py")
    read_bytes = Path.read_bytes
    exam_for(5)
    monkeypatch.setattr(Path, "read_bytes", lambda path: b"version = '99'" if path == version else read_bytes(path))
    exam_for(5)
    exam_for(5)
    assert drawing.seeds == [5, 5]


def test_a_damaged_cache_is_drawn_anew(drawing: Drawing, tmp_path: Path) -> None:
    exam_for(5)
    (path,) = kept(tmp_path / "project")
    path.write_bytes(path.read_bytes()[:100])
    assert exam_for(5).digest == small_exam(seed=5).digest
    assert drawing.seeds == [5, 5]
    assert load(path).digest == small_exam(seed=5).digest


def test_a_damaged_cache_that_cannot_be_removed_is_no_obstacle(
    drawing: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exam_for(5)
    (path,) = kept(tmp_path / "project")
    path.write_bytes(b"damaged")
    monkeypatch.setattr(cached, "save", _no_room)
    monkeypatch.setattr(Path, "unlink", _no_room)
    assert exam_for(5).digest == small_exam(seed=5).digest
    assert drawing.seeds == [5, 5]


def test_in_a_project_that_cannot_be_written_the_exam_is_kept_at_home(
    drawing: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Permission bits would not do: they don't bind the superuser, who runs the tests in many containers.
    monkeypatch.setattr(cached, "save", _only_below(tmp_path / "home", save))
    exam_for(5)
    assert exam_for(5).seed == 5
    assert drawing.seeds == [5]
    assert [path.parent.name for path in kept(tmp_path)] == ["conv-grader"]


def test_without_any_place_to_keep_it_an_exam_is_drawn_every_time(
    drawing: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached, "save", _no_room)
    assert [exam_for(5).seed, exam_for(5).seed] == [5, 5]
    assert drawing.seeds == [5, 5]
    assert not kept(tmp_path)


def test_an_exam_that_is_kept_needs_no_hypothesis(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    exam_for(5)
    original = builtins.__import__

    def without(name: str, *rest: Any, **options: Any) -> Any:
        if name.startswith(("hypothesis", "grader.exam.draw")):
            raise ImportError(name)
        return original(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    assert exam_for(5).seed == 5
    with pytest.raises(ImportError, match=r"grader\.exam\.draw"):
        exam_for(6)


@pytest.mark.usefixtures("drawing")
def test_without_solutions_an_exam_must_be_given(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        exam_for(5, tmp_path / "nothing")


def _no_room(*_arguments: object, **_options: object) -> None:
    raise OSError(30, "Read-only file system")


def _only_below(folder: Path, original: Callable[[Exam, Path], None]) -> Callable[[Exam, Path], None]:
    def saved(exam: Exam, path: Path) -> None:
        if not path.is_relative_to(folder):
            _no_room()
        original(exam, path)

    return saved


# What misconceptions answer, which is drawn when somebody needs to know.


@pytest.fixture
def asked(drawing: Drawing, solutions: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The exercises whose misconceptions were asked, in turn; the solutions have one file about them."""
    names: list[str] = []

    def columns(exercise: Exercise, exam: Exam, solutions: Path) -> bytes:
        names.append(exercise.name)
        return zlib.compress(b"[]")

    (solutions / "misconceptions").mkdir()
    (solutions / "misconceptions" / "conv.py").write_text("# one\n")
    monkeypatch.setattr(cached, "columns", columns)
    return names


def test_wrong_answers_are_drawn_at_need_and_once(asked: list[str], solutions: Path) -> None:
    assert not asked
    for _time in range(2):
        exam = exam_for(5, solutions)
        assert [wrong_answers(exam, conv_forward) for _time in range(2)] == [[], []]
    assert asked == ["conv_forward_naive"]


def test_whoever_waits_for_a_drawing_is_told_once_for_what(asked: list[str], solutions: Path) -> None:
    told: list[str] = []
    exam = exam_for(5, solutions, told.append)
    for exercise in EXERCISES:
        wrong_answers(exam, exercise)
    assert asked == [exercise.name for exercise in EXERCISES]
    assert [sentence.split(",")[0] for sentence in told] == ["Drawing the exam", "Working out how known faults answer"]


def test_other_words_about_a_misconception_are_no_new_exam(asked: list[str], drawing: Drawing, solutions: Path) -> None:
    wrong_answers(exam_for(5, solutions), conv_forward)
    (solutions / "misconceptions" / "conv.py").write_text("# two\n")
    wrong_answers(exam_for(5, solutions), conv_forward)
    assert len(asked) == 2
    assert drawing.seeds == [5]


def test_damaged_wrong_answers_are_drawn_anew(asked: list[str], solutions: Path, tmp_path: Path) -> None:
    wrong_answers(exam_for(5, solutions), conv_forward)
    (path,) = (tmp_path / "project").rglob("wrong-*")
    path.write_bytes(b"nothing")
    assert wrong_answers(exam_for(5, solutions), conv_forward) == []
    assert len(asked) == 2


def test_an_exam_s_file_has_all_of_them(asked: list[str], solutions: Path, tmp_path: Path) -> None:
    save(exam_for(5, solutions), tmp_path / "exam.npz")
    assert asked == [exercise.name for exercise in EXERCISES]
    assert list(load(tmp_path / "exam.npz").wrong) == asked
