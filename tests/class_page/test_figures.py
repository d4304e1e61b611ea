"""The figures of a class, against numbers that were worked out by hand, and what holds in every class."""

import random
import statistics
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.class_page.figures import BINS, MOST_SLOW, Scores, figures
from grader.cohort.hand_in import Student
from grader.gradebook.entry import Entry
from tests.class_page.classes import a_class, check, exercise, graded

ALL_RIGHT = (check("shape"), check("padding"))


def scores_of(*scores: float, most: float = 100.0) -> Scores:
    entries = (
        graded(f"{place:03d}", exercise("one", "failed", check("a", points=score)), most=most)
        for place, score in enumerate(scores)
    )
    found = figures(entries).scores
    assert found is not None
    return found


# The scores.


def test_mean_median_and_quartiles() -> None:
    found = scores_of(10, 20, 40, 50, 80)
    assert (found.mean, found.median, found.quartiles) == (40, 40, (20, 50))
    assert (found.least, found.most) == (10, 80)
    assert found.deviation == pytest.approx(600**0.5)  # (900 + 400 + 0 + 100 + 1600) / 5


def test_one_student_is_a_class_too() -> None:
    found = scores_of(60)
    assert (found.mean, found.median, found.quartiles, found.deviation) == (60, 60, (60, 60), 0)


def test_a_bin_holds_its_lower_end_and_the_last_one_both() -> None:
    counts = scores_of(0, 4.99, 5, 94.99, 95, 100).counts
    assert {place: count for place, count in enumerate(counts) if count} == {0: 2, 1: 1, 18: 1, 19: 2}


def test_a_sum_that_rounding_made_too_small_is_in_the_right_bin() -> None:
    (place,) = (place for place, count in enumerate(scores_of(0.7 + 0.1, most=1.0).counts) if count)
    assert 0.7 + 0.1 < 0.8
    assert place == 16


def test_full_marks_are_counted() -> None:
    assert scores_of(100, 99.5, 100).full == 2


def test_a_class_without_marks_has_no_scores_and_a_class_without_anybody_nothing_at_all() -> None:
    found = figures([Entry("a", "a", (), "waiting", None, 100.0)])
    assert (found.scores, found.exercises, len(found.rows)) == (None, (), 1)
    assert figures([]).rows == ()


# States.


def test_who_has_no_marks_is_in_no_figure_but_in_the_list() -> None:
    entries = [
        graded("a", exercise("one", "passed", *ALL_RIGHT)),
        Entry("b", "b", (), "unusable", None, 4.0, reason="b.rar is no archive."),
        Entry("c", "c", (), "machinery", None, 4.0, reason="no more processes"),
        Entry("d", "d", (), "waiting", None, 4.0),
    ]
    found = figures(entries)
    assert found.states == {"graded": 1, "unusable": 1, "machinery": 1, "waiting": 1}
    assert [(row.id, row.reason) for row in found.not_graded] == [
        ("b", "b.rar is no archive."),
        ("c", "no more processes"),
        ("d", ""),
    ]
    assert found.scores is not None
    assert found.scores.mean == 4
    assert found.exercises[0].passed == 1


def test_more_than_one_exam_is_seen() -> None:
    one = exercise("one", "passed", *ALL_RIGHT)
    assert figures([graded("a", one, exam="x"), graded("b", one, exam="y"), graded("c", one, exam="x")]).exams == (
        "x",
        "y",
    )


def test_the_slowest_come_first_and_are_few() -> None:
    entries = [graded(f"{place:02d}", exercise("one", "passed", *ALL_RIGHT), seconds=place) for place in range(30)]
    assert figures(entries).slowest == tuple(range(29, 29 - MOST_SLOW, -1))


# Checks.


def test_what_became_of_a_check_is_told_apart() -> None:
    found = figures(
        [
            graded("a", exercise("one", "passed", check("x"))),
            graded("b", exercise("one", "failed", check("x", "failed"))),
            graded("c", exercise("one", "failed", check("x", "error"))),
            graded("d", exercise("one", "failed", check("x", "timeout"))),
            graded("e", exercise("one", "failed", check("x", "skipped"))),
            graded("f", exercise("one", "not_implemented", check("x", "skipped"))),
            graded("g", exercise("one", "missing", check("x", "skipped"))),
            graded("h", exercise("one", "failed", check("x", "machinery"))),
            graded("i", exercise("one", "machinery", check("x", "skipped"))),
        ]
    )
    ((one,),) = (found.exercises,)
    (x,) = one.checks
    assert (x.passed, x.failed, x.waiting, x.not_written, x.not_judged) == (1, 3, 1, 2, 2)
    assert x.count == 7
    assert (one.passed, one.not_written, one.other) == (1, 2, 6)


def test_our_own_failure_makes_no_check_harder() -> None:
    (one,) = figures(
        [
            graded("a", exercise("one", "passed", check("x"))),
            graded("b", exercise("one", "machinery", check("x", "machinery"))),
        ]
    ).exercises
    assert one.difficulty == one.checks[0].difficulty == 1.0


def test_discrimination_holds_a_check_against_all_else() -> None:
    # `x` goes with `y`; alone, neither goes with itself.
    both, none = (check("x"), check("y")), (check("x", "failed"), check("y", "failed"))
    (one,) = figures(
        [graded("a", exercise("one", "passed", *both)), graded("b", exercise("one", "failed", *none))]
    ).exercises
    assert [item.discrimination for item in one.checks] == [1.0, 1.0]
    assert one.discrimination is None  # there is nothing else


def test_the_least_understood_is_what_the_largest_share_fails() -> None:
    def hand_in(id: str, *failed: str) -> Entry:
        return graded(id, exercise("one", "failed", *(check(x, "failed" if x in failed else "passed") for x in "xyz")))

    found = figures([hand_in("a", "x", "y"), hand_in("b", "y"), hand_in("c")])
    assert [(one.name, one.failed) for one in found.least_understood] == [("y", 2), ("x", 1)]


# Misconceptions.


def test_misconceptions_by_how_many_have_them_and_who() -> None:
    def hand_in(id: str, *names: str | None) -> Entry:
        checks = (check(f"c{place}", "failed", misconception=name) for place, name in enumerate(names))
        return graded(id, exercise("one", "failed", *checks))

    found = figures([hand_in("a", "rare"), hand_in("b", "often", "often"), hand_in("c", None), hand_in("d", "often")])
    assert [(one.exercise, one.name, one.who) for one in found.misconceptions] == [
        ("one", "often", (1, 3)),
        ("one", "rare", (0,)),
    ]


def test_a_group_is_one_hand_in() -> None:
    one = exercise("one", "passed", *ALL_RIGHT)
    group = Entry("g", "Team 1", (Student("A", "1"), Student("B", "", "", "b")), "graded", 4.0, 4.0, (one,))
    (row,) = figures([group]).rows
    assert (row.name, row.students, row.sids) == ("Team 1", ("A", "B"), ("1", "b"))


# Any class.


@settings(max_examples=20)
@given(st.integers(1, 60), st.integers(0, 1000))
def test_everybody_is_counted_once_everywhere(size: int, seed: int) -> None:
    entries = list(a_class(size, seed))
    found = figures(iter(entries))
    scores = [entry.score for entry in entries if entry.score is not None]
    assert [row.id for row in found.rows] == [entry.id for entry in entries]
    assert sum(found.states.values()) == size
    if found.scores is None:
        assert not scores
        return
    assert sum(found.scores.counts) == len(scores)
    assert len(found.scores.counts) == BINS
    assert found.scores.mean == pytest.approx(statistics.fmean(scores))
    for one in found.exercises:
        assert one.passed + one.not_written + one.other == len(scores)
        for item in one.checks:
            assert item.count + item.not_judged == len(scores)
            assert 0 <= (item.difficulty or 0) <= 1


def test_the_order_of_the_class_does_not_matter() -> None:
    entries = list(a_class(50))
    mixed = random.Random(0).sample(entries, len(entries))  # noqa: S311  # any order will do
    one, other = figures(entries), figures(mixed)
    assert (one.scores and one.scores.counts) == (other.scores and other.scores.counts)
    assert [(found.name, found.failed) for found in one.least_understood[:5]] == [
        (found.name, found.failed) for found in other.least_understood[:5]
    ]


def test_what_is_kept_of_a_student_is_a_row() -> None:
    def peak(size: int) -> int:
        tracemalloc.start()
        figures(a_class(size))
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    each = (peak(300) - peak(100)) / 200
    assert each < 3000  # bytes; an entry of 12 exercises is ten times that
