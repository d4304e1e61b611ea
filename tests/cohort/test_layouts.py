"""The same submissions in every layout, as a folder and as one zip, are the same class."""

import os
import shutil
import subprocess
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from grader.cohort import digest, on_disk, open_cohort
from grader.intake import open_submission
from tests.cohort.layouts import LAYOUTS, lay_out

NAMES = (
    "Ada Lovelace",
    "김민수",
    unicodedata.normalize("NFD", "Zoë Müller"),
    "Jean-Luc Picard",
    "O'Neil; rm -rf ~",
    "<script>alert(1)</script>",
    "\x1b[2J\u202ename",
    "=cmd|' /C calc'!A0",
    "..",
    "-rf",
)
BOTH = pytest.mark.parametrize("layout", LAYOUTS)


@pytest.fixture(autouse=True)
def yaml_for_gradescope(request: pytest.FixtureRequest) -> None:
    """Gradescope's layout needs PyYAML, which is an extra."""
    if "gradescope" in request.node.name:
        pytest.importorskip("yaml", reason="PyYAML is not installed: `pip install pyyaml` brings it")


@pytest.fixture
def students(tmp_path: Path) -> Mapping[str, Path]:
    """A class in which everybody's work differs."""
    class_ = {}
    for number, name in enumerate(NAMES):
        folder = tmp_path / "given" / str(number)
        folder.mkdir(parents=True)
        (folder / "conv.py").write_text(f"x = {number}\n", encoding="utf-8")
        if number % 2:
            (folder / "합성곱_v2.py").write_text("y = 1\n", encoding="utf-8")
        class_[name] = folder if number % 2 else folder / "conv.py"
    return class_


def safe_names(class_: Mapping[str, Path], layout: str) -> Mapping[str, Path]:
    """Without "..", of which no folder can have the name, and without what is not unpacked of a zip, but listed."""
    name, _dot, is_zip = layout.partition(".")
    impossible = {".."} if name in ("folder", "canvas") else set()
    if is_zip and name not in ("gradescope", "canvas"):
        impossible |= {name for name in class_ if "\x1b" in name}
    return {name: path for name, path in class_.items() if name not in impossible}


@BOTH
def test_every_layout_gives_the_same_contents(layout: str, students: Mapping[str, Path], tmp_path: Path) -> None:
    class_ = safe_names(students, layout)
    with open_cohort(lay_out("moodle", class_, tmp_path / "a")) as cohort:
        expected = sorted(map(digest, cohort.hand_ins))
        assert len(set(expected)) == len(class_)
    with open_cohort(lay_out(layout, class_, tmp_path / "b")) as cohort:
        assert cohort.layout == layout.partition(".")[0].partition("-")[0]
        assert sorted(map(digest, cohort.hand_ins)) == expected
        assert not cohort.older
        assert not cohort.unrecognised


@BOTH
def test_every_hand_in_is_taken_in_under_the_student_s_own_names(
    layout: str, students: Mapping[str, Path], tmp_path: Path
) -> None:
    with open_cohort(lay_out(layout, safe_names(students, layout), tmp_path / "b")) as cohort:
        for hand_in in cohort.hand_ins:
            with on_disk(hand_in) as path, open_submission(path) as submission:
                assert set(submission.files) in ({"conv.py"}, {"conv.py", "합성곱_v2.py"})
                assert not submission.remarks


@BOTH
def test_ids_are_the_same_on_every_run_and_as_a_zip(layout: str, students: Mapping[str, Path], tmp_path: Path) -> None:
    class_ = safe_names(students, layout)
    seen = []
    for number, form in enumerate((layout, layout.partition(".")[0])):
        with open_cohort(lay_out(form, class_, tmp_path / str(number))) as cohort:
            seen.append([(hand_in.id, hand_in.name) for hand_in in cohort.hand_ins])
    assert seen[0] == seen[1]
    assert seen[0] == sorted(seen[0])


@BOTH
def test_nothing_is_left_of_a_class_and_nothing_is_written_into_it(
    layout: str, students: Mapping[str, Path], tmp_path: Path, scratch_place: Path
) -> None:
    path = lay_out(layout, safe_names(students, layout), tmp_path / "b")
    before = {child: child.lstat().st_mtime_ns for child in (path, *path.rglob("*"))}
    with open_cohort(path) as cohort:
        for hand_in in cohort.hand_ins:
            digest(hand_in)
    assert {child: child.lstat().st_mtime_ns for child in (path, *path.rglob("*"))} == before
    assert list(scratch_place.iterdir()) == []


@pytest.mark.parametrize("layout", ["github", "github.zip"])
def test_what_is_in_a_git_folder_is_never_opened_and_git_never_run(
    layout: str, students: Mapping[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lay_out(layout, students, tmp_path / "b")

    def guarded(name: str) -> Any:
        original = getattr(os, name)

        def call(path: Any, *args: Any, **options: Any) -> Any:
            assert isinstance(path, int) or ".git" not in Path(os.fsdecode(path)).parts, path
            return original(path, *args, **options)

        return call

    def no_process(*args: object, **_options: object) -> None:
        raise AssertionError(args)

    for name in ("open", "scandir", "listdir"):
        monkeypatch.setattr(os, name, guarded(name))
    monkeypatch.setattr(subprocess, "Popen", no_process)
    with open_cohort(path) as cohort:
        assert cohort.layout == "github"
        for hand_in in cohort.hand_ins:
            digest(hand_in)
            with on_disk(hand_in) as there, open_submission(there) as submission:
                assert "decoy.py" not in " ".join(submission.files)
        monkeypatch.undo()


@BOTH
def test_a_class_that_is_wrapped_in_two_folders_is_the_same_class(
    layout: str, students: Mapping[str, Path], tmp_path: Path
) -> None:
    plain = layout.partition(".")[0]
    outer = tmp_path / "outer"
    has_one_already = plain in ("gradescope", "github")
    folder = lay_out(plain, safe_names(students, layout), outer if has_one_already else outer / "inner")
    top = Path(shutil.make_archive(str(tmp_path / "all"), "zip", outer)) if layout.endswith(".zip") else outer
    with open_cohort(folder) as bare, open_cohort(top) as wrapped:
        assert [hand_in.id for hand_in in wrapped.hand_ins] == [hand_in.id for hand_in in bare.hand_ins]
        assert all(hand_in.place.startswith(f"{folder.relative_to(outer)}/") for hand_in in wrapped.hand_ins)
