"""Train a small network made of the student's own layers on handwritten digits; no mark hangs on it."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from grader.cli import choose_exam, choose_isolation, choose_language
from grader.errors import InputError
from grader.escape import log_line
from grader.exam.reference import knowledge_beside
from grader.exam.whole import write_whole
from grader.language import _
from grader.marking.grade import grade
from grader.report.wrapped import wrapped
from grader.sandbox.nursery import Nursery
from grader.training.course import Outcome, course
from grader.training.layers import exercises
from grader.training.learn import Plan
from grader.training.net import FILTERS
from grader.training.refusal import refusal
from grader.training.screen import accuracy, screen_for

NOT_TRAINED = 1  # the layers are not right, or the training broke off
INTERRUPTED = 130
PICTURE = Path("training.png")
LITTLE = 0.3  # of the test images
MOST_PRINTED = 10  # lines of what the student's code printed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments."""
    plan = Plan()
    parser.add_argument(
        "path",
        metavar="PATH",
        type=Path,
        nargs="?",
        default=choose_isolation.ASSIGNMENT,
        help="whose layers learn, as for grade (default: assignment)",
    )
    for option, kind, most, default, text in (
        ("--epochs", int, 1000, plan.epochs, "how often all images are learnt from"),
        ("--rate", float, 1000, plan.rate, "the learning rate at first; it falls to 0"),
        ("--filters", int, 64, FILTERS, "filters of the first convolution; the second has twice as many"),
        ("--seconds", float, 1e6, None, "end when so much time is over, and keep what is learnt"),
    ):
        given = f" (default {default:g})" if default is not None else ""
        convert = _up_to(kind, most)
        parser.add_argument(option, metavar="N", type=convert, default=default, help=f"{text}{given}")
    parser.add_argument(
        "--picture", metavar="FILE", type=Path, default=PICTURE, help=f"where the picture goes (default {PICTURE})"
    )
    choose_language.add_arguments(parser)
    choose_exam.add_arguments(parser)
    choose_isolation.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Grade the layers, then train; 0 if that went to its end, 1 if the layers are not right or it broke off."""
    with Nursery() as nursery:  # it gets ready while the exam is read
        exam = choose_exam.chosen(options)
        choose_isolation.settle(options, options.path, nursery)
        report = grade(options.path, exam, nursery, None, knowledge_beside(exam), exercises=exercises())
        for line in report.trouble:
            print(log_line(f"grader: {line}"), file=sys.stderr)
        lines = refusal(report)
        if lines:
            print(*lines, sep="\n")
            return NOT_TRAINED
        plan = Plan(options.epochs, options.rate)
        with screen_for(sys.stdout) as screen:
            outcome = course(options.path, nursery, plan, options.filters, options.seconds, screen)
    _tell(outcome)
    if outcome.shown.curve.losses:
        _picture(outcome, options.picture)
    if outcome.trouble:
        return NOT_TRAINED
    return INTERRUPTED if outcome.was_interrupted else 0


def _tell(outcome: Outcome) -> None:
    """The result, whatever it is, and what the student's code printed."""
    curve = outcome.shown.curve
    if outcome.printed:
        print(f"\n{_('your code printed:')}", *(f"  | {line}" for line in outcome.printed[:MOST_PRINTED]), sep="\n")
    print()
    for sentence in outcome.trouble:
        _say(sentence)
    if not curve.losses:
        _say(_("Nothing was learnt."))
    elif not outcome.trouble:
        sentence = _("{percent} % of {count} test images are right, after {steps} steps in {seconds} s.")
        numbers = {"steps": len(curve.losses), "seconds": f"{outcome.seconds:.1f}", "count": len(outcome.shown.test)}
        _say(sentence.format(percent=accuracy(curve.looks[-1]), **numbers))
        if curve.looks[-1].accuracy < LITTLE:
            _say(_("That is little more than guessing: choose a smaller learning rate, or more epochs."))


def _picture(outcome: Outcome, path: Path) -> None:
    try:
        from grader.training.picture import picture  # noqa: PLC0415  # with it comes Matplotlib, which not all have
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "matplotlib":
            raise
        _say(_("A picture of all this needs Matplotlib: run `make train`, or `pip install matplotlib`."))
        return
    content = picture(outcome.shown)
    try:
        write_whole(content, path)
    except (OSError, ValueError) as error:  # ValueError: the path ends in no name
        reason = error.strerror if isinstance(error, OSError) else _("it is not the name of a file")
        sentence = _("can't write {path}: {reason}. Choose another {option} FILE")
        raise InputError(sentence.format(path=path, reason=reason, option="--picture")) from None
    _say(_("{path} shows the filters before and after, the loss, and what it gets wrong.").format(path=path))
    if not outcome.trouble:
        _say(_("What changes with RATE=0.05, RATE=3, FILTERS=4 or EPOCHS=3 behind `make train`? Guess first."))


def _say(sentence: str) -> None:
    print(*wrapped(sentence, "", ""), sep="\n", flush=True)


def _up_to(kind: type, most: float) -> Callable[[str], float]:
    def convert(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = -1
        if not 0 < value <= most:
            wanted = "a whole number from 1" if kind is int else "a number above 0,"
            raise argparse.ArgumentTypeError(f"{text!r} is not {wanted} up to {most:g}")
        return float(value) if kind is float else int(value)

    return convert
