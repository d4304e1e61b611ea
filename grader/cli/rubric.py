"""Show the checks of each exercise with their points."""

import argparse

from grader.cli import choose_language
from grader.exercises import EXERCISES
from grader.language import _
from grader.report.as_text import points


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments."""
    choose_language.add_arguments(parser)


def run(_options: argparse.Namespace) -> int:
    """Print the rubric."""
    for exercise in EXERCISES:
        head = _("{name} ({stem}.py): {points} points")
        print(head.format(name=exercise.name, stem=exercise.stem, points=points(exercise.points)))
        for check in exercise.checks:
            print(f"  {points(check.points):>4}  {_(check.title)}")
        print()
    print(_("{points} points in all").format(points=points(sum(exercise.points for exercise in EXERCISES))))
    return 0
