"""Make the autograder's zip for Gradescope: the grader, the exam with its answers, no solutions."""

import argparse
from pathlib import Path

from grader.autograder.packing import packed
from grader.autograder.settings import LIMITS, Settings
from grader.autograder.wheels import requirements, wheels
from grader.cli import choose_exam, choose_interface, choose_language, choose_limits
from grader.errors import InputError
from grader.escape import log_line
from grader.exam.cached import PROJECT
from grader.exam.whole import write_whole
from grader.report.feedback import FEEDBACKS
from grader.sandbox.isolation import BEST_EFFORT, REQUIRED

CONSTRAINTS = PROJECT / ".constraints.txt"
GIVEN_SECONDS = 600  # what Gradescope gives a grading at first
OURS_MIB = 256  # for the grader beside a worker: 100 were measured


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments."""
    parser.add_argument(
        "--to",
        metavar="FILE",
        type=Path,
        default=Path("gradescope.zip"),
        help="where to write it (default: %(default)s)",
    )
    parser.add_argument(
        "--feedback",
        choices=FEEDBACKS,
        default="hint",
        help="what students are told: hints, which keep the exam hidden (the default); all of it; the score",
    )
    parser.add_argument("--wheels", action="store_true", help="put the packages into the zip, to need no index there")
    parser.add_argument(
        "--isolation",
        choices=(REQUIRED, BEST_EFFORT),
        default=REQUIRED,
        help="what to do where Gradescope's machine can't keep a submission in its box: give no mark (the default), "
        "or go on and say so in the output for instructors",
    )
    choose_interface.add_arguments(parser)
    choose_language.add_arguments(parser)
    choose_exam.add_arguments(parser)
    choose_limits.add_arguments(parser, LIMITS)


def run(options: argparse.Namespace) -> int:
    """Write the zip, and say what to do with it."""
    settings = Settings(
        options.feedback,
        options.lang,
        options.isolation,
        choose_limits.chosen(options),
        choose_interface.chosen(options),
    )
    wanted = requirements(CONSTRAINTS)
    exam = choose_exam.chosen(options)
    content = packed(exam, settings, wanted, wheels(wanted) if options.wheels else {})
    try:
        write_whole(content, options.to)
    except OSError as error:
        raise InputError(f"can't write {options.to}: {error.strerror}. Choose another --to FILE") from None
    print(log_line(f"{options.to}: exam {exam.digest[:12]}. It has the expected answers: keep it from students."))
    for line in _needed(settings):
        print(line)
    return 0


def _needed(settings: Settings) -> list[str]:
    """What to set on Gradescope, in the assignment's settings."""
    memory = settings.limits.memory_mib + OURS_MIB
    lines = [f"Container specifications: at least {memory} MB of memory."]
    if settings.seconds >= GIVEN_SECONDS:
        lines.append(f"Autograder timeout: more than {-(-settings.seconds // 60)} minutes.")
    return lines
