"""Somebody else's CSV file: read as any reader does, and whatever is not replaced stays, byte for byte."""

import csv
import io

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader.errors import InputError
from grader.exports.sheet import Sheet
from tests.exports.dialects import File, files


def read_by_python(content: bytes, encoding: str, delimiter: str) -> list[list[str]]:
    text = content.decode(encoding)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [row for row in rows if len(row) > 1 or any(cell.strip() for cell in row)]


@settings(max_examples=300)
@given(files())
def test_it_reads_what_python_s_reader_reads(file: File) -> None:
    sheet = Sheet(file.content)
    assert sheet.delimiter == file.delimiter
    if file.encoding == "cp949" and file.content.decode("utf-8", "replace").count("\ufffd") == 0:
        return  # these bytes are good UTF-8, too
    assert [[cell.value for cell in row.cells] for row in sheet.rows] == file.rows


@settings(max_examples=200)
@given(files())
def test_nothing_replaced_is_nothing_changed(file: File) -> None:
    assert Sheet(file.content).filled({}) == file.content


@settings(max_examples=300)
@given(files(), st.data())
def test_a_cell_that_is_replaced_changes_no_byte_of_the_others(file: File, data: st.DataObject) -> None:
    sheet = Sheet(file.content)
    assume(len(sheet.rows) > 1)
    at = data.draw(st.integers(1, len(sheet.rows) - 1))
    column = data.draw(st.integers(0, len(sheet.rows[at].cells) - 1))
    value = data.draw(st.sampled_from(["87.5", "87,5", "0"]))
    cell = sheet.rows[at].cells[column]
    after = sheet.filled({cell: value})
    again = Sheet(after)
    assert again.delimiter == sheet.delimiter
    assert again.rows[at].cells[column].value.strip() == value
    # What stands before the cell and what stands behind it is what stood there.
    before, behind = sheet._text[: cell.start], sheet._text[cell.end :]
    coded = "utf-16-le" if file.encoding == "utf-16" else "latin-1"
    bom = len(file.content) - len(sheet._text.encode(coded, "surrogatepass"))
    assert after.startswith(file.content[: bom + len(before.encode(coded, "surrogatepass"))])
    assert after.endswith(file.content[len(file.content) - len(behind.encode(coded, "surrogatepass")) :])
    quoted = sheet._text[cell.start : cell.start + 1] == '"'
    assert (again._text[cell.start : cell.start + 1] == '"') == (quoted or sheet.delimiter in value)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a,b\n1, 2 \n", b"a,b\n1, 87.5 \n"),
        (b'a,b\n1," 2 "\n', b'a,b\n1," 87.5 "\n'),
        (b'a,b\r\n"1",""\r\n\r\n\r\n', b'a,b\r\n"1","87.5"\r\n\r\n\r\n'),
        (b"a,b\r1,", b"a,b\r1,87.5"),
        (b"a\tb\n1\t2\t\n", b"a\tb\n1\t87.5\t\n"),
        (b"\n\na;b\n1;\n;\n", b"\n\na;b\n1;87.5\n;\n"),
        (b"\xff\xfea\0,\0b\0\n\x001\0,\0\n\0", b"\xff\xfea\0,\0b\0\n\x001\0,\x008\x007\0.\x005\0\n\0"),
        (b"a,b,\xc0\xcc\n1,,\xff\xfe\0\n", b"a,b,\xc0\xcc\n1,87.5,\xff\xfe\0\n"),  # whatever these bytes are
        (b'a,b\nx"y,2"\n', b'a,b\nx"y,87.5\n'),  # quotes inside a cell that begins without one
        (b'a,b\n"x"y,2\n', b'a,b\n"x"y,87.5\n'),
    ],
)
def test_the_bytes_around_a_replaced_cell_stay(before: bytes, after: bytes) -> None:
    sheet = Sheet(before)
    assert sheet.filled({sheet.rows[1].cells[1]: "87.5"}) == after


def test_a_comma_in_a_value_is_quoted_where_commas_separate() -> None:
    sheet = Sheet(b"a,b,c\n1,2, 3 \n")
    _one, two, three = sheet.rows[1].cells
    assert sheet.filled({two: "87,5", three: "87,5"}) == b'a,b,c\n1,"87,5"," 87,5 "\n'


def test_hangul_of_an_old_windows_program_is_read() -> None:
    sheet = Sheet("이름,성적\r\n이민준,\r\n".encode("cp949"))
    assert sheet.header == ["이름", "성적"]
    assert sheet.column("성적") == 1
    assert Sheet("Prénom;Note\n".encode("cp1252")).header == ["Prénom", "Note"]


def test_a_row_knows_its_line() -> None:
    sheet = Sheet(b'a,b\n"x\ny",1\n\nz,2\n')
    assert [row.line for row in sheet.rows] == [1, 2, 5]
    assert sheet.rows[1].value(7) == ""


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "there is nothing in it"),
        (b"\xef\xbb\xbf\r\n \r\n", "there is nothing in it"),
        (b'a,b\n1,"2\n', "in line 2 a quotation mark is opened and never closed"),
        (b"\xff\xfea", "cut in half"),
    ],
)
def test_what_is_no_csv_is_told_in_one_sentence(content: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        Sheet(content)
