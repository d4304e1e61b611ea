"""Difficulty and discrimination, held against numbers worked out by hand and against another way to work them out."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.class_page.items import Item

POINTS = st.integers(0, 8).map(lambda halves: halves / 2)
STUDENTS = st.lists(st.tuples(POINTS, POINTS), min_size=2, max_size=40)


def item(*students: tuple[float, float], max_score: float = 2.0) -> Item:
    made = Item(max_score)
    for score, rest in students:
        made.add(score, rest)
    return made


def test_difficulty_is_the_mean_share_of_the_points() -> None:
    assert item((2, 0), (0, 0), (1, 0), (2, 0)).difficulty == 0.625


def test_discrimination_of_an_item_of_all_or_nothing_is_the_point_biserial_one() -> None:
    # Rests of those who have it: 9, 7 (mean 8); of the others: 4, 6 (mean 5). All: mean 6.5, variance 13/4.
    # r = (8 - 5) / sqrt(13/4) * sqrt(2/4 * 2/4) = 3 / sqrt(13)
    assert item((2, 9), (2, 7), (0, 4), (0, 6)).discrimination == pytest.approx(3 / math.sqrt(13))


def test_an_item_that_the_weaker_ones_get_right_has_a_negative_one() -> None:
    assert item((2, 0), (0, 5)).discrimination == -1.0


@pytest.mark.parametrize("students", [(), ((1, 2),), ((2, 1), (2, 5)), ((0, 3), (2, 3))], ids=str)
def test_where_nothing_varies_there_is_no_discrimination(students: tuple[tuple[float, float], ...]) -> None:
    assert item(*students).discrimination is None


def test_what_varies_by_rounding_alone_does_not_vary() -> None:
    rest = 0.1 + 0.2
    assert item((2, rest), (0, 0.3), (2, 0.3)).discrimination is None


def test_where_there_is_nothing_to_get_or_nobody_there_is_no_difficulty() -> None:
    assert item((0, 1), max_score=0.0).difficulty is None
    assert item().difficulty is None


@given(STUDENTS)
def test_it_is_the_correlation_as_the_standard_library_works_it_out(students: list[tuple[float, float]]) -> None:
    scores, rests = zip(*students, strict=True)
    found = item(*students).discrimination
    if len(set(scores)) == 1 or len(set(rests)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(statistics.correlation(scores, rests), abs=1e-9)


@given(STUDENTS, st.floats(-1e6, 1e6))
def test_neither_depends_on_the_order_of_the_class_nor_on_where_the_rest_begins(
    students: list[tuple[float, float]], by: float
) -> None:
    one, other = item(*students), item(*((score, rest + round(by)) for score, rest in reversed(students)))
    assert one.difficulty == pytest.approx(other.difficulty)
    assert (one.discrimination is None) == (other.discrimination is None)
    if one.discrimination is not None:
        assert other.discrimination == pytest.approx(one.discrimination, abs=1e-6)
