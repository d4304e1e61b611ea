"""A run grades what is waiting and nothing else, and can end anywhere."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from grader.batch.feedback_folder import write_file
from grader.batch.job import Outcome
from grader.batch.run import ATTEMPTS, MOST_IN_A_ROW, Ended, begin, grade_waiting
from grader.cohort.hand_in import Cohort
from grader.errors import GraderError, InputError, MachineryError
from grader.gradebook.ledger import Ledger
from grader.gradebook.terms import Terms
from tests.batch.fakes import FAILED, GRADED, UNUSABLE, FakeEngine, Heard, on_disk
from tests.gradebook.classes import TERMS, rows, states


def run(
    cohort: Cohort,
    out: Path,
    outcome: Callable[[str], Outcome] = lambda _id: GRADED,
    terms: Terms = TERMS,
    regrade: bool = False,
) -> tuple[Ended, FakeEngine, Heard]:
    engine, heard = FakeEngine(outcome), Heard()
    out.mkdir(exist_ok=True)
    with Ledger.write(out) as ledger:
        waiting = begin(cohort, ledger, terms, regrade=regrade)
        ended = grade_waiting(waiting, len(cohort.hand_ins) - len(waiting), ledger, engine, heard)
    return ended, engine, heard


def test_the_first_run_grades_all_and_the_second_nothing(tmp_path: Path) -> None:
    cohort = on_disk(tmp_path / "class", "a", "b", "c")
    ended, engine, heard = run(cohort, tmp_path / "out", lambda id: UNUSABLE if id == "b" else GRADED)
    assert ended == Ended(graded=2, unusable=1, failed=0, before=0)
    assert engine.asked == heard.over == ["a", "b", "c"]
    before = rows(tmp_path / "out")
    ended, engine, heard = run(cohort, tmp_path / "out")
    assert (ended, engine.asked, heard.begun) == (Ended(0, 0, 0, 3), [], (0, 3))
    assert rows(tmp_path / "out") == before


def test_a_run_that_ends_in_the_middle_goes_on_where_it_was(tmp_path: Path) -> None:
    cohort = on_disk(tmp_path / "class", *"abcdef")

    def until_d(id: str) -> Outcome:
        if id == "d":
            raise KeyboardInterrupt
        return GRADED

    with pytest.raises(KeyboardInterrupt):
        run(cohort, tmp_path / "out", until_d)
    ended, engine, _heard = run(cohort, tmp_path / "out")
    assert (ended, engine.asked) == (Ended(3, 0, 0, 3), ["d", "e", "f"])
    run(cohort, tmp_path / "uninterrupted")
    assert rows(tmp_path / "out") == rows(tmp_path / "uninterrupted")


def test_a_changed_submission_alone_is_graded_again(tmp_path: Path) -> None:
    run(on_disk(tmp_path / "class", "a", "b"), tmp_path / "out")
    _ended, engine, _heard = run(on_disk(tmp_path / "class", "a", b="changed"), tmp_path / "out")
    assert engine.asked == ["b"]


def test_another_exam_or_other_points_grade_all_again(tmp_path: Path) -> None:
    cohort = on_disk(tmp_path / "class", "a", "b")
    run(cohort, tmp_path / "out")
    for terms in (replace(TERMS, exam="f" * 64), replace(TERMS, rubric="other points")):
        assert run(cohort, tmp_path / "out", terms=terms)[1].asked == ["a", "b"]
        assert run(cohort, tmp_path / "out", terms=terms)[1].asked == []


def test_where_students_were_told_something_else_meanwhile_they_are_told_again(tmp_path: Path) -> None:
    cohort = on_disk(tmp_path / "class", "a", "b")
    report = tmp_path / "out" / "feedback" / "a" / "report.md"

    def saying(text: str) -> Outcome:
        return replace(GRADED, forms=dict.fromkeys(GRADED.forms, text))

    full = replace(TERMS, feedback="full")
    run(cohort, tmp_path / "out", lambda _id: saying("hints"))
    run(cohort, tmp_path / "out", lambda _id: saying("all of the exam"), terms=full)
    assert report.read_text() == "all of the exam"
    _ended, engine, _heard = run(cohort, tmp_path / "out", lambda _id: saying("hints"))
    assert (engine.asked, report.read_text()) == (["a", "b"], "hints")

    def interrupted(id: str) -> Outcome:
        if id == "b":
            raise KeyboardInterrupt
        return saying("all of the exam")

    with pytest.raises(KeyboardInterrupt):
        run(cohort, tmp_path / "out", interrupted, terms=full, regrade=True)
    assert report.read_text() == "all of the exam"
    run(cohort, tmp_path / "out", lambda _id: saying("hints"))
    assert report.read_text() == "hints"


def test_a_submission_that_is_what_it_was_before_gets_its_own_words_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(on_disk(tmp_path / "class", a="first"), out)
    run(on_disk(tmp_path / "class", a="second"), out)
    assert run(on_disk(tmp_path / "class", a="first"), out)[1].asked == ["a"]
    assert run(on_disk(tmp_path / "class", a="first"), out)[1].asked == []


def test_regrade_grades_all_again(tmp_path: Path) -> None:
    cohort = on_disk(tmp_path / "class", "a", "b")
    run(cohort, tmp_path / "out")
    assert run(cohort, tmp_path / "out", regrade=True)[1].asked == ["a", "b"]
    assert len(rows(tmp_path / "out")["result"]) == 2


def test_our_failures_are_tried_again_at_the_end(tmp_path: Path) -> None:
    cohort = on_disk(tmp_path / "class", "a", "b", "c")
    tried = Counter[str]()

    def second_time(id: str) -> Outcome:
        tried[id] += 1
        return FAILED if id == "a" and tried[id] < ATTEMPTS else GRADED

    ended, engine, heard = run(cohort, tmp_path / "out", second_time)
    assert ended == Ended(3, 0, 0, 0)
    assert engine.asked == ["a", "b", "c", "a", "a"]
    assert (heard.over, heard.again) == (["b", "c", "a"], ["a", "a"])
    assert rows(tmp_path / "out")["failure"] == []


def test_what_fails_every_time_is_listed_without_a_mark_and_tried_again_by_the_next_run(tmp_path: Path) -> None:
    cohort = on_disk(tmp_path / "class", "a", "b")
    ended, _engine, heard = run(cohort, tmp_path / "out", lambda id: FAILED if id == "a" else GRADED)
    assert ended == Ended(1, 0, 1, 0)
    assert heard.over == ["b", "a"]
    with Ledger.write(tmp_path / "out") as ledger:
        entries = {entry.id: entry for entry in ledger.entries()}
    assert (entries["a"].state, entries["a"].score, entries["a"].reason) == ("machinery", None, "no more processes")
    assert rows(tmp_path / "out")["failure"] == [("a", ATTEMPTS, "no more processes")]
    assert run(cohort, tmp_path / "out")[1].asked == ["a"]


def test_when_nothing_works_the_run_stops_instead_of_failing_on_everybody(tmp_path: Path) -> None:
    ids = [f"s{number:03}" for number in range(MOST_IN_A_ROW * 3)]
    with pytest.raises(MachineryError, match=r"in a row could not be graded, the last because of this: no more proc"):
        run(on_disk(tmp_path / "class", *ids), tmp_path / "out", lambda _id: FAILED)
    with Ledger.write(tmp_path / "out") as ledger:
        assert Counter(states(ledger).values()) == {"machinery": MOST_IN_A_ROW, "waiting": 2 * MOST_IN_A_ROW}


def test_what_students_get_is_written_and_is_written_again_where_it_is_missing(tmp_path: Path) -> None:
    cohort = on_disk(tmp_path / "class", "a", "b")
    run(cohort, tmp_path / "out", lambda id: UNUSABLE if id == "b" else GRADED)
    feedback = tmp_path / "out" / "feedback"
    assert sorted(path.name for path in (feedback / "a").iterdir()) == ["report.html", "report.json", "report.md"]
    assert [path.name for path in (feedback / "b").iterdir()] == ["report.md"]
    (feedback / "a" / "report.html").unlink()
    assert run(cohort, tmp_path / "out")[1].asked == ["a"]


def test_nobody_keeps_feedback_for_what_has_no_marks_any_more(tmp_path: Path) -> None:
    feedback = tmp_path / "out" / "feedback"
    run(on_disk(tmp_path / "class", "a", "b", "c"), tmp_path / "out")
    (feedback / "c" / "my notes").touch()
    run(on_disk(tmp_path / "class", a="changed"), tmp_path / "out", lambda _id: FAILED)
    assert [path.name for path in feedback.rglob("*")] == ["c", "my notes"]  # what isn't ours stays


def test_the_same_notice_is_said_once_and_trouble_every_time(tmp_path: Path) -> None:
    cohort = on_disk(tmp_path / "class", "a", "b")
    outcome = replace(GRADED, notice="landlock is missing", trouble=("could not be explained",))
    _ended, _engine, heard = run(cohort, tmp_path / "out", lambda _id: outcome)
    trouble = "grader: could not be explained"
    assert heard.lines == ["grader: landlock is missing", trouble, trouble]


def test_what_changes_or_goes_while_the_class_is_graded_has_no_mark(tmp_path: Path) -> None:
    cohort = on_disk(tmp_path / "class", "a", "b", "c")

    def meanwhile(id: str) -> Outcome:
        if id == "a":
            (tmp_path / "class" / "b.py").write_text("changed\n")
            (tmp_path / "class" / "c.py").unlink(missing_ok=True)
        return UNUSABLE if id == "c" else GRADED

    assert run(cohort, tmp_path / "out", meanwhile)[0] == Ended(graded=1, unusable=0, failed=2, before=0)
    with Ledger.write(tmp_path / "out") as ledger:
        assert states(ledger) == {"a": "graded", "b": "machinery", "c": "machinery"}
    assert run(on_disk(tmp_path / "class", "a", "b", "c"), tmp_path / "out")[1].asked == ["b", "c"]


@pytest.mark.parametrize("is_moved", [True, False])
def test_where_the_gradebook_goes_the_run_ends(tmp_path: Path, is_moved: bool) -> None:
    def meanwhile(id: str) -> Outcome:
        if id == "b":
            (tmp_path / "out").rename(tmp_path / "moved")
            if is_moved:
                (tmp_path / "out").mkdir()
        return GRADED

    with pytest.raises(GraderError, match=r"was taken away during the run|can't write to .*: no such file"):
        run(on_disk(tmp_path / "class", "a", "b", "c"), tmp_path / "out", meanwhile)
    with Ledger.write(tmp_path / "moved") as ledger:
        assert states(ledger) == {"a": "graded", "b": "waiting", "c": "waiting"}


@pytest.mark.parametrize("place", ["feedback", "feedback/a"])
def test_nothing_is_written_or_taken_away_through_a_link(tmp_path: Path, place: str) -> None:
    cohort = on_disk(tmp_path / "class", "a", "b")
    run(cohort, tmp_path / "out")
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "out" / place).rename(elsewhere)
    (tmp_path / "out" / place).symlink_to(elsewhere)
    before = {path: path.stat().st_mtime_ns for path in elsewhere.rglob("*")}
    with pytest.raises(InputError, match="is a link, and nothing is written through it: take it away"):
        run(cohort, tmp_path / "out", regrade=True)
    assert {path: path.stat().st_mtime_ns for path in elsewhere.rglob("*")} == before


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("kept"), os.mkfifo])
def test_what_lies_in_the_way_of_a_file_is_replaced_and_not_written_to(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    (tmp_path / "kept").write_text("of somebody else")
    make(tmp_path / "grades.csv.part")
    write_file(tmp_path, "grades.csv", ["ours"])
    assert (tmp_path / "grades.csv").read_text() == "ours"
    assert (tmp_path / "kept").read_text() == "of somebody else"
    assert not (tmp_path / "grades.csv").is_symlink()
