"""Moodle: the offline grading worksheet of an assignment with its grades filled in, every other byte as it was.

What Moodle makes of it: https://github.com/moodle/moodle, mod/assign/feedback/offline/importgradeslib.php. It needs
three columns, whose titles are in the language of whoever exported the file: Identifier, Grade, Last modified (grade).
It passes over a row whose grade was changed in Moodle after the export, unless "Allow updating records that have been
modified more recently in Moodle than in the spreadsheet" is ticked, and over a grade above the maximum.
"""

import re
from collections.abc import Iterable, Sequence

from grader.cohort.hand_in import Student
from grader.errors import InputError
from grader.escape import printable
from grader.exports.grades import Filled, decimal_separator, filled, unlike
from grader.exports.owners import Way, owners, persons, reading
from grader.exports.sheet import Row, Sheet
from grader.gradebook.entry import Entry

# As Moodle's language packs have them: English, Korean, German, French, Spanish, Portuguese, Italian, Catalan, Basque,
# Galician, Dutch, Turkish, Russian, Japanese, Chinese.
_IDENTIFIER = ("Identifier", "식별자", "ID", "Identifiant", "Identificador", "Identificatore", "Identifikatzailea")
_OTHER_IDENTIFIER = ("Identificatie", "Tanımlayıcı", "Идентификатор", "ID", "識別碼", "标识符", "編號")
_GRADE = ("Grade", "성적", "Bewertung", "Note", "Calificación", "Nota", "Valutazione", "Qualificació", "Kalifikazioa")
_OTHER_GRADE = ("Cualificación", "Cijfer", "Beoordeling", "Not", "Оценка", "評点", "評定", "成绩", "成績", "分數")
_MODIFIED = ("Last modified (grade)", "마지막 수정됨(성적)", "Zuletzt geändert (Bewertung)")
_OTHER_MODIFIED = ("Dernière modification (note)", "Última modificación (calificación)")
_MOST = ("Maximum grade", "최대 성적", "Beste Bewertung", "Bestwertung", "Note maximale", "Calificación máxima")
_EMAIL = ("Email address", "이메일 주소", "이메일", "E-Mail-Adresse", "Adresse de courriel", "Dirección de correo")
_NUMBER = ("ID number", "아이디 번호", "ID-Nummer", "Numéro d'identification", "Número de ID")


def moodle(template: bytes, entries: Iterable[Entry], max_score: float, column: str | None = None) -> Filled:
    """The worksheet `template` with the scores in its column for grades: the one called `column`, or "Grade".

    Rows are found by the number at the end of the identifier (a student's `login`), then by the e-mail address, then
    by the ID number.

    Raises:
        InputError: it is no such file, or there is no such column.
    """
    sheet = Sheet(template)
    rows = sheet.rows[1:]
    at = _grade(sheet, column)
    identifier = _identifier(sheet, rows)
    most = sheet.column(*_MOST)
    said = next((row.value(most) for row in rows if row.value(most).strip()), "") if most is not None else ""
    separator = decimal_separator([said, *(row.value(at) for row in rows)])
    result = filled(sheet, at, owners(rows, persons(entries), _ways(sheet, identifier)), separator)
    return Filled(result.content, (*unlike('"Maximum grade"', said, max_score), *_unmodified(sheet), *result.told))


def _ways(sheet: Sheet, identifier: int) -> list[Way]:
    ways: list[Way] = [(lambda row: _number(row.value(identifier)), _login)]
    for titles, of_student in ((_EMAIL, _addresses), (_NUMBER, _numbers)):
        at = sheet.column(*titles)
        if at is not None:
            ways.append((reading(at), of_student))
    return ways


def _login(student: Student) -> list[str]:
    """The number of a participant; the digits in a login of elsewhere are somebody else's."""
    return [student.login] if student.login.strip().isdecimal() else []


def _addresses(student: Student) -> list[str]:
    return [student.email]


def _numbers(student: Student) -> list[str]:
    return [student.sid]


def _number(identifier: str) -> str:
    """The number at the end of "Participant 123", whatever a participant is called."""
    found = re.search(r"([0-9]+)\s*$", identifier)
    return found[1] if found else ""


def _identifier(sheet: Sheet, rows: Sequence[Row]) -> int:
    at = sheet.column(*_IDENTIFIER, *_OTHER_IDENTIFIER) or 0
    if not any(_number(row.value(at)) for row in rows):
        raise InputError(
            f'it is no worksheet of Moodle: no cell of the column "{printable(sheet.header[at])}" ends in a number, as '
            '"Participant 123" does. Choose "Download grading worksheet" in the assignment'
        )
    return at


def _grade(sheet: Sheet, wanted: str | None) -> int:
    at = sheet.column(*((wanted.strip(),) if wanted is not None else (*_GRADE, *_OTHER_GRADE)))
    if at is None:
        titles = ", ".join(f'"{printable(title)}"' for title in sheet.header)
        asked = "there is no column for the grade" if wanted is None else f'there is no column "{printable(wanted)}"'
        raise InputError(f"{asked}. Name one of these with --column: {titles}")
    return at


def _unmodified(sheet: Sheet) -> list[str]:
    """A warning where a column is missing that Moodle asks for; only in languages of which we know its title."""
    if sheet.column(_GRADE[0], *_GRADE[1:3]) is None or sheet.column(*_MODIFIED, *_OTHER_MODIFIED) is not None:
        return []
    return ['warning: there is no column "Last modified (grade)", without which Moodle refuses the file']
