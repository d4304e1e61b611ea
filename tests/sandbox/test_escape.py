"""Text that a student wrote can't move, hide or reorder what a reader sees."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.escape import printable, printable_lines

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@settings(deadline=None, database=None, max_examples=150)
@given(ANYTHING)
def test_what_is_printable_is_safe_and_can_be_encoded(text: str) -> None:
    shown = printable(text)
    assert not {unicodedata.category(char) for char in shown} & UNSAFE
    shown.encode()


@settings(deadline=None, database=None)
@given(ANYTHING)
def test_safe_text_stays_as_it_is(text: str) -> None:
    safe = "".join(char for char in text if unicodedata.category(char) not in UNSAFE)
    assert printable(safe) == safe
    assert printable_lines(safe) == [safe]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "\\x1b[2J"),
        ("\x1b]52;c;aGk=\x07", "\\x1b]52;c;aGk=\\x07"),
        ("a\nb\r\tc", "a\\nb\\r\\tc"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202etxt.exe", "\\u202etxt.exe"),
        ("\u200b\u2028\ufeff", "\\u200b\\u2028\\ufeff"),
        ("\ud800", "\\ud800"),
        ("\ue000\U000e0041\U0010ffff", "\\ue000\\U000e0041\\U0010ffff"),
        ("\0", "\\x00"),
        ("한글 é 中 😀", "한글 é 中 😀"),
        ("", ""),
    ],
)
def test_unsafe_characters_are_seen(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_long_text_is_cut_and_says_so() -> None:
    assert printable("x" * 11, 10) == "x" * 10 + "…"
    assert printable("x" * 10, 10) == "x" * 10
    assert printable("\x1b" * 11, 10) == "\\x1b" * 10 + "…"


@settings(deadline=None, database=None)
@given(ANYTHING, st.integers(0, 80))
def test_lines_are_safe_one_by_one_and_cut_as_a_whole(text: str, limit: int) -> None:
    lines = printable_lines(text, limit)
    assert not {unicodedata.category(char) for line in lines for char in line} & UNSAFE
    assert (lines[-1] == "…") >= (len(text) > limit)
    whole = text[:limit].split("\n")
    assert lines[: len(whole)] == [printable(line) for line in whole]


def test_lines_stay_lines() -> None:
    assert printable_lines("a\nb\x1b\n") == ["a", "b\\x1b", ""]
    assert printable_lines("abc\nd", 3) == ["abc", "…"]
