"""Show the checks of each exercise with their points."""

import argparse

from grader.cli import choose_interface, choose_language
from grader.exercise import Exercise
from grader.interfaces.interface import ASSIGNMENT, AUTO, Interface, named
from grader.language import _
from grader.report.as_text import points


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments."""
    choose_interface.add_arguments(parser)
    choose_language.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print the rubric: the assignment's, if no other interface is named."""
    interface = ASSIGNMENT if options.interface == AUTO else named(options.interface)
    for exercise in interface.exercises:
        print(_head(interface, exercise))
        for check in exercise.checks:
            print(f"  {points(check.points):>4}  {_(check.title)}")
        print()
    parameters = {role: names for target in interface.targets.values() for role, names in target.parameters.items()}
    for role, names in parameters.items():
        print(_("{role} may be called {names}").format(role=role, names=", ".join(names)))
    print(_("{points} points in all").format(points=points(interface.points)))
    return 0


def _head(interface: Interface, exercise: Exercise) -> str:
    fields = {"name": exercise.name, "points": points(exercise.points)}
    if interface is ASSIGNMENT:
        return _("{name} ({stem}.py): {points} points").format(stem=exercise.stem, **fields)
    called = ", ".join(interface.names(exercise))
    return _("{name} (here {called}): {points} points").format(called=called, **fields)
