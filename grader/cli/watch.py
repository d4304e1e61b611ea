"""Grade the exercise that is being edited again whenever it is saved."""

import argparse
import contextlib
import os
import sys
from pathlib import Path

from grader.cli import choose_exam, choose_exercise, choose_isolation, choose_language, choose_limits
from grader.cli.surroundings import say
from grader.errors import InputError
from grader.escape import printable
from grader.exam.reference import knowledge_beside
from grader.exercise import Exercise
from grader.language import _
from grader.marking.grade import grade
from grader.report.result import Report
from grader.sandbox.nursery import Nursery
from grader.watch.bell import Bell
from grader.watch.desk import Desk
from grader.watch.doorbell import doorbell
from grader.watch.examiner import Examiner
from grader.watch.loop import Loop
from grader.watch.overheard import Overheard
from grader.watch.place import keep, kept
from grader.watch.terminal import Ended, Terminal
from grader.watch.view import progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments."""
    parser.add_argument(
        "path",
        metavar="PATH",
        type=Path,
        nargs="?",
        default=choose_isolation.ASSIGNMENT,
        help="the folder or file that you work on (default: assignment/); it is never written to",
    )
    parser.add_argument("--exercise", metavar="NAME", help="begin with this one (default: where you were)")
    choose_language.add_arguments(parser)
    choose_exam.add_arguments(parser)
    choose_isolation.add_arguments(parser)
    choose_limits.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Watch until `q` is pressed.

    Raises:
        InputError: there is nothing to watch, or no terminal to do it in.
    """
    if not options.path.exists():
        raise InputError(_("{given} does not exist: check the path").format(given=printable(str(options.path))))
    first = choose_exercise.named(options.exercise) if options.exercise is not None else None
    try:
        with Bell() as bell:
            return _watch(options, bell, Desk(kept(options.path), first))
    except Ended as ended:
        ended.die()
        raise AssertionError("a signal that ends a process has not") from None


def _watch(options: argparse.Namespace, bell: Bell, desk: Desk) -> int:
    path, limits = options.path, choose_limits.chosen(options)
    terminal = Terminal(bell)
    with contextlib.ExitStack() as stack:
        nursery = Nursery()  # it gets ready while the exam is read
        stack.callback(nursery.close)
        exam = choose_exam.chosen(options)
        reference = knowledge_beside(exam)
        choose_isolation.settle(options, path, nursery)
        stack.pop_all()

        def grade_one(nursery: Nursery, exercise: Exercise, is_full: bool) -> Report:
            return grade(path, exam, nursery, limits, reference, exercises=[exercise], explained=is_full)

        examiner = Examiner(grade_one, nursery, _renewed, bell.ring)
        overheard = Overheard(bell.ring)
        has_colour = not terminal.is_dumb and not os.environ.get("NO_COLOR")
        stack.enter_context(examiner)
        stack.callback(lambda: keep(path, desk.place))
        look_every = stack.enter_context(doorbell(path, bell))
        with terminal, contextlib.redirect_stderr(overheard):
            Loop(path, desk, terminal, examiner, overheard, colour=has_colour).run(look_every)
    for line in examiner.trouble:
        say(f"grader: {line}")
    print(progress(desk), file=sys.stdout)
    return 0


def _renewed(nursery: Nursery) -> Nursery:
    renewed = Nursery(nursery.layers)
    renewed.required = nursery.required
    return renewed
