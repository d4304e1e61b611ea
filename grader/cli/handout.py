"""Make the students' handout: the assignment, the grader and a public exam, no solutions."""

import argparse
import sys
from pathlib import Path

from grader.errors import InputError
from grader.escape import log_line
from grader.exam.cached import PROJECT
from grader.exam.hidden import SOLUTIONS, seed
from grader.exam.whole import write_whole
from grader.handout.packing import packed
from grader.handout.public_exam import public_exam_for
from grader.stubs.write import PUBLIC_SEED

LARGEST = 2 * 2**20  # bytes: what goes through any mail and any LMS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments."""
    parser.add_argument(
        "--to",
        metavar="FILE",
        type=Path,
        default=Path("handout.zip"),
        help="where to write it (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> int:
    """Write the zip, and say what is in it."""
    exam = public_exam_for(_public_seed(), SOLUTIONS, _say)
    content = packed(exam, PROJECT, SOLUTIONS)
    try:
        write_whole(content, options.to)
        options.to.chmod(0o644)  # it is for everybody
    except OSError as error:
        raise InputError(f"can't write {options.to}: {error.strerror}. Choose another --to FILE") from None
    size = f"{len(content) / 2**20:.2f} MiB"
    print(log_line(f"{options.to}: {size}, with the public exam {exam.digest[:12]}. It is for students."))
    if len(content) > LARGEST:
        _say(f"That is more than {LARGEST // 2**20} MiB, which some systems refuse.")
    return 0


def _public_seed() -> int:
    path = SOLUTIONS / PUBLIC_SEED
    try:
        return seed(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        raise InputError(f"{path} has no seed for the public exam: a handout is made where the solutions are") from None


def _say(sentence: str) -> None:
    print(log_line(sentence), file=sys.stderr, flush=True)
