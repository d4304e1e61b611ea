"""Show a hint for one exercise in three steps: where to look, what to ask yourself, a small experiment."""

import argparse
import os

from grader.cli import choose_exercise, choose_language
from grader.escape import terminal_line
from grader.exercise import Exercise
from grader.hints import HINTS
from grader.language import ENGLISH, N_, _, current, preferred
from grader.report.wrapped import wrapped
from grader.steps import Steps

LEVELS = {1: N_("where to look"), 2: N_("what to ask yourself"), 3: N_("a small experiment")}
# A process of its own for each run: it ends at the first error, and has read the student's files as they are now.
_FIRST, _LAST = ".venv/bin/python <<'END'", "END"


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
    head = _("{name} ({stem}.py), step {level} of 3: {what}").format(
        name=exercise.name, stem=exercise.stem, level=options.level, what=_(LEVELS[options.level])
    )
    print("\n".join([*wrapped(head, "", "  "), "", *_step(exercise, HINTS[exercise.name], options.level)]))
    return 0


def _step(exercise: Exercise, steps: Steps, level: int) -> list[str]:
    if level == 3:
        return _experiment(exercise, steps)
    said = wrapped(_(steps.where), "", "") if level == 1 else _questions(steps)
    following = wrapped(_("Still stuck? The next step:"), "", "")
    return [*said, "", *following, f"  {_command(exercise, level + 1)}"]


def _questions(steps: Steps) -> list[str]:
    return [line for question in steps.ask for line in wrapped(_(question), "- ", "  ")]


def _experiment(exercise: Exercise, steps: Steps) -> list[str]:
    paste = _(
        "Paste these lines into a terminal in the project's folder, from the first one to END. (In assignment/, the "
        "first one must begin with ../.venv.)"
    )
    unwritten = _(
        "NotImplementedError only means that the function it names is still to be written: that's fine, come back with "
        "a first version. If your code is in another file than {stem}.py, import it from there."
    )
    paragraphs = [
        [*wrapped(_(steps.before), "", ""), *wrapped(paste, "", "")],
        [terminal_line(line) for line in (_FIRST, *steps.experiment.splitlines(), _LAST)],
        [*wrapped(_("What to look at:"), "", ""), *wrapped(_(steps.after), "", "")],
        wrapped(unwritten.format(stem=exercise.stem), "", ""),
    ]
    return "\n\n".join("\n".join(lines) for lines in paragraphs).split("\n")


def _command(exercise: Exercise, level: int) -> str:
    """What to type for a step; with the language, unless it is spoken anyway: who said it once shall not repeat it."""
    language = "" if current() == preferred(os.environ) == ENGLISH else f" LANGUAGE={current()}"
    return f"make hint EXERCISE={exercise.name} LEVEL={level}{language}"
