"""Moodle's worksheet with its grades filled in, in whatever language it was exported."""

import pytest

from grader.cohort.hand_in import Student
from grader.errors import InputError
from grader.exports.grades import Filled
from grader.exports.moodle import moodle
from grader.gradebook.entry import Entry
from tests.exports.classes import KIM, LEE, graded, ungraded

HEADER = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    '"Last modified (submission)","Last modified (grade)","Feedback comments"'
)
ROWS = (
    '"Participant 501","이민준",20230001,minjun@snu.ac.kr,"Submitted for grading",,100.00,Yes,"Mon, 2 March",-,""',
    '"Participant 502","Jane Kim",20230002,jane@snu.ac.kr,"No submission",50.00,100.00,Yes,-,"Mon, 2","<p>ok</p>"',
)
SHEET = "\n".join([HEADER, *ROWS, ""]).encode()


def filled(template: bytes, *entries: Entry, column: str | None = None, most: float = 100.0) -> Filled:
    return moodle(template, entries, most, column)


def test_the_grades_are_filled_in_and_every_other_byte_stays() -> None:
    result = filled(SHEET, graded(score=87.5), graded("jane", KIM, score=92.0))
    lee = ROWS[0].replace('grading",,100.00', 'grading",87.5,100.00')
    kim = ROWS[1].replace(",50.00,", ",92,")
    assert result.content == "\n".join([HEADER, lee, kim, ""]).encode()
    assert result.told == (
        'column "Grade": 2 grades filled in, 1 of them in place of another one; 0 were there already',
    )


@pytest.mark.parametrize(
    "student",
    [Student("?", login="501"), Student("?", email="MINJUN@snu.ac.kr"), Student("?", sid="20230001")],
)
def test_a_student_is_known_by_participant_address_or_number(student: Student) -> None:
    assert b'grading",87.5,100.00' in filled(SHEET, graded("x", student)).content


def test_the_digits_in_a_login_of_elsewhere_are_no_participant() -> None:
    result = filled(SHEET, graded("x", Student("Octocat", login="octocat501")))
    assert result.content == SHEET
    assert "Octocat (octocat501), whose score is 87.5, is not in the file" in result.told


@pytest.mark.parametrize(
    ("header", "participant", "separator"),
    [
        ("식별자,성명,상태,성적,최대 성적,마지막 수정됨(성적)", "참가자 501", "."),
        ("ID,Vollständiger Name,Status,Bewertung,Bestwertung,Zuletzt geändert (Bewertung)", "Teilnehmer/in501", ","),
        ("Identifiant,Nom complet,Statut,Note,Note maximale,Dernière modification (note)", "Participant 501", ","),
        (
            "Identificador,Nombre,Estado,Calificación,Calificación máxima,Última modificación (calificación)",
            "P501",
            ".",
        ),
        ("識別碼,姓名,狀態,成績,最高分,最近修改", "參與者501", "."),
    ],
)
def test_a_worksheet_in_another_language_is_filled_in(header: str, participant: str, separator: str) -> None:
    most = f'"100{separator}00"'
    before = f'{header}\n"{participant}",이민준,x,,{most},-\n'
    after = before.replace(",x,,", ',x,"87,5",' if separator == "," else ",x,87.5,")
    result = filled(before.encode(), graded())
    assert result.content.decode() == after
    assert not [sentence for sentence in result.told if sentence.startswith("warning")]


def test_a_column_of_any_other_name_can_be_named() -> None:
    klingon = SHEET.replace(b"Status,Grade,", b"Status,patlh,")
    assert b'grading",87.5,100.00' in filled(klingon, graded(), column="Patlh").content
    with pytest.raises(InputError, match=r'no column for the grade\. Name one of these with --column: "Identifier"'):
        filled(klingon, graded())
    with pytest.raises(InputError, match='there is no column "Mark"'):
        filled(SHEET, graded(), column="Mark")


def test_another_maximum_and_a_missing_column_are_told() -> None:
    other = SHEET.replace(b"100.00", b"10.00").replace(b"Last modified (grade)", b"When")
    told = filled(other, graded()).told
    assert told[0].startswith('warning: "Maximum grade" is 10.00 in the file, and 100 in the gradebook.')
    assert told[1] == 'warning: there is no column "Last modified (grade)", without which Moodle refuses the file'


def test_a_submission_that_is_not_graded_leaves_its_row_alone() -> None:
    result = filled(SHEET, ungraded("minjun", LEE))
    assert result.content == SHEET
    assert "이민준 (501) is not graded (unusable): what the file says of them stays" in result.told
    assert "1 rows of the file are of nobody who handed in: they stay as they are" in result.told


def test_a_file_of_something_else_is_told() -> None:
    with pytest.raises(InputError, match='it is no worksheet of Moodle: no cell of the column "Name" ends in a number'):
        filled(b"Name,Grade\nLee,\n", graded())
