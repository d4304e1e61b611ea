"""Every exercise has a hint of three steps, in every language, that doesn't give the answer."""

import string

import pytest

from grader.exam.hidden import SOLUTIONS
from grader.exercises import EXERCISES, NAMES
from grader.hints import HINTS
from grader.language import ENGLISH, LANGUAGES, messages
from grader.steps import Steps

STEMS = {exercise.name: exercise.stem for exercise in EXERCISES}
SHORTEST = 20  # letters of a line of the solution, without spaces, that gives something away


def texts(steps: Steps) -> list[str]:
    """All that is said of an exercise."""
    return [steps.where, *steps.ask, steps.before, steps.after]


def test_every_exercise_has_a_hint_and_every_hint_an_exercise() -> None:
    assert set(HINTS) == NAMES


@pytest.mark.parametrize("name", STEMS)
def test_each_step_says_something(name: str) -> None:
    assert all(texts(HINTS[name]))
    assert len(HINTS[name].ask) >= 3
    assert all("?" in question for question in HINTS[name].ask)


@pytest.mark.parametrize("name", STEMS)
def test_the_first_step_names_the_file_and_the_last_one_asks_the_student_s_own_code(name: str) -> None:
    steps = HINTS[name]
    assert f"{STEMS[name]}.py" in steps.where
    imports = [line for line in steps.code.splitlines() if line.startswith(f"from {STEMS[name]} import ")]
    assert any(name in line for line in imports)
    assert f"{name}(" in steps.code


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {ENGLISH}))
@pytest.mark.parametrize("name", STEMS)
def test_each_step_is_said_in_every_language(name: str, language: str) -> None:
    translated = messages(language)
    for text in texts(HINTS[name]):
        assert translated.get(text), text


@pytest.mark.parametrize("name", STEMS)
def test_no_line_of_the_solution_is_given_away(name: str) -> None:
    solution = (SOLUTIONS / f"{STEMS[name]}.py").read_text(encoding="utf-8")
    answers = solution.split("# BEGIN SOLUTION")[1:]
    lines = {
        squeezed(line)
        for answer in answers
        for line in answer.split("# END SOLUTION")[0].splitlines()
        if not line.strip().startswith("#")
    }
    told = squeezed(" ".join([*texts(HINTS[name]), HINTS[name].code]))
    assert not [line for line in lines if len(line) >= SHORTEST and line in told]


def squeezed(text: str) -> str:
    """`text` without its spaces."""
    return text.translate(dict.fromkeys(map(ord, string.whitespace)))
