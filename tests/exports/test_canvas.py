"""Canvas' own gradebook with one column filled in: whose row is whose, which column it is, and what stays."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cohort.hand_in import Student
from grader.errors import InputError
from grader.exports.canvas import canvas
from grader.exports.grades import Filled
from grader.gradebook.entry import Entry
from tests.exports.classes import HOSTILE, KIM, LEE, graded, ungraded

HEADER = "Student,ID,SIS User ID,SIS Login ID,Section,Conv (1201),Quiz (1202),Final Score"
POINTS = "    Points Possible,,,,,100.00,5.00,(read only)"
ROWS = (
    '"Lee, Minjun",501,20230001,minjun@snu.ac.kr,001,,4.00,80.00',
    '"Kim, Jane",502,20230002,jane,001,50.00,5.00,90.00',
    '"Student, Test",999,,abc123,001,,,',
)
BOOK = "\r\n".join([HEADER, POINTS, *ROWS, ""]).encode()


def filled(template: bytes, *entries: Entry, column: str | None = "Conv", most: float = 100.0) -> Filled:
    return canvas(template, entries, most, column)


def test_the_assignment_s_column_is_filled_and_every_other_byte_stays() -> None:
    result = filled(BOOK, graded(score=87.5), graded("jane", KIM, score=92.0))
    lee = ROWS[0].replace(",001,,", ",001,87.5,")
    kim = ROWS[1].replace(",50.00,", ",92,")
    assert result.content == "\r\n".join([HEADER, POINTS, lee, kim, ROWS[2], ""]).encode()
    assert result.told == (
        'column "Conv (1201)": 2 grades filled in, 1 of them in place of another one; 0 were there already',
        "1 rows of the file are of nobody who handed in: they stay as they are",
    )


def test_a_grade_of_the_same_value_stays_as_it_is_written() -> None:
    result = filled(BOOK, graded("jane", KIM, score=50.0))
    assert result.content == BOOK
    assert "0 grades filled in" in result.told[0]
    assert "1 were there already" in result.told[0]


@pytest.mark.parametrize(
    "student",
    [
        Student("?", login="501"),
        Student("?", email="MinJun@SNU.ac.kr "),
        Student("?", sid="20230001"),
        Student("?", login="minjun@snu.ac.kr"),
    ],
)
def test_a_student_is_known_by_id_login_address_or_number(student: Student) -> None:
    result = filled(BOOK, graded("x", student))
    assert b",001,87.5,4.00" in result.content


def test_the_id_counts_more_than_what_a_university_has_put_in() -> None:
    swapped = BOOK.replace(b"minjun@snu.ac.kr", b"502")  # somebody's login is another one's ID
    result = filled(swapped, graded("jane", KIM, score=92.0))
    assert b",001,92,5.00" in result.content
    assert b'"Lee, Minjun",501,20230001,502,001,,4.00' in result.content


def test_a_row_that_may_be_of_two_students_is_nobody_s_and_told() -> None:
    twins = [graded("a", Student("Twin A", sid="20230001")), graded("b", Student("Twin B", sid="20230001"), score=1.0)]
    result = filled(BOOK, *twins)
    assert result.content == BOOK
    assert "line 3 may be of Twin A (20230001), Twin B (20230001): it stays as it is" in result.told


def test_each_student_of_a_group_gets_the_group_s_score() -> None:
    result = filled(BOOK, graded("pair", LEE, KIM, score=77.0))
    assert result.content.count(b",001,77,") == 2


def test_who_is_excused_or_not_assigned_stays_so_and_is_told() -> None:
    excused = BOOK.replace(b",001,,4.00", b",001,EX,4.00").replace(b",50.00,", b",N/A,")
    result = filled(excused, graded(), graded("jane", KIM))
    assert result.content == excused
    assert "이민준 (501) has EX in the file, which stays; the score is 87.5" in result.told
    assert "Kim, Jane (502) has N/A in the file, which stays; the score is 87.5" in result.told


def test_who_is_not_graded_gets_no_grade_and_who_is_not_in_the_file_is_told() -> None:
    result = filled(BOOK, ungraded("jane", KIM), graded("gone", Student("Park", login="777"), score=3.0))
    assert result.content == BOOK
    assert "Kim, Jane (502) is not graded (unusable): what the file says of them stays" in result.told
    assert "Park (777), whose score is 3, is not in the file" in result.told


def test_another_maximum_is_told_and_nothing_is_scaled() -> None:
    result = filled(BOOK.replace(b"100.00,5.00", b"10.00,5.00"), graded())
    assert result.told[0].startswith('warning: "Points Possible" is 10.00 in the file, and 100 in the gradebook.')
    assert b",001,87.5,4.00" in result.content


def test_semicolons_and_decimal_commas_stay() -> None:
    german = BOOK.replace(b'"Lee, Minjun"', b"Lee Minjun").replace(b'"Kim, Jane"', b"Kim Jane")
    german = german.replace(b'"Student, Test"', b"Test").replace(b",", b";").replace(b".00", b",00")
    result = filled(german, graded())
    assert b";001;87,5;4,00" in result.content


def test_a_row_of_posting_policies_is_nobody_s() -> None:
    manual = "\r\n".join([HEADER, ",,,,,Manual Posting,,", POINTS, *ROWS, ""]).encode()
    result = filled(manual, graded())
    assert result.content == manual.replace(b",001,,4", b",001,87.5,4")
    assert result.told[-1].startswith("2 rows of the file are of nobody")


def test_names_in_two_columns_are_names_and_somebody_may_have_one_only() -> None:
    two = BOOK.replace(b"Student,ID", b"LastName,FirstName,ID").replace(b"Possible", b"Possible,")
    two = two.replace(b'"Lee, Minjun"', b",Minjun").replace(b'"Kim, Jane"', b"Kim,Jane").replace(b'"Stu', b'"","Stu')
    assert filled(two, graded()).content == two.replace(b",001,,4", b",001,87.5,4")


@pytest.mark.parametrize("column", ["Conv (1201)", "conv (1201)", "1201", "(1201)", "onv", " Conv "])
def test_a_column_is_called_by_its_title_its_number_or_a_part(column: str) -> None:
    assert b",001,87.5,4.00" in filled(BOOK, graded(), column=column).content


def test_an_assignment_with_the_exact_title_is_no_other_with_a_longer_one() -> None:
    both = BOOK.replace(b"Quiz (1202)", b"Conv (1201) again (1202)")
    assert b",001,87.5,4.00" in filled(both, graded(), column="Conv (1201)").content


@pytest.mark.parametrize(
    ("column", "why"),
    [
        (None, "say which one with --column"),
        ("Pool", "--column Pool fits 0"),
        ("(", r"--column \( fits 2"),
        ("Final", "--column Final fits 0"),  # Canvas works that out itself
        ("Section", "--column Section fits 0"),
        (" ", "fits 0"),
    ],
)
def test_a_column_that_is_not_clear_is_no_guess(column: str | None, why: str) -> None:
    with pytest.raises(InputError, match=why) as told:
        filled(BOOK, graded(), column=column)
    assert 'The assignments are: "Conv (1201)", "Quiz (1202)"' in str(told.value)


def test_the_only_assignment_or_the_only_one_without_a_grade_needs_no_name() -> None:
    one = BOOK.replace(b"Quiz (1202)", b"Section 2").replace(b"5.00,(read", b"(read only),(read")
    assert b",001,87.5,4.00" in filled(one, graded(), column=None).content
    ungraded_quiz = BOOK.replace(b",4.00,80", b",,80").replace(b",5.00,90", b",,90")
    assert b",001,,87.5,80" in filled(ungraded_quiz, graded(), column=None).content


def test_a_file_of_something_else_is_told() -> None:
    with pytest.raises(InputError, match='it is no gradebook of Canvas: there are no columns "Student" and "ID"'):
        filled(b"Name,Grade\nx,1\n", graded())


def test_a_row_with_a_cell_too_few_is_not_filled_in_somewhere() -> None:
    with pytest.raises(InputError, match="line 3 has 7 cells where the header has 8"):
        filled(BOOK.replace(b"001,,4.00", b"001,4.00"), graded())


def test_names_that_mean_harm_are_told_in_one_safe_line_each() -> None:
    result = filled(BOOK, graded("x", Student(HOSTILE, login=HOSTILE)))
    assert all(sentence.isprintable() for sentence in result.told)
    assert result.content == BOOK


@given(
    st.lists(st.sampled_from([HOSTILE, "=1+1", "a,b", 'q"q', "이", ""]), min_size=2, max_size=2), st.integers(0, 200)
)
def test_a_reader_finds_the_grades_and_everything_else_as_it_was(names: list[str], halves: int) -> None:
    text = io.StringIO(newline="")
    rows = [HEADER.split(","), *([name or "x", str(at), "", f"u{at}", "", "", "", ""] for at, name in enumerate(names))]
    rows = [[cell.replace("\0", "").replace("\ud800", "") for cell in row] for row in rows]
    csv.writer(text).writerows(rows)
    entries = [graded(f"e{at}", Student(name, login=str(at)), score=halves / 2) for at, name in enumerate(names)]
    result = filled(text.getvalue().encode(), *entries)
    read = list(csv.reader(io.StringIO(result.content.decode(), newline="")))
    for row in rows[1:]:
        row[5] = f"{halves / 2:g}"
    assert read == rows
