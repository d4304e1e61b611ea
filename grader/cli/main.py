"""`python -m grader VERB`: reads the arguments, runs the verb, and turns every failure into one sentence."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence

from grader.cli import exam, grade, rubric, stubs
from grader.errors import GraderError

INTERRUPTED = 130
VERBS = (grade, rubric, stubs, exam)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m grader", description="Grade hand-written convolution code.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb in VERBS:
        name = verb.__name__.rpartition(".")[2]
        help_line = (verb.__doc__ or "").partition("\n")[0]
        verb_parser = verbs.add_parser(name, help=help_line, description=help_line)
        verb.add_arguments(verb_parser)
        verb_parser.set_defaults(run=verb.run)
    options = parser.parse_args(arguments)
    try:
        status = int(options.run(options))
        sys.stdout.flush()
    except GraderError as error:
        print(f"grader: {error}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("grader: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader has seen enough: `... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    return status
