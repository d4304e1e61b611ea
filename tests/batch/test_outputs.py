"""When a run has ended there is a table and a page, and a few lines say what there is."""

from pathlib import Path

import pytest

from grader.batch.outputs import GRADES, summary, write_grades
from grader.batch.run import Ended
from grader.cohort.hand_in import Passed
from tests.gradebook.classes import REPORT, TERMS, begun, cohort, contents, marks

ENDED = Ended(2, 0, 0, 0)


def test_the_summary_of_a_class_without_faults_is_short(tmp_path: Path) -> None:
    with begun(tmp_path, "a", "b") as ledger:
        ledger.graded("a", REPORT, marks(4.0), 0.0)
        ledger.graded("b", REPORT, marks(7.5), 0.0)
        assert list(summary(ledger, ENDED)) == ["2 submissions: 2 graded", "Scores, of 16: mean 5.8, median 5.8"]


def test_it_says_what_was_graded_before(tmp_path: Path) -> None:
    with begun(tmp_path, "a", "b") as ledger:
        for id in "ab":
            ledger.graded(id, REPORT, marks(4.0), 0.0)
        assert next(summary(ledger, Ended(1, 0, 0, 1))) == "2 submissions: 2 graded, 1 of them in this run"


def test_whoever_has_no_mark_is_listed_with_the_reason_and_what_to_do(tmp_path: Path) -> None:
    with begun(tmp_path, "a", "b") as ledger:
        ledger.unusable("a", "a.zip is damaged", 0.0)
        ledger.failed("b", 3, "no more processes")
        assert list(summary(ledger, Ended(0, 1, 1, 0))) == [
            "2 submissions: 0 graded",
            "Without a mark:",
            "  a: can't be used: a.zip is damaged",
            "  b: not graded, by no fault of theirs: no more processes",
            "Run the same command again to try those that failed once more.",
        ]


def test_a_long_list_is_cut_and_says_where_the_rest_is(tmp_path: Path) -> None:
    ids = [f"s{number:02}" for number in range(15)]
    with begun(tmp_path, *ids) as ledger:
        for id in ids:
            ledger.unusable(id, "it is empty", 0.0)
        lines = list(summary(ledger, Ended(0, 15, 0, 0)))
    assert sum(line.startswith("  s") for line in lines) == 10
    assert lines[-1] == "  and more: see grades.csv"


def test_what_is_listed_and_not_graded_is_counted(tmp_path: Path) -> None:
    old, odd = Passed("a-1.zip", "there is a newer one"), Passed("x.rar", "it can't be opened")
    with begun(tmp_path, "a") as ledger:
        ledger.begin(cohort("a", older=[old], unrecognised=[odd, odd]), contents("a"), TERMS, 16.0)
        assert "Listed, not graded: 1 older and 2 not recognised" in list(summary(ledger, ENDED))


def test_the_table_has_a_row_for_each_student(tmp_path: Path) -> None:
    with begun(tmp_path, "a", "b") as ledger:
        ledger.graded("a", REPORT, marks(4.0), 0.0)
        write_grades(ledger)
    lines = (tmp_path / GRADES).read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["id", "a", "b"]


def test_the_page_is_written_with_what_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("jinja2", reason="the page needs Jinja2, which a student has not; `make cov` has it")
    from grader.batch.outputs import PAGE, write_page  # noqa: PLC0415

    monkeypatch.setattr("grader.batch.outputs.is_available", lambda: False)
    heard: list[str] = []
    old = Passed("a-1.zip", "there is a newer one")
    with begun(tmp_path, "a", "b") as ledger:
        class_ = cohort("a", "b", older=[old])
        ledger.begin(class_, contents("a", "b"), TERMS, 16.0)
        ledger.graded("a", REPORT, marks(4.0), 0.0)
        write_page(ledger, class_, 1, heard.append)
    page = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert "stride_ignored" in page.replace("<wbr>", "")
    assert "there is a newer one" in page
    assert "feedback/a/report.html" in page
    assert "copydetect" in page
    assert heard == []
