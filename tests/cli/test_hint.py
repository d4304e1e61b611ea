"""`hint`: one step for one exercise, and how to get the next one."""

import re
from unicodedata import east_asian_width

import pytest

from grader.exercises import EXERCISES
from grader.hints import HINTS
from grader.language import messages
from tests.cli.conftest import Run

NAMES = [exercise.name for exercise in EXERCISES]


def columns(line: str) -> int:
    """How wide a line is on a terminal."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)


def joined(text: str) -> str:
    """A text as it was before it was wrapped."""
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize("name", NAMES)
def test_every_step_of_every_exercise_fits_a_terminal(run: Run, name: str, level: int, language: str) -> None:
    ran = run("hint", name, "--level", level, "--lang", language)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"{name} (")
    assert max(map(columns, ran.out.split("\n"))) <= 80


def test_without_a_level_it_is_the_first_step_and_the_last_line_leads_on(run: Run) -> None:
    ran = run("hint", "im2col")
    assert ran.out == run("hint", "im2col", "--level", 1).out
    assert ran.out.startswith("im2col (im2col.py), step 1 of 3: where to look\n\n")
    assert joined(HINTS["im2col"].where) in joined(ran.out)
    assert ran.out.endswith("\n  make hint EXERCISE=im2col LEVEL=2\n")


def test_the_second_step_is_a_list_of_questions(run: Run) -> None:
    ran = run("hint", "im2col", "--level", 2)
    assert [f"- {question}" for question in HINTS["im2col"].ask] == joined(ran.out).split(" Still")[0].partition(
        "yourself "
    )[2].replace("? - ", "?\n- ").split("\n")
    assert ran.out.endswith("\n  make hint EXERCISE=im2col LEVEL=3\n")


def test_the_third_step_is_an_experiment_to_paste_and_what_to_look_at(run: Run) -> None:
    ran = run("hint", "im2col", "--level", 3)
    before, code, after, unwritten = re.split(r"\n\n(?=\.venv|What|NotImpl)", ran.out.split("\n\n", 1)[1])
    steps = HINTS["im2col"]
    assert joined(steps.before) in joined(before)
    assert code == f".venv/bin/python <<'END'\n{steps.experiment}END"
    assert joined(steps.after) in joined(after)
    assert "im2col.py" in unwritten


def test_the_experiment_is_the_same_in_every_language(run: Run) -> None:
    code = re.compile(r"^\.venv.*^END$", re.MULTILINE | re.DOTALL)
    english, korean = (run("hint", "Conv2d", "--level", 3, "--lang", language).out for language in ("en", "ko"))
    assert code.findall(english) == code.findall(korean) != []


def test_who_asked_for_another_language_stays_in_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run("hint", "im2col", "--lang", "ko")
    assert joined(messages("ko")[HINTS["im2col"].where]) in joined(ran.out)
    assert ran.out.endswith(" make hint EXERCISE=im2col LEVEL=2 LANGUAGE=ko\n")
    monkeypatch.setenv("LANGUAGE", "ko")  # as `make hint LANGUAGE=ko` does
    assert run("hint", "im2col").out == ran.out
    assert run("hint", "im2col", "--lang", "en").out.endswith(" make hint EXERCISE=im2col LEVEL=2 LANGUAGE=en\n")


def test_capitals_don_t_matter(run: Run) -> None:
    assert run("hint", "conv2D").out == run("hint", "Conv2d").out


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("conv_foward_naive", "conv_forward_naive"),
        ("im2cool", "im2col"),
        ("avg", "avg_pool_forward_naive, avg_pool_backward_naive"),
    ],
)
def test_a_name_that_is_nearly_one_is_told_which(run: Run, given: str, near: str) -> None:
    ran = run("hint", given)
    assert (ran.status, ran.out) == (2, "")
    assert ran.sentence.startswith(f"grader: there is no exercise {given}. Did you mean one of these: {near}")


@pytest.mark.parametrize("given", ["relu", "x" * 100_000, "\x1b[2J\n::error::"])
def test_a_name_that_is_like_none_is_told_all(run: Run, given: str) -> None:
    ran = run("hint", given)
    assert (ran.status, ran.out) == (2, "")
    assert ran.sentence.startswith("grader: there is no exercise ")
    assert ran.sentence.endswith(", ".join(NAMES))
    assert ran.sentence.isprintable()


def test_make_hint_without_an_exercise_is_told_how(run: Run) -> None:
    ran = run("hint", "--level", 1, "--", "")
    assert (ran.status, ran.out) == (2, "")
    assert "EXERCISE=NAME" in ran.sentence
    assert ran.sentence.endswith(", ".join(NAMES))


@pytest.mark.parametrize("level", ["0", "4", "two"])
def test_another_level_is_refused_in_one_line(run: Run, level: str) -> None:
    ran = run("hint", "im2col", "--level", level)
    assert ran.status == 2
    assert "--level" in ran.sentence
