"""The report in Markdown says what the text says, and nothing in it becomes markup that we didn't mean."""

import re
from dataclasses import replace

import pytest

from grader.language import speaking
from grader.report.as_markdown import as_markdown, refused_markdown
from grader.report.feedback import fed_back
from tests.report.reports import EXPLAINED, MIXED, exercise, failed, report, skipped

HOSTILE = (
    "<img src=x onerror=alert(1)> **bold** [link](http://evil.example) ![i](x) | cell | @everyone ~~gone~~ $x$ "
    "www.evil.example https://evil.example `code` &lt; \x1b[31m"
)


def test_it_begins_with_the_score_and_a_table_of_all_exercises() -> None:
    lines = as_markdown(MIXED).split("\n")
    assert lines[0] == "# hong-gildong: 4 of 12.5 points"
    assert lines[2:6] == [
        "| Exercise | Points | Result |",
        "|---|---:|---|",
        "| `conv_output_size` | 2 / 2 | passed |",
        "| `conv_forward_naive` | 2 / 4.5 | not yet |",
    ]
    assert sum(line.startswith("| `") for line in lines) == len(MIXED.exercises)


def test_a_failed_check_is_told_with_its_case_its_story_and_the_next_step() -> None:
    text = as_markdown(EXPLAINED)
    assert "## conv\\_forward\\_naive (conv.py)" in text
    assert "### ✗ The padding check. (1.5)" in text
    assert "smallest case: N=1 H=2 pad=1" in text
    assert "    x = [[[[1, 2]]]]\n    w = [[[[3]]]]\n    0\\*1" not in text  # in code, nothing is escaped
    assert "    x = [[[[1, 2]]]]\n    w = [[[[3]]]]\n    0*1 + 2*3 + b = 6 + 1 = 7\n    yours: 9" in text
    assert "Right in the middle of `out`." in text
    assert "likely: The image is padded with copies of its edge. (pads\\_with\\_edge\\_values)" in text
    assert "**next: Print your padded image.**" in text
    assert "your code printed:\n\n    shape (1, 1)\n    한글도 됩니다" in text


def test_what_is_right_is_told_by_the_table_alone() -> None:
    assert "##" not in as_markdown(report(replace(MIXED.exercises[0])))


def test_hostile_text_is_no_markup() -> None:
    check = failed(
        message=HOSTILE,
        title=HOSTILE,
        hint=HOSTILE,
        belief=HOSTILE,
        misconception=HOSTILE,
        seen=(HOSTILE,),
        story=(HOSTILE,),
    )
    wrong = exercise("im2col", "failed", check, skipped(message="waits"), message=HOSTILE, printed=(HOSTILE,))
    hostile = replace(report(wrong), submission=HOSTILE, notes=(HOSTILE,))
    for text in (as_markdown(hostile), refused_markdown(HOSTILE, HOSTILE)):
        prose = [line for line in text.split("\n") if not line.startswith("    ")]
        prose = [re.sub(r"\\.|`[^`]*`", "", line) for line in prose if not line.startswith("|---")]
        joined = "\n".join(prose).replace("<sub>", "").replace("</sub>", "").replace("**next", "next")
        assert not re.search(r"[<>\[\]`~$@]|\*\*[^\n]|://|www\.|&(?!#\d+;)", joined), joined
        assert "\x1b" not in text


@pytest.mark.parametrize("start", ["# title", "- item", "+ item", "1. item", "12) item", "=====", "  - item", "---"])
def test_a_line_of_text_is_no_heading_and_no_list(start: str) -> None:
    wrong = exercise("im2col", "failed", failed(message=start))
    escaped = re.sub(r"([#\-+=]|(?<=\d)[.)])", r"\\\1", start, count=1)
    assert f"\n\n{escaped}\n" in as_markdown(report(wrong))


def test_what_code_prints_can_not_end_its_block() -> None:
    printed = ("```", "# free", "", "</code>")
    text = as_markdown(report(exercise("im2col", "failed", failed(), printed=printed)))
    assert "    ```\n    # free\n    \n    </code>" in text


def test_it_speaks_korean_and_respects_what_feedback_leaves() -> None:
    with speaking("ko"):
        assert as_markdown(MIXED).startswith("# hong-gildong: 12.5점 만점에 4점")
    assert "out[0, 0]" not in as_markdown(fed_back(MIXED, "hint"))
    assert "out\\[0, 0\\] is 1" in as_markdown(MIXED)


def test_what_is_not_graded_is_told_with_its_reason() -> None:
    assert refused_markdown("hong", "hong.zip is damaged") == "# hong: not graded\n\nhong.zip is damaged\n"
