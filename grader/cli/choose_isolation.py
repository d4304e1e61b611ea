"""How much isolation a command demands: --isolation, or what fits whose code it is."""

import argparse
import sys
from pathlib import Path

from grader.sandbox.isolation import BEST_EFFORT, REQUIRED, demand
from grader.sandbox.nursery import Nursery

ASSIGNMENT = Path(__file__).resolve().parents[2] / "assignment"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add --isolation."""
    parser.add_argument(
        "--isolation",
        choices=(REQUIRED, BEST_EFFORT),
        help="what to do where the machine can't keep a submission in its box: stop, or go on and say so in the report "
        "(default: stop, but for your own assignment/)",
    )


def settle(options: argparse.Namespace, path: Path, nursery: Nursery) -> None:
    """Demand what the options say, else what the submission at `path` calls for; tell on stderr what is missing.

    Raises:
        MachineryError: what is required is not there.
    """
    isolation = options.isolation or (BEST_EFFORT if _is_own(path) else REQUIRED)
    notice = demand(isolation, nursery)
    if notice:
        print(f"grader: {notice}", file=sys.stderr)


def _is_own(path: Path) -> bool:
    """Whether the code is that of whoever started the command, who could run it as well without us."""
    try:
        return path.resolve().is_relative_to(ASSIGNMENT)
    except (OSError, RuntimeError, ValueError):  # no path at all: grading will say so
        return False
