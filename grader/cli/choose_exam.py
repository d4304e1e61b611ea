"""Which exam a command uses: --exam FILE, or the one for a seed."""

import argparse
import sys
from pathlib import Path

from grader.escape import log_line
from grader.exam import Exam, load
from grader.exam.cached import exam_for
from grader.exam.hidden import seed
from grader.exam.public import usual_exam


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add --exam and --seed."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--exam", metavar="FILE", type=Path, help="use this exam instead of drawing one")
    choice.add_argument("--seed", metavar="N", type=seed, help="use the exam for this seed (default: the hidden one's)")


def chosen(options: argparse.Namespace) -> Exam:
    """The exam that the options ask for.

    Raises:
        InputError: no such exam, or no seed to draw one.
    """
    if options.exam is not None:
        return load(options.exam)
    if options.seed is not None:
        return exam_for(options.seed, before_drawing=_say)
    return usual_exam(before_drawing=_say)


def _say(sentence: str) -> None:
    print(log_line(sentence), file=sys.stderr, flush=True)
