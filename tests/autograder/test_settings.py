"""What was settled when the zip was made is read back there; and our own bounds are met before Gradescope's."""

import pytest

from grader.autograder.settings import Settings
from grader.sandbox.limits import Limits

GIVEN_SECONDS = 600  # Gradescope's documentation, "Troubleshooting"


@pytest.mark.parametrize(
    "settings", [Settings(), Settings("score", "ko", "best-effort", Limits(1.5, threads=3, memory_mib=300))]
)
def test_settings_are_the_same_after_their_text(settings: Settings) -> None:
    assert Settings.from_json(settings.to_json()) == settings


def test_a_submission_that_sleeps_its_time_away_is_marked_before_gradescope_gives_it_no_points() -> None:
    kill_after = 10
    assert Settings().seconds + kill_after < GIVEN_SECONDS


def test_the_memory_is_that_of_other_places_where_the_same_submission_is_marked() -> None:
    assert Settings().limits.memory_mib == Limits().memory_mib


def test_more_seconds_for_a_submission_are_more_for_its_grading() -> None:
    assert Settings(limits=Limits(submission_seconds=300.0)).seconds == 4 * 300 + 120
