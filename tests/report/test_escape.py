"""Text that a student wrote can't move, hide or reorder what a reader sees, wherever it goes."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.escape import json_text, log_line, printable, printable_lines, terminal_line

HARMFUL = "\x1b\x00\x07\b\r\n\t\x7f\x9b\xa0\u200b\u202e\u2066\u2028\u3164\ufe0f\ufeff\ud800\udc00\U000e0041\u0301"
COMMANDS = ["::", "##[", "##vso[", "##VSO[", "::error::", " ::", "#"]
ANYTHING = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.lists(st.sampled_from([*HARMFUL, *COMMANDS, "a", " ", "한"]), max_size=30).map("".join),
)
UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def is_a_command(line: str) -> bool:
    """Whether a runner of GitHub or Azure would obey the line."""
    return line.lstrip().startswith("::") or "##[" in line or "##vso[" in line.lower()


@settings(deadline=None, database=None, max_examples=150)
@given(ANYTHING)
def test_what_is_printable_is_safe_and_can_be_encoded(text: str) -> None:
    shown = printable(text)
    assert not {unicodedata.category(char) for char in shown} & UNSAFE
    shown.encode()


@settings(deadline=None, database=None)
@given(ANYTHING)
def test_safe_text_stays_as_it_is(text: str) -> None:
    safe = printable(text, 1_000)
    assert printable(safe, 1_000) == safe
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
        ("a\xa0b\u3000c", "a\\xa0b\\u3000c"),
        ("a\u3164b\uffa0\u2800", "a\\u3164b\\uffa0\\u2800"),
        ("e" + "\u0301" * 6, "e" + "\u0301" * 4 + "\\u0301\\u0301"),
        ("한글 é 中 😀 ส้ม", "한글 é 中 😀 ส้ม"),
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


# Where text leaves the grader.


@settings(deadline=None, database=None, max_examples=100)
@given(ANYTHING)
def test_a_terminal_s_line_is_printable_and_no_command(text: str) -> None:
    line = terminal_line(text)
    assert line.isprintable()
    assert not is_a_command(line)
    assert terminal_line(line) == line
    line.encode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::set-output name=x::y", "\\x3a:set-output name=x::y"),
        ("   ::error::y", "   \\x3a:error::y"),
        ("x[::2] is fine", "x[::2] is fine"),
        ("see ##[error]y", "see \\x23#[error]y"),
        ("###[error]y", "#\\x23#[error]y"),
        ("##vso[task.setvariable]", "\\x23#vso[task.setvariable]"),
        ("## [a title]", "## [a title]"),
    ],
)
def test_the_commands_of_ci_services_are_seen_and_not_obeyed(text: str, shown: str) -> None:
    assert terminal_line(text) == shown


@settings(deadline=None, database=None)
@given(ANYTHING, st.integers(1, 3_000))
def test_a_log_s_line_is_one_line_whatever_it_is_about(text: str, times: int) -> None:
    line = log_line(text * times)
    assert len(line.splitlines()) <= 1
    assert line.isprintable()
    assert not is_a_command(line)
    assert len(line) <= 10 * 2_001


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | ANYTHING,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANYTHING, inner, max_size=3),
    max_leaves=6,
)


def whole(text: str) -> str:
    """`text` with two halves of a character beside each other put together."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


@settings(deadline=None, database=None, max_examples=100)
@given(VALUES)
def test_json_reads_back_as_the_same_and_every_line_is_safe(value: object) -> None:
    text = json_text({"value": value})
    text.encode()
    assert all(line.isprintable() and not is_a_command(line) for line in text.split("\n"))
    assert repr(json.loads(text)["value"]) == repr(json.loads(json.dumps(value)))


@given(ANYTHING)
def test_a_text_survives_json(text: str) -> None:
    assert json.loads(json_text(text)) == whole(text)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_json_has_no_numbers_that_are_none(number: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        json_text([number])
