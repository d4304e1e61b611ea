"""The class as a table: a spreadsheet reads it, and no cell of it does anything there."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cohort.hand_in import Student
from grader.exercises import EXERCISES
from grader.exports.table import defused, grades_csv
from grader.gradebook.entry import CheckMark, Entry, ExerciseMark
from tests.exports.classes import HOSTILE, KIM, LEE, graded, ungraded
from tests.report.test_escape import ANYTHING

SIGNS = "=+-@\t\r\n＝＋－＠"
FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    ' "=1',
    "'=1",
    "＝1",
    "=cmd|' /C calc'!A0",
    "-2+3",
]


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula: such a sign comes first, but for space and quotes."""
    return cell.lstrip(' "')[:1] in tuple(SIGNS)


def table(*entries: Entry) -> list[dict[str, str]]:
    text = "".join(grades_csv(entries))
    assert text.startswith("\ufeff")  # Excel takes it for UTF-8 by this
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


def test_a_row_for_each_student_and_a_column_for_each_exercise() -> None:
    checks = (CheckMark("pad", "Padding.", "failed", 0.0, 2.0, "pad_edge"),)
    marks = (
        ExerciseMark("conv_output_size", "passed", 4.0, 4.0, ()),
        ExerciseMark("conv_forward_naive", "failed", 13.5, 16.0, (*checks, *checks)),
    )
    pair = graded("pair", LEE, KIM, score=17.5, exercises=marks, is_late=True)
    first, second = table(pair)
    assert list(first)[:11] == (
        ["id", "name", "sid", "email", "login", "score", "max_score", "state", "reason", "submitted_at", "late"]
    )
    assert list(first)[11:] == [*(exercise.name for exercise in EXERCISES), "exam", "misconceptions"]
    assert (first["name"], first["sid"], first["email"], first["login"]) == (LEE.name, LEE.sid, LEE.email, LEE.login)
    assert (first["score"], first["max_score"], first["late"]) == ("17.5", "100", "yes")
    assert (first["conv_output_size"], first["conv_forward_naive"], first["im2col"]) == ("4", "13.5", "")
    assert (first["exam"], first["misconceptions"]) == ("0123456789ab", "pad_edge")
    assert (second["id"], second["name"], second["score"]) == ("pair", "Kim, Jane", "17.5")


@pytest.mark.parametrize("state", ["unusable", "machinery", "waiting"])
def test_what_is_not_graded_has_no_score_and_not_a_zero(state: str) -> None:
    (row,) = table(ungraded(state=state))
    assert (row["score"], row["state"], row["reason"]) == ("", state, "It holds no code.")
    assert {row[exercise.name] for exercise in EXERCISES} == {""}


def test_a_zero_is_a_zero_and_nobody_is_left_out() -> None:
    zero, nobody = table(graded(score=0.0), graded("x"))
    assert zero["score"] == "0"
    assert nobody["email"] == "minjun@snu.ac.kr"
    (without,) = table(Entry("x", "Nobody known", (), "waiting", None, 100.0))
    assert (without["id"], without["name"]) == ("x", "Nobody known")


def test_lines_end_as_rfc_4180_has_it_and_hangul_is_as_it_is() -> None:
    lines = list(grades_csv([graded()]))
    assert [line.count("\r\n") for line in lines] == [1, 1]
    assert all(line.endswith("\r\n") for line in lines)
    assert "이민준" in lines[1]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_name_is_a_formula(text: str) -> None:
    (row,) = table(graded("x", Student(text, text, text, text)))
    for column in ("name", "sid", "email", "login"):
        assert not is_formula(row[column])


@pytest.mark.parametrize(("text", "cell"), [("=1", "'=1"), ("a@b.kr", "a@b.kr"), ("-5", "-5"), ("+82,5", "+82,5")])
def test_an_apostrophe_makes_it_text_and_numbers_stay_numbers(text: str, cell: str) -> None:
    assert defused(text) == cell


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_a_spreadsheet_that_expects_another_separator_finds_no_formula_either(separator: str) -> None:
    _header, row = grades_csv([graded("x", Student(f'a{separator}"=1+1;'))])
    for cell in re.split(r"[;,\t|]", row.removesuffix("\r\n")):
        assert not is_formula(cell)


@given(st.one_of(ANYTHING, st.sampled_from([HOSTILE, *FORMULAS])), st.sampled_from(SIGNS))
def test_whatever_a_name_is_the_cell_is_one_line_of_text(text: str, sign: str) -> None:
    for name in (text, sign + text, f'{text};"{sign}{text}'):
        cell = defused(name)
        assert cell.isprintable()
        is_number = re.fullmatch(r"[-+]?[0-9]+([.,][0-9]+)?", cell)
        assert is_number or not re.search('(^|[,;|])[\\s"]*[=+\\-@＝＋－＠]', cell)


@given(st.lists(ANYTHING, min_size=4, max_size=4))
def test_a_spreadsheet_finds_a_cell_for_each_column_whatever_the_texts(texts: list[str]) -> None:
    (row,) = table(graded("x", Student(*texts), reason=texts[0]))
    assert None not in row
    assert all(value is not None for value in row.values())
    assert row["state"] == "graded"
