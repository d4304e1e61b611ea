"""Which names and layouts a submission is graded by: those it follows, or those of one interface."""

import argparse

from grader.interfaces.interface import AUTO, named


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add --interface."""
    parser.add_argument(
        "--interface",
        metavar="NAME",
        default=AUTO,
        help="whose names and layouts the functions have: assignment, cs231n, from-scratch, torch-like, single-image "
        "(default: auto, what the submission follows)",
    )


def chosen(options: argparse.Namespace) -> str:
    """The interface's name.

    Raises:
        InputError: there is none of this name.
    """
    return AUTO if options.interface == AUTO else named(options.interface).name
