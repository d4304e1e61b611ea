"""What counts is what lies in the class now, under the exam and the terms of the last run; the rest is kept."""

import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from grader.cohort.hand_in import Cohort, Passed, Student
from grader.errors import InputError
from grader.gradebook.gradebook import Gradebook
from grader.gradebook.ledger import Ledger
from grader.gradebook.terms import Terms, rubric
from grader.language import speaking
from grader.report.from_json import from_json
from grader.sandbox.limits import Limits
from tests.gradebook.classes import EXAM, REPORT, TERMS, begun, cohort, contents, hand_in, marks, rows, states


def test_whoever_handed_in_waits_until_there_are_marks(tmp_path: Path) -> None:
    with begun(tmp_path, "a", "b", "c", "d") as ledger:
        ledger.graded("a", REPORT, marks(8.0), 0.5)
        ledger.unusable("b", "b.zip is damaged", 0.1)
        ledger.failed("c", 3, "no more processes")
        assert states(ledger) == {"a": "graded", "b": "unusable", "c": "machinery", "d": "waiting"}


def test_a_line_holds_all_that_was_recorded(tmp_path: Path) -> None:
    with begun(tmp_path, "a") as ledger:
        ledger.graded("a", REPORT, marks(8.0), 0.5)
    with Gradebook.read(tmp_path) as book:
        (entry,) = book.entries()
        assert (entry.score, entry.max_score, entry.seconds) == (8.0, 16.0, 0.5)
        assert (entry.exam, entry.content) == (EXAM, "content of a")
        assert entry.students == (Student("Name of a", login="a"),)
        first, second = entry.exercises
        assert (first.name, first.status, first.score, first.max_score) == ("conv_forward_naive", "failed", 8.0, 12.0)
        assert [check.misconception for check in first.checks] == [None, "stride_ignored"]
        assert (second.name, second.status) == ("im2col", "missing")
        assert book.report("a") == from_json(REPORT)
        assert (book.terms, book.max_score, book.layout) == (TERMS, 16.0, "folder")


def test_titles_are_those_of_the_rubric_in_the_language_of_whoever_reads(tmp_path: Path) -> None:
    with begun(tmp_path, "a") as ledger:
        ledger.graded("a", REPORT, marks(8.0), 0.5)
        titles = [check.title for entry in ledger.entries() for check in entry.exercises[0].checks]
        assert titles[0] == "Zero padding surrounds the image on all four sides."
        with speaking("ko"):
            korean = [check.title for entry in ledger.entries() for check in entry.exercises[0].checks]
        assert korean[0] != titles[0]


def test_a_class_of_several_pages_is_read_in_order(tmp_path: Path) -> None:
    ids = [f"s{number:04}" for number in range(450)]
    with begun(tmp_path, *ids) as ledger:
        for id in ids[::7]:
            ledger.graded(id, REPORT, marks(1.0), 0.0)
        entries = list(ledger.entries())
    assert [entry.id for entry in entries] == ids
    assert [entry.id for entry in entries if entry.state == "graded"] == ids[::7]
    assert all(entry.students[0].login == entry.id for entry in entries)
    assert all(len(entry.exercises) == (2 if entry.state == "graded" else 0) for entry in entries)


def test_a_changed_submission_waits_again_and_the_others_don_t(tmp_path: Path) -> None:
    with begun(tmp_path, "a", "b") as ledger:
        for id in "ab":
            ledger.graded(id, REPORT, marks(8.0), 0.0)
    with begun(tmp_path, "a", "b", b="something else") as ledger:
        assert states(ledger) == {"a": "graded", "b": "waiting"}
        with pytest.raises(KeyError):
            ledger.report("b")
        ledger.graded("b", REPORT, marks(9.0), 0.0)
    with begun(tmp_path, "a", "b") as ledger:  # it is what it was before, and so are its marks
        assert [entry.score for entry in ledger.entries()] == [8.0, 8.0]


@pytest.mark.parametrize(
    "terms",
    [
        Terms("f" * 64),
        replace(TERMS, rubric="other points"),
        replace(TERMS, feedback="full"),
        replace(TERMS, lang="ko"),
        replace(TERMS, limits=Limits(call_seconds=1.0)),
    ],
    ids=["exam", "points", "feedback", "language", "limits"],
)
def test_under_other_terms_all_wait_and_nothing_is_lost(tmp_path: Path, terms: Terms) -> None:
    with begun(tmp_path, "a", "b") as ledger:
        for id in "ab":
            ledger.graded(id, REPORT, marks(8.0), 0.0)
    with begun(tmp_path, "a", "b", terms=terms) as ledger:
        assert states(ledger) == {"a": "waiting", "b": "waiting"}
        assert ledger.terms == terms
        ledger.graded("a", REPORT, marks(3.0), 0.0)
    with begun(tmp_path, "a", "b") as ledger:
        assert [entry.score for entry in ledger.entries()] == [8.0, 8.0]


def test_the_points_are_part_of_the_terms() -> None:
    assert Terms(EXAM).rubric == rubric()
    assert Terms.read(EXAM, TERMS.text) == TERMS


def test_whoever_left_the_class_is_no_line_and_comes_back_with_their_marks(tmp_path: Path) -> None:
    with begun(tmp_path, "a", "b") as ledger:
        ledger.graded("b", REPORT, marks(8.0), 0.0)
    with begun(tmp_path, "a") as ledger:
        assert states(ledger) == {"a": "waiting"}
    with begun(tmp_path, "a", "b") as ledger:
        assert states(ledger) == {"a": "waiting", "b": "graded"}


def test_to_grade_again_replaces_the_marks(tmp_path: Path) -> None:
    with begun(tmp_path, "a") as ledger:
        ledger.graded("a", REPORT, marks(8.0), 0.0)
        ledger.graded("a", REPORT, marks(9.0), 0.0)
        assert [entry.score for entry in ledger.entries()] == [9.0]
    assert len(rows(tmp_path)["result"]) == 1
    assert len(rows(tmp_path)["check_mark"]) == 3


def test_our_failure_is_no_mark_and_takes_away_one_of_the_same_contents(tmp_path: Path) -> None:
    with begun(tmp_path, "a") as ledger:
        ledger.graded("a", REPORT, marks(8.0), 0.0)
        ledger.failed("a", 3, "no more processes")
        (entry,) = ledger.entries()
        assert (entry.state, entry.score, entry.reason) == ("machinery", None, "no more processes")
        ledger.graded("a", REPORT, marks(8.0), 0.0)
        (entry,) = ledger.entries()
        assert (entry.state, entry.score, entry.reason) == ("graded", 8.0, "")


def test_what_is_listed_is_that_of_the_last_run(tmp_path: Path) -> None:
    old, odd = Passed("a-1.zip", "there is a newer one"), Passed("x.rar", "it is no archive that can be opened")
    with begun(tmp_path, "a") as ledger:
        ledger.begin(cohort("a", older=[old, old], unrecognised=[odd]), contents("a"), TERMS, 16.0)
        assert (ledger.older(), ledger.unrecognised()) == ([old, old], [odd])
        ledger.begin(cohort("a"), contents("a"), TERMS, 16.0)
        assert (ledger.older(), ledger.unrecognised()) == ([], [])


def test_groups_and_hostile_names_are_kept_as_they_are(tmp_path: Path) -> None:
    names = ["O'Brien; DROP TABLE result", "홍길동", "\x1b[31m=1+1\r\n", "half \ud800 a character", "\0"]
    group = hand_in("g", *(Student(name, "1", "a@b.c", "7") for name in names))
    with begun(tmp_path) as ledger:
        ledger.begin(Cohort("canvas", [group], [], []), contents("g"), TERMS, 16.0)
        (entry,) = ledger.entries()
    assert [student.name for student in entry.students] == [*names[:3], "half \\ud800 a character", "\\x00"]
    assert entry.students[0] == Student(names[0], "1", "a@b.c", "7")


def test_a_submission_is_recorded_whole_or_not_at_all(tmp_path: Path) -> None:
    twice = (*marks(8.0), *marks(8.0))  # one exercise can't have marks twice: found out in the middle of writing
    with begun(tmp_path, "a") as ledger:
        with pytest.raises(InputError):
            ledger.graded("a", REPORT, twice, 0.0)
        assert states(ledger) == {"a": "waiting"}
        ledger.graded("a", REPORT, marks(8.0), 0.0)
    assert len(rows(tmp_path)["exercise_mark"]) == 2


def test_marks_hang_on_their_result(tmp_path: Path) -> None:
    with begun(tmp_path, "a") as ledger:
        ledger.graded("a", REPORT, marks(8.0), 0.0)
        ledger._connection.execute("DELETE FROM hand_in")
    assert not any(rows(tmp_path)[table] for table in ("student", "result", "exercise_mark", "check_mark"))


def test_a_gradebook_can_be_read_while_it_is_written(tmp_path: Path) -> None:
    with begun(tmp_path, "a", "b") as ledger, Gradebook.read(tmp_path) as book:
        ledger.graded("a", REPORT, marks(8.0), 0.0)
        assert states(book) == {"a": "graded", "b": "waiting"}


def test_a_new_gradebook_has_no_marks_to_be_read(tmp_path: Path) -> None:
    with Ledger.write(tmp_path) as ledger:
        assert list(ledger.entries()) == []
        with pytest.raises(InputError, match="has no marks yet: run `batch` first"):
            _ = ledger.terms


@pytest.mark.parametrize("terms", ['{"of": "the future"}', '{"limits": null}', "{"])
def test_terms_of_another_version_are_told_in_a_sentence(tmp_path: Path, terms: str) -> None:
    with begun(tmp_path, "a") as ledger:
        ledger._connection.execute("UPDATE terms SET content = ?", (terms,))
        with pytest.raises(InputError, match="is damaged, or of another version of this grader: run `batch` again"):
            _ = ledger.terms


@pytest.mark.parametrize("report", [b"junk", zlib.compress(b"{}"), zlib.compress(b"[1"), zlib.compress(b"\xff")])
def test_a_report_that_can_not_be_read_is_told_in_a_sentence(tmp_path: Path, report: bytes) -> None:
    with begun(tmp_path, "a") as ledger:
        ledger.graded("a", REPORT, marks(8.0), 0.5)
        ledger._connection.execute("UPDATE result SET report = ?", (report,))
        with pytest.raises(InputError, match="is damaged, or of another version of this grader: run `batch` again"):
            ledger.report("a")


def test_the_rubric_is_the_same_in_every_process() -> None:
    command = [sys.executable, "-c", "from grader.gradebook.terms import rubric; print(rubric())"]
    said = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own words
    assert said.stdout.strip() == rubric()
