"""The report for a terminal: all that a student needs, in 80 columns, with colours only where they are wanted."""

import unicodedata
from dataclasses import replace

import pytest

from grader.language import speaking
from grader.report.as_text import as_text, failed_check, points
from grader.report.result import Report
from tests.report.reports import DIGEST, MIXED, exercise, failed, passed, report, skipped

LONG = "a sentence that goes on and on, with 1x1 windows and float64-numbers, " * 4


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def lines(told: Report) -> list[str]:
    text = as_text(told)
    assert text.endswith("\n")
    return text.split("\n")


def test_the_score_comes_first_then_each_exercise_with_its_own() -> None:
    told = lines(MIXED)
    assert told[0] == "hong-gildong: 4 of 12.5 points"
    assert told[2] == "  conv_output_size              2 / 2    passed"
    assert told[3] == "  conv_forward_naive            2 / 4.5  not yet"
    assert [line.split("  ")[-1] for line in told[2:10]] == [
        *("passed", "not yet", "raises", "not written yet", "not found", "too slow", "crashes", "not graded"),
    ]


def test_a_failed_check_shows_its_line_what_is_wrong_the_smallest_case_and_a_next_step() -> None:
    assert failed_check(failed()) == [
        "  x The padding check. (1.5)",
        "    out[0, 0] is 1, expected 2.",
        "    smallest case: N=1 H=2 pad=1",
        "      x = [[[[1, 2]]]]",
        "      w = [[[[3]]]]",
        "    next: Print your padded image.",
    ]
    assert "\n".join(failed_check(failed())) in as_text(MIXED)


def test_further_lines_of_a_hint_begin_below_its_first_letter_in_any_language() -> None:
    hint = "가나다 라마 " * 20
    for language, label in (("en", "    next: "), ("ko", "    다음 할 일: ")):
        with speaking(language):
            first, *others = failed_check(failed(counterexample=None, arrays={}, hint=hint))[2:]
        assert first.startswith(f"{label}가나다")
        assert len(others) >= 2
        for line in others:
            assert columns(line) <= 80
            assert len(line) - len(line.lstrip()) == columns(label)


def test_the_rows_of_an_array_stand_below_each_other_however_wide_its_name_is() -> None:
    told = failed_check(failed(arrays={"나온 out": "[[1, 2], [3, 4]]"}))
    (first,) = [row for row, line in enumerate(told) if "나온 out" in line]
    assert columns(told[first].partition("[1")[0]) == columns(told[first + 1].partition("[3")[0])


def test_a_misconception_has_a_name_and_perhaps_a_belief() -> None:
    named = failed(misconception="pad_edge", belief="The border is repeated.")
    assert "    likely: The border is repeated. (pad_edge)" in failed_check(named)
    assert "    likely: pad_edge" in failed_check(replace(named, belief=""))


def test_what_is_not_known_is_not_shown() -> None:
    bare = failed(counterexample=None, arrays={}, hint=None)
    assert failed_check(bare) == ["  x The padding check. (1.5)", "    out[0, 0] is 1, expected 2."]


def test_a_check_that_passed_needs_no_words() -> None:
    assert "The plain check" not in as_text(MIXED)


def test_checks_that_wait_are_named_or_counted() -> None:
    few = as_text(report(exercise("im2col", "failed", failed(), skipped("a"), skipped("b"))))
    assert "  … waiting for this:\n    The a check. (1)\n    The b check. (1)\n" in few
    many = as_text(report(exercise("im2col", "failed", failed(), *(skipped(name) for name in "abcde"))))
    assert "  … 5 more checks wait for this (5)\n" in many
    assert "The a check" not in many


def test_an_exercise_that_passed_has_no_paragraph() -> None:
    assert "(conv.py)" not in as_text(report(exercise("im2col", "passed", passed(), printed=("hello",))))


def test_what_the_student_printed_is_kept_apart_and_capped() -> None:
    printed = tuple(f"line {i} " + "=" * 100 for i in range(30))
    told = lines(report(exercise("im2col", "failed", failed(), printed=printed)))
    start = told.index("  your code printed:")
    shown = [line for line in told if line.startswith("    | ")]
    assert told[start + 1] == shown[0] == "    | line 0 " + "=" * 67
    assert len(shown) == 10


def test_what_two_exercises_have_in_common_is_told_once() -> None:
    message = "conv.py could not be loaded: SyntaxError."
    told = as_text(report(exercise("im2col", "error", message=message), exercise("col2im", "error", message=message)))
    assert told.count(message) == 1
    assert "col2im (conv.py)\n  as for im2col\n" in told


def test_functions_that_are_missing_are_told_in_one_line() -> None:
    nothing = "is not defined in any of the files."
    told = as_text(
        report(
            exercise("im2col", "missing", message=f"im2col {nothing}"),
            exercise("col2im", "missing", message=f"col2im {nothing}"),
            exercise("Conv2d", "missing", message=f'Conv2d {nothing} There is a "Conv2D": is that the one?'),
        )
    )
    assert "Not defined in any of the files: im2col, col2im.\n" in told
    assert 'Conv2d is not defined in any of the files. There is a "Conv2D": is that the one?\n' in told
    assert told.count("is not defined") == 1


def test_the_next_exercise_to_write_is_named() -> None:
    unwritten = [exercise(name, "not_implemented", message=f"{name} is not written yet.") for name in ("a", "b")]
    told = as_text(report(exercise("first", "passed"), *unwritten))
    assert "Next to write: a in conv.py\n" in told
    assert "b is not written yet" not in told
    assert "Next to write" not in as_text(report(exercise("first", "passed")))


def test_a_function_that_still_raises_says_which_line_to_take_out() -> None:
    message = "im2col still raises NotImplementedError (im2col.py, line 3): take that line out."
    told = as_text(report(exercise("im2col", "not_implemented", message=message)))
    assert f"{message}\nNext to write: im2col in conv.py\n" in told


def test_notes_exam_and_time_come_last() -> None:
    told = lines(MIXED)
    assert told[-3:] == ["Note: a.txt was left out.", f"exam {DIGEST[:12]} · 0.1 s", ""]


def test_without_colour_there_is_no_escape_code() -> None:
    assert "\x1b" not in as_text(MIXED)


def test_with_colour_the_text_is_the_same_but_for_the_codes() -> None:
    coloured = as_text(MIXED, colour=True)
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[33m"):
        assert code in coloured
        coloured = coloured.replace(code, "")
    assert coloured == as_text(MIXED)


@pytest.mark.parametrize("words", [LONG, "x" * 300, "한글로 쓴 설명이에요, " * 15, "한" * 200, "a한" * 90])
def test_no_line_is_longer_than_80_columns(words: str) -> None:
    check = replace(failed(message=words, hint=words, arrays={"x": words}), title=words)
    long = exercise("max_pool_backward_naive", "failed", check, skipped(), printed=(words,), message=words)
    waiting = replace(skipped(), title=words)
    told = report(
        long,
        exercise("a", "failed", waiting),
        exercise("b", "missing", message=words),
        exercise("c", "missing", message=words + "?"),
        exercise("d", "not_implemented", message=words),
        submission=words,
        notes=(words,),
    )
    widths = [columns(line) for line in lines(told)]
    assert max(widths) <= 80
    assert sum(width > 70 for width in widths) > 10


def test_no_letter_is_lost_when_a_text_is_wrapped() -> None:
    words = "가나다abc" * 40
    told = as_text(report(exercise("im2col", "error", message=words)))
    assert words in told.replace("\n  ", "")


@pytest.mark.parametrize(("number", "shown"), [(4.0, "4"), (0.5, "0.5"), (100.0, "100"), (0.1 + 0.2, "0.3")])
def test_points_have_no_needless_digits(number: float, shown: str) -> None:
    assert points(number) == shown
