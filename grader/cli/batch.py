"""Grade a class: the export of an LMS, or a folder with what each student handed in. Run again to resume."""

import argparse
import os
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.batch.feedback_folder import FEEDBACK
from grader.batch.job import Engine, Setting
from grader.batch.local import LocalEngine
from grader.batch.outputs import GRADES, PAGE, summary, write_grades, write_page
from grader.batch.progress import Lines, Progress
from grader.batch.run import begin, grade_waiting
from grader.cli import choose_exam, choose_interface, choose_language, choose_limits
from grader.cli.surroundings import expect_letters, say
from grader.cohort.opening import open_cohort
from grader.errors import InputError, MachineryError
from grader.escape import log_line
from grader.exam import to_bytes
from grader.gradebook.claim import claimed
from grader.gradebook.connection import NAME
from grader.gradebook.ledger import Ledger
from grader.gradebook.terms import Terms
from grader.report.feedback import FEEDBACKS
from grader.sandbox.isolation import BEST_EFFORT, REQUIRED

MACHINERY_FAILED = MachineryError.exit_status
INTERRUPTED = 130
LOCAL, DASK = "local", "dask"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments."""
    parser.add_argument(
        "path",
        metavar="PATH",
        type=Path,
        help="a folder or zip with what each student handed in, or what Gradescope, Canvas, Moodle or GitHub Classroom "
        "gave; it is never written to",
    )
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="where the gradebook and all else goes")
    parser.add_argument(
        "--jobs", metavar="N", type=_count, default=_cores(), help="how many at once (default: the cores)"
    )
    parser.add_argument("--engine", choices=(LOCAL, DASK), default=LOCAL, help="grade here, or on a Dask cluster")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of the Dask cluster, such as tcp://10.0.0.1:8786")
    parser.add_argument("--regrade", action="store_true", help="grade all again, also what has marks")
    parser.add_argument(
        "--feedback",
        choices=FEEDBACKS,
        default="hint",
        help="what students' reports say: all of it; hints, which keep the exam hidden (the default); the score",
    )
    parser.add_argument(
        "--isolation",
        choices=(REQUIRED, BEST_EFFORT),
        default=REQUIRED,
        help="what to do where a machine can't keep a submission in its box: stop (the default), or go on and say so",
    )
    parser.add_argument(
        "--no-similar", dest="similar", action="store_false", help="don't look for submissions that are alike"
    )
    choose_interface.add_arguments(parser)
    choose_language.add_arguments(parser)
    choose_exam.add_arguments(parser)
    choose_limits.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Grade what is waiting, and write what is made of it; 3 if our own machinery failed on some."""
    if (options.scheduler is not None) != (options.engine == DASK):
        raise InputError("--engine dask and --scheduler ADDRESS belong together: give both, or none of them")
    _check_page()
    if options.engine == DASK:
        _check_dask()
    expect_letters()
    _expect_apart(options.path, options.out)
    with _ended_by_a_signal(), claimed(options.out), Ledger.write(options.out) as ledger:
        exam = choose_exam.chosen(options)
        terms = Terms(
            exam.digest,
            feedback=options.feedback,
            lang=options.lang,
            limits=choose_limits.chosen(options),
            interface=choose_interface.chosen(options),
        )
        setting = Setting(to_bytes(exam), terms, options.isolation, has_reference=options.engine == LOCAL)
        if options.path.is_file():  # it may be gigabytes
            print(log_line(f"unpacking {options.path} ..."), file=sys.stderr, flush=True)
        with open_cohort(options.path) as cohort:
            waiting = begin(cohort, ledger, terms, regrade=options.regrade)
            before = len(cohort.hand_ins) - len(waiting)
            try:
                with _progress() as progress, _engine(options, setting, len(waiting), progress) as engine:
                    ended = grade_waiting(waiting, before, ledger, engine, progress)
                write_grades(ledger)
                write_page(ledger, cohort, options.jobs if options.similar else None, progress.say)
            except KeyboardInterrupt:
                return _interrupted(ledger)
        for line in summary(ledger, ended):
            print(log_line(line))
        print(log_line(f"In {options.out}: {PAGE}, {GRADES}, {FEEDBACK}/, {NAME}"))
    return MACHINERY_FAILED if ended.failed else 0


def _interrupted(ledger: Ledger) -> int:
    states = ledger.states()
    total = sum(1 for _ in ledger.entries())
    command = shlex.join(["python", "-m", "grader", *sys.argv[1:]])
    say(f"grader: interrupted. {len(states)} of {total} are graded and kept; to go on: {command}")
    return INTERRUPTED


def _engine(options: argparse.Namespace, setting: Setting, waiting: int, progress: Progress) -> Engine:
    if options.engine == DASK and waiting:
        from grader.batch.on_dask import DaskEngine  # noqa: PLC0415  # with it comes Dask, which few installations have

        return DaskEngine(setting, options.scheduler, progress.say)
    return LocalEngine(setting, max(1, min(options.jobs, waiting)))


def _progress() -> Progress:
    """A live bar where somebody looks, and can be shown one; else lines."""
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        try:
            from grader.batch.live import Bar  # noqa: PLC0415  # with it comes rich, which few installations have
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] != "rich":
                raise
        else:
            return Bar()
    return Lines(sys.stderr)


@contextmanager
def _ended_by_a_signal() -> Iterator[None]:
    """What else ends us is as good as Ctrl-C: a cluster's scheduler, or a terminal that is closed (but for `nohup`)."""

    def interrupt(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _expect_apart(path: Path, out: Path) -> None:
    """What we write must not lie in what is only read, nor be taken for a student's work by the next run.

    Raises:
        InputError: it would.
    """
    given, written = (Path(os.path.realpath(place)) for place in (path, out))
    if written.is_relative_to(given):
        raise InputError(f"{out} lies in {path}, which is never written to: choose another --out")
    if given.is_relative_to(written / FEEDBACK):
        raise InputError(f"{path} lies where the feedback of {out} is written: choose another --out")


def _check_page() -> None:
    try:
        import jinja2  # noqa: F401, PLC0415  # which few installations have
    except ModuleNotFoundError:
        raise InputError(
            "a class's reports need Jinja2, which is not installed: run `make batch`, or `pip install jinja2`"
        ) from None


def _check_dask() -> None:
    try:
        import distributed  # noqa: F401, PLC0415  # which few installations have
    except ModuleNotFoundError as error:
        raise InputError(
            f"a Dask cluster needs Dask, and {error.name} is not installed: run `make dask`, or "
            "`pip install 'conv-grader[dask]'`"
        ) from None


def _count(text: str) -> int:
    number = int(text) if text.isdecimal() and len(text) < 5 else 0
    if not number:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to 9999")
    return number


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
