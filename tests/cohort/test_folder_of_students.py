"""A plain folder: which items are students, which of several forms counts, what is listed."""

import os
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.cohort import Cohort, digest, forms, open_cohort
from tests.cohort.conftest import named, part_names, reasons

Taken = Callable[..., Cohort]
CODE = b"x = 1\n"


def refusing(original: Callable[..., Any], *names: str) -> Callable[..., Any]:
    """`original`, but for what has one of these names: permission bits don't bind the superuser."""

    def guarded(path: str | Path, *args: object, **options: object) -> Any:
        if os.path.basename(path) in names:
            raise PermissionError(13, "Permission denied")
        return original(path, *args, **options)

    return guarded


def test_folders_files_notebooks_and_archives_are_students(taken: Taken) -> None:
    cohort = taken(
        {"kim/conv.py": CODE, "lee.py": CODE, "park.ipynb": b"{}", "choi.zip": b"PK", "jung.tar.gz": b"", "X.TGZ": b""}
    )
    assert cohort.layout == "folder"
    assert sorted(named(cohort)) == ["X", "choi", "jung", "kim", "lee", "park"]
    assert [hand_in.id for hand_in in cohort.hand_ins] == ["X", "choi", "jung", "kim", "lee", "park"]
    assert {hand_in.place for hand_in in cohort.hand_ins} >= {"kim", "lee.py", "jung.tar.gz"}
    assert part_names(named(cohort)["kim"]) == [""]
    assert part_names(named(cohort)["lee"]) == ["lee.py"]


def test_an_empty_folder_is_a_student_who_handed_in_nothing(taken: Taken) -> None:
    assert sorted(named(taken({"kim": None, "lee.py": CODE}))) == ["kim", "lee"]


def test_of_several_forms_of_one_student_the_newest_counts(taken: Taken) -> None:
    cohort = taken({"kim.zip": b"PK", "kim.py": CODE, "kim/conv.py": CODE, "kim/old.py": CODE, "lee.py": CODE})
    assert named(cohort)["kim"].place == "kim"
    assert reasons(cohort.older) == {
        "kim.py": "kim.py is not graded: kim is newer",
        "kim.zip": "kim.zip is not graded: kim is newer",
    }
    assert not cohort.unrecognised


def test_a_folder_is_as_new_as_its_newest_file_not_as_its_copy(class_of: Callable[..., Path]) -> None:
    top = class_of({"kim/src/conv.py": CODE, "kim/.git/index": CODE, "kim.zip": b"PK", "lee.py": CODE})
    os.utime(top / "kim", (2e9, 2e9))
    os.utime(top / "kim" / ".git" / "index", (2e9, 2e9))
    with open_cohort(top) as cohort:
        assert named(cohort)["kim"].place == "kim.zip"


def test_forms_of_one_age_are_chosen_by_name(class_of: Callable[..., Path]) -> None:
    top = class_of({"kim.zip": b"PK", "kim.py": CODE, "lee.py": CODE})
    os.utime(top / "kim.zip", (1, 1))
    os.utime(top / "kim.py", (1, 1))
    with open_cohort(top) as cohort:
        assert named(cohort)["kim"].place == "kim.py"


def test_students_who_differ_in_capitals_or_in_the_form_of_an_accent_stay_two(taken: Taken) -> None:
    composed, decomposed = (unicodedata.normalize(form, "Zoë") for form in ("NFC", "NFD"))
    cohort = taken({"Hong.py": CODE, "hong.py": b"y", f"{composed}/a.py": CODE, f"{decomposed}/b.py": CODE})
    assert len({hand_in.id.casefold() for hand_in in cohort.hand_ins}) == 4
    assert not cohort.older


def test_what_tools_leave_is_skipped_and_all_else_is_listed(class_of: Callable[..., Path]) -> None:
    top = class_of({"kim.py": CODE, ".DS_Store": b"", "__pycache__/x.pyc": b"", "README.md": b"", "lee.rar": b""})
    (top / "link").symlink_to("kim.py")
    (top / "folder link").symlink_to("/etc")
    os.mkfifo(top / "pipe")
    with open_cohort(top) as cohort:
        assert sorted(named(cohort)) == ["kim"]
        assert reasons(cohort.unrecognised) == {
            "README.md": "README.md is no submission: neither a folder nor a .py, .ipynb, .zip or .tar.gz file",
            "folder link": "folder link is a link, and links are not followed",
            "lee.rar": "lee.rar is packed in a way that is not taken in: unpack it into a folder",
            "link": "link is a link, and links are not followed",
            "pipe": "pipe is neither a file nor a folder",
        }


def test_a_folder_that_cannot_be_read_is_listed(class_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    top = class_of({"kim/conv.py": CODE, "lee.py": CODE})
    monkeypatch.setattr(os, "scandir", refusing(os.scandir, "kim"))
    with open_cohort(top) as cohort:
        assert sorted(named(cohort)) == ["lee"]
        told = "kim can't be read (permission denied): check its permissions"
        assert reasons(cohort.unrecognised) == {"kim": told}


def test_a_name_that_is_an_attack_is_kept_and_told_harmlessly(taken: Taken) -> None:
    attack = "\x1b[2J\u202ekim\n::set-env"
    cohort = taken({f"{attack}/conv.py": CODE, f"{attack}.txt": b"", "lee.py": CODE})
    assert named(cohort)[attack].students[0].name == attack
    assert all(hand_in.id.isprintable() for hand_in in cohort.hand_ins)
    (reason,) = reasons(cohort.unrecognised).values()
    assert "\\x1b[2J\\u202ekim\\n::set-env.txt" in reason


def test_a_folder_around_one_archive_is_that_archive(class_of: Callable[..., Path]) -> None:
    top = class_of({"kim/report.pdf": b"", "kim/hw/hw.zip": b"PK", "kim/.git/x.py": b"", "lee/a.zip": b"PK"})
    (top / "lee" / "b.tar.gz").write_bytes(b"")
    with zipfile.ZipFile(top / "park.zip", "w") as archive:
        archive.writestr("conv.py", CODE)
    with open_cohort(top) as cohort:
        kim, lee = named(cohort)["kim"], named(cohort)["lee"]
        assert (part_names(kim), kim.place) == (["hw.zip"], "kim")
        assert part_names(lee) == [""]  # which of the two, nobody knows
        assert len(digest(kim)) == 64


def test_sources_in_a_virtual_environment_are_not_the_student_s(taken: Taken) -> None:
    cohort = taken({"kim/hw.zip": b"PK", "kim/my/pyvenv.cfg": b"", "kim/my/lib.py": CODE, "lee.py": CODE})
    assert part_names(named(cohort)["kim"]) == ["hw.zip"]


def test_a_form_that_cannot_be_read_leaves_the_student_the_other_one(
    class_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    top = class_of({"kim/conv.py": CODE, "kim.py": CODE, "lee/a/conv.py": CODE, "lee/hw.zip": b"PK"})
    monkeypatch.setattr(os, "scandir", refusing(os.scandir, "kim", "a"))
    with open_cohort(top) as cohort:
        assert named(cohort)["kim"].place == "kim.py"
        assert sorted(reasons(cohort.unrecognised)) == ["kim"]
        assert part_names(named(cohort)["lee"]) == ["hw.zip"]


def test_of_a_huge_folder_the_first_names_are_looked_at(
    class_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    top = class_of({"kim/hw.zip": b"PK", "kim/a/b/c/d.py": CODE, "lee.py": CODE})
    monkeypatch.setattr(forms, "MAX_SEEN", 3)
    with open_cohort(top) as cohort:
        assert part_names(named(cohort)["kim"]) == ["hw.zip"]


def test_an_archive_beside_a_source_is_not_the_submission(taken: Taken) -> None:
    cohort = taken({"kim/hw.zip": b"PK", "kim/deep/er/conv.py": CODE, "lee.py": CODE})
    assert part_names(named(cohort)["kim"]) == [""]


@pytest.mark.parametrize(
    "files", [["conv.py"], ["conv.py", "im2col.py", "notes.txt"], ["layers.py"], ["conv.ipynb", "pooling.py", "a/b.py"]]
)
def test_a_folder_of_the_handout_s_files_is_one_submission(
    files: list[str], class_of: Callable[..., Path], refusal: Callable[[Path], str]
) -> None:
    sentence = refusal(class_of(dict.fromkeys(files, CODE)))
    assert sentence.endswith("looks like one submission, not like a class: grade it with `grade`")


def test_a_student_who_is_called_like_a_file_of_the_handout_is_no_reason(taken: Taken) -> None:
    assert sorted(named(taken({"conv.py": CODE, "kim.py": CODE, "lee/conv.py": CODE}))) == ["conv", "kim", "lee"]


def test_a_class_of_one_student_is_not_taken_for_a_wrapper(taken: Taken) -> None:
    assert sorted(named(taken({"kim/conv.py": CODE, "kim/im2col.py": CODE}))) == ["kim"]
    assert sorted(named(taken({"kim/mine.py": CODE}, "other"))) == ["kim"]


def test_students_files_in_a_folder_alone_are_unwrapped(taken: Taken) -> None:
    cohort = taken({"hw1/kim.py": CODE, "hw1/lee.py": CODE, ".DS_Store": b""})
    assert {name: hand_in.place for name, hand_in in named(cohort).items()} == {
        "kim": "hw1/kim.py",
        "lee": "hw1/lee.py",
    }


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "holds no submissions: name the folder that they are in"),
        ({".DS_Store": b""}, "holds no submissions: name the folder that they are in"),
        ({"a.txt": b""}, "holds no submissions: a.txt is no submission: neither a folder nor"),
    ],
)
def test_a_folder_without_submissions_is_refused(
    files: dict[str, bytes], told: str, class_of: Callable[..., Path], refusal: Callable[[Path], str]
) -> None:
    assert told in refusal(class_of(files))


def test_what_is_no_folder_and_no_zip_is_refused(tmp_path: Path, refusal: Callable[[Path], str]) -> None:
    (tmp_path / "conv.py").write_bytes(CODE)
    assert "conv.py is no class: name a folder of submissions" in refusal(tmp_path / "conv.py")
    assert refusal(tmp_path / "none\x1b").endswith("none\\x1b does not exist: check the path")
    assert "is no class" in refusal(Path("/dev/null"))
    (tmp_path / "loop").symlink_to("loop")
    assert "loop can't be read" in refusal(tmp_path / "loop")


@pytest.mark.parametrize(("function", "name"), [("scandir", "class"), ("open", "class.zip"), ("scandir", "inner")])
def test_a_class_that_cannot_be_read_is_refused(
    function: str,
    name: str,
    class_of: Callable[..., Path],
    refusal: Callable[[Path], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = class_of({"inner/kim.py": CODE})
    if name == "class.zip":
        path = path.with_suffix(".zip")
        path.write_bytes(b"PK")
    monkeypatch.setattr(os, function, refusing(getattr(os, function), name))
    assert f"{name} can't be read (permission denied): check its permissions" in refusal(path)
