"""`python -m grader VERB`: reads the arguments, runs the verb, and turns every failure into one sentence."""

import argparse
import errno
import importlib
import io
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

from grader import language
from grader.cli.surroundings import open_streams, say
from grader.errors import GraderError, InputError, MachineryError
from grader.escape import log_line

INTERRUPTED = 130
MOST_FRAMES = 20  # of a traceback
MOST_LINES = 100  # of all tracebacks of one failure
NEEDED = ("numpy", "hypothesis")  # of what isn't ours, where no extra is wanted
VERBS = {
    "grade": "grade one submission: a folder, a .py file, a notebook or an archive",
    "batch": "grade a class; run again to resume",
    "export": "write the marks of a class in the format of an LMS, a spreadsheet or a CI service",
    "train": "train a small network of the student's own layers on handwritten digits",
    "watch": "grade the exercise that is being edited again whenever it is saved",
    "reset": "give one exercise's stub back, and keep what was there",
    "hint": "help with one exercise, in three steps",
    "rubric": "show the checks of each exercise with their points",
    "stubs": "write the student's files from the solutions",
    "doctor": "try every escape on this machine, and show which layers stop it",
    "exam": "write the exam to a file, for machines that must agree",
    "handout": "make the students' zip: assignment, grader, public exam; no solutions",
    "gradescope": "make the autograder's zip for Gradescope",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit status."""
    open_streams()
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except GraderError as error:
        say(f"grader: {error}")
        return error.exit_status
    except KeyboardInterrupt:
        say("grader: interrupted")
        return INTERRUPTED
    except BrokenPipeError:  # the reader has seen enough: `... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except Exception as error:
        return _unforeseen(error)
    return status


def _unforeseen(error: Exception) -> int:
    """What is no fault of ours in one sentence; else all that whoever mends it needs to know."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        say("grader: no space is left where this should be written: free some, then try again")
        return MachineryError.exit_status
    missing = (error.name or "").partition(".")[0] if isinstance(error, ModuleNotFoundError) else ""
    if missing in NEEDED:
        say(f"grader: {missing} is not installed for {sys.executable}: use `make grade`, or .venv/bin/python -m grader")
        return InputError.exit_status
    for line in ("a fault of the grader's own, no mark is given. Please report it:", *_traceback()):
        say(f"grader: {line}")
    return MachineryError.exit_status


def _run(arguments: Sequence[str] | None) -> int:
    parser = _Parser(prog="python -m grader", description="Grade hand-written convolution code.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    given = next((word for word in arguments or sys.argv[1:] if word in VERBS), None)
    for name, text in VERBS.items():
        verb_parser = verbs.add_parser(name, help=text, description=text)
        if name == given:  # only what is needed is imported: a student runs this many times an hour
            module = importlib.import_module(f"grader.cli.{name}")
            module.add_arguments(verb_parser)
            verb_parser.set_defaults(run=module.run)
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter still gets the report
    with language.speaking(getattr(options, "lang", language.ENGLISH)):  # a verb without --lang is no student's
        return int(options.run(options))


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line, whatever characters they hold."""

    def error(self, message: str) -> NoReturn:
        """End with status 2."""
        super().error(log_line(message))


def _traceback() -> list[str]:
    return traceback.format_exc(limit=-MOST_FRAMES).splitlines()[-MOST_LINES:]
