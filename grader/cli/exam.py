"""Write the exam to a file, for machines that must agree or that have no solutions."""

import argparse
from pathlib import Path

from grader.cli import choose_exam
from grader.errors import InputError
from grader.escape import log_line
from grader.exam import save


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path, help="where to write it; keep it from students")
    choose_exam.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Draw or read the exam, write it, and print its digest."""
    try:
        options.file.parent.mkdir(parents=True, exist_ok=True)  # before the time is spent on drawing
        exam = choose_exam.chosen(options)
        save(exam, options.file)
    except OSError as error:
        raise InputError(f"can't write {options.file}: {error.strerror}") from None
    print(log_line(f"{options.file}: exam {exam.digest[:12]}"))
    return 0
