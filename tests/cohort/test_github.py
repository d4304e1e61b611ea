"""GitHub Classroom: whose a clone is, with and without a telling name around."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.cohort import Cohort, open_cohort
from tests.cohort.conftest import named, reasons
from tests.cohort.layouts import zipped

Taken = Callable[..., Cohort]
CODE = b"x = 1\n"


@pytest.mark.parametrize("top", ["conv-hw-submissions", "clones"])
def test_what_follows_the_slug_is_the_user(top: str, taken: Taken) -> None:
    files = {f"conv-hw-{user}/{file}": CODE for user in ("kim", "lee-park") for file in ("conv.py", ".git/config")}
    cohort = taken(files, top)
    assert cohort.layout == "github"
    assert {name: hand_in.students[0].login for name, hand_in in named(cohort).items()} == {
        "kim": "kim",
        "lee-park": "lee-park",
    }


def test_the_name_around_says_the_slug_even_of_users_who_begin_alike(taken: Taken) -> None:
    cohort = taken({"hw-kim-a/conv.py": CODE, "hw-kim-b/conv.py": CODE}, "hw-submissions")
    assert sorted(named(cohort)) == ["kim-a", "kim-b"]


def test_one_clone_alone_keeps_its_name(taken: Taken) -> None:
    assert sorted(named(taken({"hw-kim/conv.py": CODE, "hw-kim/.git/config": b""}))) == ["hw-kim"]


def test_files_beside_the_clones_are_listed(taken: Taken) -> None:
    cohort = taken({"hw-kim/conv.py": CODE, "grades.csv": b"", "other/a.py": CODE}, "hw-submissions")
    assert sorted(named(cohort)) == ["kim", "other"]
    assert reasons(cohort.unrecognised) == {"grades.csv": "grades.csv is no clone of a student's repository"}


def test_two_clones_of_one_name_stay_two_students(taken: Taken) -> None:
    cohort = taken({"hw-kim/conv.py": CODE, "kim/a.py": CODE}, "hw-submissions")
    assert [hand_in.name for hand_in in cohort.hand_ins] == ["kim", "kim"]
    assert len({hand_in.id for hand_in in cohort.hand_ins}) == 2


@pytest.mark.parametrize("top", ["hw-submissions", "clones"])
def test_clones_in_a_zip_are_clones_though_their_git_folders_are_not_unpacked(
    top: str, class_of: Callable[..., Path]
) -> None:
    files = {f"hw-{user}/{file}": CODE for user in ("kim", "lee") for file in ("conv.py", ".git/config")}
    path = class_of(files, top)
    with open_cohort(zipped(path, path.with_suffix(".zip"))) as cohort:
        assert cohort.layout == "github"
        assert sorted(named(cohort)) == ["kim", "lee"]
        for hand_in in cohort.hand_ins:
            assert list((hand_in.parts[0].path / ".git").iterdir()) == []


def test_the_folders_of_one_clone_are_no_students(taken: Taken) -> None:
    cohort = taken({"hw-kim/.git/config": b"", "hw-kim/a/x.py": CODE, "hw-kim/b/y.py": CODE})
    assert sorted(named(cohort)) == ["hw-kim"]


def test_one_repository_among_folders_does_not_make_them_clones(taken: Taken) -> None:
    cohort = taken({"kim/.git/config": b"", "kim/conv.py": CODE, "lee/a.py": CODE, "park/a.py": CODE})
    assert cohort.layout == "folder"
    assert sorted(named(cohort)) == ["kim", "lee", "park"]
