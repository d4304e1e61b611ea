"""Canvas: whose a file is and what it was called, read from a flat name."""

from collections.abc import Callable

import pytest

from grader.cohort import Cohort
from tests.cohort.conftest import named, part_names, reasons

Taken = Callable[..., Cohort]
CODE = b"x = 1\n"


@pytest.mark.parametrize(
    ("name", "student", "login", "file", "is_late"),
    [
        ("kimminsu_123_4567_conv.py", "kimminsu", "123", "conv.py", False),
        ("kimminsu_LATE_123_4567_conv.py", "kimminsu", "123", "conv.py", True),
        ("kimminsu_late_123_4567_conv.py", "kimminsu", "123", "conv.py", True),
        ("kim-min-su_123_4567_my_own_conv.py", "kim-min-su", "123", "my_own_conv.py", False),
        ("van_der_berg_123_4567_conv-2.py", "van_der_berg", "123", "conv.py", False),
        ("김민수_123_4567_합성곱-1.ipynb", "김민수", "123", "합성곱.ipynb", False),
        ("kim_123_4567_9_10_conv.py", "kim", "123", "9_10_conv.py", False),
        ("kim_123_4567_hw-20260301.py", "kim", "123", "hw-20260301.py", False),
        ("kim_123_4567_hw.tar-3.gz", "kim", "123", "hw.tar.gz", False),
        ("late_123_4567_conv.py", "123", "123", "conv.py", True),
        ("translate_123_4567_conv.py", "translate", "123", "conv.py", False),
        ("anon_a1B2c_4567_conv.py", "anon_a1B2c", "a1B2c", "conv.py", False),
        ("LATE_anon_a1B2c_4567_conv.py", "anon_a1B2c", "a1B2c", "conv.py", True),
        ("kim_123_4567_.._.py", "kim", "123", ".._.py", False),
        ("kim_123_4567_..", "kim", "123", "kim_123_4567_..", False),
    ],
)
def test_a_name_says_who_handed_in_what(
    name: str, student: str, login: str, file: str, is_late: bool, taken: Taken
) -> None:
    cohort = taken({name: CODE})
    assert cohort.layout == "canvas"
    (hand_in,) = cohort.hand_ins
    (person,) = hand_in.students
    assert (person.name, person.login, hand_in.is_late) == (student, login, is_late)
    assert part_names(hand_in) == [file]
    assert hand_in.place == name


def test_the_files_of_one_user_are_one_submission(taken: Taken) -> None:
    cohort = taken({"kim_1_10_conv.py": CODE, "kim_1_11_im2col.py": CODE, "kim_2_12_conv.py": CODE})
    assert [(hand_in.id, part_names(hand_in)) for hand_in in cohort.hand_ins] == [
        ("kim-1", ["conv.py", "im2col.py"]),
        ("kim-2", ["conv.py"]),
    ]


def test_of_a_file_that_was_handed_in_again_the_highest_number_counts(taken: Taken) -> None:
    cohort = taken(
        {"k_1_90_conv-2.py": CODE, "k_LATE_1_100_conv-10.py": CODE, "k_1_10_conv.py": CODE, "k_1_9_a.py": b""}
    )
    (hand_in,) = cohort.hand_ins
    assert [part.path.name for part in hand_in.parts] == ["k_1_9_a.py", "k_LATE_1_100_conv-10.py"]
    assert hand_in.is_late
    assert reasons(cohort.older) == {
        "k_1_10_conv.py": "k_1_10_conv.py is not graded: k_1_90_conv-2.py is newer",
        "k_1_90_conv-2.py": "k_1_90_conv-2.py is not graded: k_LATE_1_100_conv-10.py is newer",
    }


def test_a_higher_count_is_newer_whatever_the_numbers_before_it(taken: Taken) -> None:
    cohort = taken({"k_1_90_conv-2.py": CODE, "k_1_100_conv-10.py": CODE, "k_1_80_a.py": CODE, "k_1_200_a.py": CODE})
    assert sorted(reasons(cohort.older)) == ["k_1_80_a.py", "k_1_90_conv-2.py"]


def test_an_archive_without_a_source_beside_it_is_the_submission(taken: Taken) -> None:
    cohort = taken({"kim_1_10_hw.zip": b"PK", "kim_1_11_report.pdf": b""})
    assert part_names(cohort.hand_ins[0]) == ["hw.zip"]
    told = "kim_1_11_report.pdf lies beside an archive, which alone is the submission"
    assert reasons(cohort.unrecognised) == {"kim_1_11_report.pdf": told}


def test_of_two_archives_nobody_knows_which_is_the_submission(taken: Taken) -> None:
    cohort = taken({"kim_1_10_hw.zip": b"PK", "kim_1_11_more.tar.gz": b"", "kim_1_12_x.pdf": b""})
    assert part_names(cohort.hand_ins[0]) == ["hw.zip", "more.tar.gz", "x.pdf"]


def test_what_is_no_file_of_a_student_is_listed(taken: Taken) -> None:
    files = ["kim_1_10_conv.py", "lee_2_text.html", "lee_LATE_3_link.html", "notes.md"]
    cohort = taken({**dict.fromkeys(files, CODE), "folder/conv.py": CODE, "park_4_11_conv.py": CODE})
    assert sorted(named(cohort)) == ["kim", "park"]
    assert reasons(cohort.unrecognised) == {
        "folder": "folder has no name that Canvas gives (name_userid_fileid_file.py)",
        "lee_2_text.html": "lee_2_text.html is a text or a link that was typed into Canvas, no file",
        "lee_LATE_3_link.html": "lee_LATE_3_link.html is a text or a link that was typed into Canvas, no file",
        "notes.md": "notes.md has no name that Canvas gives (name_userid_fileid_file.py)",
    }


def test_a_name_with_another_student_s_number_does_not_get_into_that_one_s_submission(taken: Taken) -> None:
    cohort = taken({"kim_1_10_conv.py": CODE, "mallory_1_20_conv.py": b"bad"})
    assert [hand_in.id for hand_in in cohort.hand_ins] == ["kim-1", "mallory-1"]
