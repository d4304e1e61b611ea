"""Whoever waits is told how far it is, how fast it goes, how long it takes, and what could not be graded."""

import io
from dataclasses import dataclass

import pytest

from grader.batch.job import Job, Outcome
from grader.batch.progress import Lines, Tally
from grader.cohort.parcel import Parcel
from grader.duration import duration
from tests.batch.fakes import FAILED, GRADED, UNUSABLE

JOB = Job("hong", "홍길동", "a.py", Parcel("a.py", b""))


@dataclass
class Clock:
    """A clock that a test turns."""

    now: float = 100.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def told(*outcomes: Outcome, seconds: float = 1.0, before: int = 0, total: int = 100) -> list[str]:
    clock, stream = Clock(), io.StringIO()
    with Lines(stream, clock) as lines:
        lines.begin(total, before)
        for outcome in outcomes:
            clock.now += seconds
            lines.came_back(JOB, outcome, is_over=True)
    return stream.getvalue().splitlines()


def test_a_log_gets_a_line_now_and_then_and_not_for_each() -> None:
    assert told(*[GRADED] * 25) == [
        "100 to grade",
        "10 of 100, 1.0 a second, about 90 s left".replace("90 s", "2 min"),
        "20 of 100, 1.0 a second, about 80 s left",
    ]


def test_the_last_one_is_told_in_any_case() -> None:
    assert told(*[GRADED] * 4, total=4, before=7) == ["4 to grade, 7 are graded already", "4 of 4, 1.0 a second"]


def test_each_that_is_not_graded_is_told_at_once_with_its_reason() -> None:
    assert told(UNUSABLE, FAILED, GRADED, total=3) == [
        "3 to grade",
        "hong: can't be used: it is damaged",
        "hong: not graded: no more processes",
        "3 of 3, 1.0 a second, 2 not graded",
    ]


def test_what_is_tried_again_does_not_count_yet() -> None:
    stream = io.StringIO()
    lines = Lines(stream)
    lines.begin(1, 0)
    lines.came_back(JOB, FAILED, is_over=False)
    assert stream.getvalue().splitlines()[1:] == ["hong: not graded, will be tried again: no more processes"]


def test_no_reason_can_forge_a_line() -> None:
    (_first, line, _last) = told(Outcome("unusable", "a\nhong: 100 points\x1b[2J"), total=1)
    assert line == "hong: can't be used: a\\nhong: 100 points\\x1b[2J"


def test_nothing_to_grade_has_no_rate() -> None:
    tally = Tally(Clock())
    assert (tally.rate, tally.seconds_left) == (0.0, None)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0 s"), (89, "89 s"), (90, "2 min"), (3600, "60 min"), (12000, "3 h 20 min")]
)
def test_times_are_told_as_people_say_them(seconds: float, text: str) -> None:
    assert duration(seconds) == text
