"""Write the student's files from the solutions, without touching what somebody has filled in."""

import argparse
import sys
from pathlib import Path

from grader.escape import log_line
from grader.exam.hidden import SOLUTIONS
from grader.stubs import Happened, stale, write_stubs

ASSIGNMENT = SOLUTIONS.parent / "assignment"
STALE = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments."""
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="change nothing; exit status 1 if a file is out of date")
    how.add_argument("--force", action="store_true", help="write over files that were filled in, after a backup")
    parser.add_argument("--solutions", metavar="DIR", type=Path, default=SOLUTIONS, help="where the solutions are")
    parser.add_argument("--to", metavar="DIR", type=Path, default=ASSIGNMENT, help="the assignment's folder")


def run(options: argparse.Namespace) -> int:
    """Write or check the stubs, one sentence for each file that is not as it was."""
    if options.check:
        out_of_date = stale(options.solutions, options.to)
        for one in out_of_date:
            print(log_line(one.sentence), file=sys.stderr)
        return STALE if any(one.is_known for one in out_of_date) else 0
    for outcome in write_stubs(options.solutions, options.to, force=options.force):
        if outcome.happened is not Happened.UNCHANGED:
            print(log_line(outcome.sentence))
    return 0
