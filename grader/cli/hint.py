"""Show a hint for one exercise in three steps: where to look, what to ask yourself, a small experiment."""

import argparse
import os

from grader.cli import choose_exercise, choose_language
from grader.exercise import Exercise
from grader.language import ENGLISH, _, current, preferred
from grader.report.hint_as_text import LEVELS, head, step
from grader.report.wrapped import wrapped


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments."""
    parser.add_argument("exercise", metavar="EXERCISE", help="the name of a function or class, conv_forward_naive say")
    parser.add_argument(
        "--level",
        type=int,
        choices=LEVELS,
        default=1,
        help="1: where to look (default); 2: what to ask yourself; 3: a small experiment",
    )
    choose_language.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print one step, and how to get the next one.

    Raises:
        InputError: no exercise has this name.
    """
    exercise = choose_exercise.named(options.exercise)
    level = options.level
    lines = [*head(exercise, level), "", *step(exercise, level)]
    if level < max(LEVELS):
        following = wrapped(_("Still stuck? The next step:"), "", "")
        lines += ["", *following, f"  {_command(exercise, level + 1)}"]
    print("\n".join(lines))
    return 0


def _command(exercise: Exercise, level: int) -> str:
    """What to type for a step; with the language, unless it is spoken anyway: who said it once shall not repeat it."""
    language = "" if current() == preferred(os.environ) == ENGLISH else f" LANGUAGE={current()}"
    return f"make hint EXERCISE={exercise.name} LEVEL={level}{language}"
