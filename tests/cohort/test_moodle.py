"""Moodle: folders and flat files of participants, and what was typed in."""

from collections.abc import Callable

from grader.cohort import Cohort
from tests.cohort.conftest import named, part_names, reasons

Taken = Callable[..., Cohort]
CODE = b"x = 1\n"
FILE = "assignsubmission_file_"


def test_the_number_before_the_mark_is_the_participant_s(taken: Taken) -> None:
    cohort = taken(
        {
            f"Kim Min-Su_123_{FILE}/conv.py": CODE,
            f"Group A-Zoë O'Neil_7_{FILE}/c.py": CODE,
            f"a_5_b_8_{FILE}/d.py": CODE,
        }
    )
    assert cohort.layout == "moodle"
    assert {hand_in.name: hand_in.students[0].login for hand_in in cohort.hand_ins} == {
        "Kim Min-Su": "123",
        "Group A-Zoë O'Neil": "7",
        "a_5_b": "8",
    }
    assert named(cohort)["Kim Min-Su"].id == "Kim-Min-Su-123"
    assert part_names(named(cohort)["Kim Min-Su"]) == [""]


def test_flat_files_of_one_participant_are_one_submission_under_their_own_names(taken: Taken) -> None:
    cohort = taken({f"Kim_1_{FILE}conv.py": CODE, f"Kim_1_{FILE}_x_.py": CODE, f"Kim_2_{FILE}hw.zip": b"PK"})
    assert [part_names(hand_in) for hand_in in cohort.hand_ins] == [["_x_.py", "conv.py"], ["hw.zip"]]


def test_one_number_with_two_names_is_two_students(taken: Taken) -> None:
    cohort = taken({f"Kim_1_{FILE}conv.py": CODE, f"Mallory_1_{FILE}conv.py": b"bad"})
    assert [part_names(hand_in) for hand_in in cohort.hand_ins] == [["conv.py"], ["conv.py"]]


def test_what_was_typed_in_is_listed(taken: Taken) -> None:
    text = "Kim_1_assignsubmission_onlinetext_"
    cohort = taken({f"Kim_1_{FILE}/conv.py": CODE, f"{text}/onlinetext.html": b"", f"{text}onlinetext.html": b""})
    assert sorted(named(cohort)) == ["Kim"]
    assert reasons(cohort.unrecognised) == {
        text: f"{text} is what was typed into Moodle, no file",
        f"{text}onlinetext.html": f"{text}onlinetext.html is what was typed into Moodle, no file",
    }


def test_a_file_that_is_named_to_look_like_another_participant_s_is_nobody_s(taken: Taken) -> None:
    forged = f"Mallory_9_{FILE}x_1_{FILE}conv.py"
    cohort = taken({f"x_1_{FILE}conv.py": CODE, f"Kim_2_{FILE}conv.py": CODE, forged: b"bad"})
    assert sorted(named(cohort)) == ["Kim", "x"]
    assert "could belong to two participants" in reasons(cohort.unrecognised)[forged]


def test_a_participant_who_is_called_like_another_one_s_folder_stays_apart(taken: Taken) -> None:
    cohort = taken({f"x_1_{FILE}/conv.py": CODE, f"x_1_{FILE}9_{FILE}/conv.py": b"bad"})
    assert {hand_in.students[0].login for hand_in in cohort.hand_ins} == {"1", "9"}


def test_what_lies_beside_a_participant_s_folder_or_has_no_mark_is_listed(taken: Taken) -> None:
    cohort = taken(
        {f"Kim_1_{FILE}/conv.py": CODE, f"Kim_1_{FILE}b.py": CODE, "grades.csv": b"", f"L_2_{FILE}/c.py": b""}
    )
    assert sorted(reasons(cohort.unrecognised)) == [f"Kim_1_{FILE}b.py", "grades.csv"]
    assert sorted(named(cohort)) == ["Kim", "L"]


def test_an_empty_folder_of_a_participant_is_a_hand_in_of_nothing(taken: Taken) -> None:
    assert sorted(named(taken({f"Kim_1_{FILE}": None, f"Lee_2_{FILE}/c.py": CODE}))) == ["Kim", "Lee"]
