"""What is drawn: all that matters fits the window, whatever its size, and nothing of the student's gets out of it."""

import re

import pytest

from grader.exercises import EXERCISES
from grader.language import speaking
from grader.report.result import CheckResult, ExerciseResult, ExerciseStatus
from grader.report.wrapped import columns, folded
from grader.watch.desk import Desk, News
from grader.watch.place import Place
from grader.watch.screen import frame, leave, plain
from grader.watch.view import Window, lines, progress

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
EVIL = "\x1b[2J\x1b]0;x\x07 나쁜 글"
WRONG = CheckResult(
    "sum",
    "Sums of products.",
    16.0,
    16.0,
    "failed",
    f"out is {EVIL} " + "long " * 40,
    seen=("한글" * 30,),
    hint="Look.",
)


def shown(*checks: CheckResult, hints: int = 0) -> Desk:
    desk = Desk(Place("conv_forward_naive", {"conv_forward_naive": hints}))
    status: ExerciseStatus = "failed" if checks else "passed"
    result = ExerciseResult(
        "conv_forward_naive", "conv", 0.0 if checks else 16.0, 16.0, status, checks, printed=(EVIL,)
    )
    desk.take(News(EXERCISES[1], 0, is_full=True, result=result, notes=(f"left out {EVIL}",)))
    return desk


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(("rows", "width"), [(24, 80), (50, 200), (8, 30), (4, 12), (1, 1)])
def test_a_frame_fits_its_window(rows: int, width: int, language: str) -> None:
    with speaking(language):
        for desk in (shown(WRONG, hints=3), shown(), Desk(Place())):
            drawn = lines(desk, Window(rows, width, colour=True, is_busy=True))
            assert len(drawn) <= rows
            assert all(columns(COLOUR.sub("", line)) <= max(width, 10) for line in drawn)
            assert "\x1b" not in COLOUR.sub("", "".join(drawn))
            if rows > 8:
                assert len(drawn) == rows  # the keys are in the last line


def test_what_is_too_long_is_scrolled_to_its_end_and_not_beyond() -> None:
    desk, window = shown(WRONG, hints=3), Window(12, 80, colour=False)
    first = lines(desk, window)
    assert re.search(r"\.\.\. \d+ more lines", first[-2])
    desk.scroll(1)
    assert lines(desk, window)[3] == lines(desk, Window(12, 80, colour=False))[3] != first[3]
    desk.scroll(1000)
    last = lines(desk, window)
    assert "lines above" in last[-2]
    desk.scroll(-1)
    assert lines(desk, window) != last  # a key that goes back does so at once
    desk.scroll(-1000)
    assert lines(desk, window) == first


def test_a_hint_that_was_just_opened_is_seen() -> None:
    desk, window = shown(WRONG), Window(14, 80, colour=False)
    for level in (1, 2, 3):
        desk.press("h")
        assert f"step {level} of 3" in "".join(lines(desk, window))


def test_praise_says_where_n_goes_and_is_another_at_the_end() -> None:
    desk = shown()
    text = " ".join(" ".join(lines(desk, Window(None, 80, colour=False))).split())
    assert "Press n to go on with conv_backward_naive." in text
    for exercise in EXERCISES:
        result = ExerciseResult(exercise.name, exercise.stem, exercise.points, exercise.points, "passed", ())
        desk.take(News(exercise, 0, is_full=False, result=result))
    assert "everything is right" in " ".join(lines(desk, Window(None, 80, colour=False)))
    assert progress(desk) == "100 of 100 points, 12 of 12 exercises done"


def test_a_frame_replaces_whatever_was_there_in_one_piece() -> None:
    drawn = frame(["ab", "\x1b[1mbold", "12345", ""], 5).decode()
    assert drawn == (
        "\x1b[?2026h\x1b[1;1Hab\x1b[K\x1b[2;1H\x1b[1mbold\x1b[0m\x1b[K\x1b[3;1H12345\x1b[4;1H\x1b[K\x1b[J\x1b[?2026l"
    )
    assert frame(["다"], 5, "ascii") == b"\x1b[?2026h\x1b[1;1H?\x1b[K\x1b[J\x1b[?2026l"
    assert b"\x1b[?1049l" in leave(24)
    assert plain(["a", ""]) == b"a\n\n\n"


@pytest.mark.parametrize(
    ("line", "width", "folds"),
    [
        ("short", 10, ["short"]),
        ("  one two three", 9, ["  one two", "  three"]),
        ("  one two three", 10, ["  one two", "  three"]),
        ("  aaaaaaaaaa", 6, ["  aaaa", "  aaaa", "  aa"]),
        ("\x1b[1mone two\x1b[0m", 4, ["\x1b[1mone", "two\x1b[0m"]),
        ("가나다라 마바", 5, ["가나", "다라", "마바"]),
        (" " * 20 + "x", 4, ["    ", "  x"]),
    ],
)
def test_a_line_is_folded_between_words_where_it_can_be(line: str, width: int, folds: list[str]) -> None:
    assert folded(line, width)[-len(folds) :] == folds
    assert all(columns(COLOUR.sub("", part)) <= width for part in folded(line, width))
