"""Show the checks of each exercise with their points."""

import argparse

from grader.exercises import EXERCISES
from grader.report.as_text import points


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments: none."""


def run(_options: argparse.Namespace) -> int:
    """Print the rubric."""
    for exercise in EXERCISES:
        print(f"{exercise.name} ({exercise.stem}.py): {points(exercise.points)} points")
        for check in exercise.checks:
            print(f"  {points(check.points):>4}  {check.title}")
        print()
    print(f"{points(sum(exercise.points for exercise in EXERCISES))} points in all")
    return 0
