"""Give one exercise's stub back, and keep what was there."""

import argparse
from pathlib import Path

from grader.cli import choose_exercise, choose_language
from grader.escape import log_line
from grader.stubs.handed_out import ASSIGNMENT, pristine
from grader.stubs.reset import reset


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments."""
    parser.add_argument("exercise", metavar="EXERCISE", help="the name of a function or class, conv_forward_naive say")
    parser.add_argument("--file", action="store_true", help="give back the whole file that it is in")
    parser.add_argument("--to", metavar="DIR", type=Path, default=ASSIGNMENT, help="the folder with your files")
    choose_language.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Reset it; one sentence says what was done.

    Raises:
        InputError: no exercise has this name, or its file can't be changed.
    """
    exercise = choose_exercise.named(options.exercise)
    done = reset(exercise, pristine(exercise.stem), options.to, whole=options.file)
    print(log_line(done.sentence))
    return 0
