"""In a terminal, whoever waits sees a bar: what is done, how fast, how long still, and the faults so far."""

import io

import pytest

from grader.batch.job import Outcome
from tests.batch.fakes import FAILED, GRADED, UNUSABLE
from tests.batch.test_progress import JOB

pytest.importorskip("rich", reason="the live bar needs rich, which a student has not; `make cov` has it")

from rich.console import Console  # see above

from grader.batch.live import Bar  # the same


def shown(*outcomes: Outcome, total: int = 4, before: int = 0) -> tuple[str, str]:
    """All that was shown, and the last of it."""
    console = Console(file=io.StringIO(), force_terminal=True, width=100, color_system=None)
    with Bar(console) as bar:
        bar.begin(total, before)
        for outcome in outcomes:
            bar.came_back(JOB, outcome, is_over=True)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    return text, text.rstrip().rsplit("\r", 1)[-1]


def test_the_bar_says_how_far_it_is_and_what_could_not_be_graded() -> None:
    text, last = shown(GRADED, UNUSABLE, GRADED)
    assert "3/4" in last
    assert "1 not graded" in last
    assert "/s" in last
    assert "hong: can't be used: it is damaged" in text


def test_it_says_what_was_graded_before() -> None:
    assert "7 are graded already" in shown(before=7)[0]


def test_what_is_tried_again_is_told_and_does_not_count() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=100, color_system=None)
    with Bar(console) as bar:
        bar.begin(1, 0)
        bar.came_back(JOB, FAILED, is_over=False)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert "will be tried again: no more processes" in text
    assert "0/1" in text
    assert "1/1" not in text


def test_no_reason_is_markup_or_moves_the_cursor() -> None:
    text, _last = shown(Outcome("unusable", "[bold red]you have won[/] \x1b[2J\nhong: 100 points"))
    assert "[bold red]you have won[/] \\x1b[2J\\nhong: 100 points" in text.replace("\n", "")
