"""Write the marks of a class in the format of an LMS, a spreadsheet or a CI service."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from grader.cli.placing import place, place_folder
from grader.errors import InputError
from grader.escape import json_text, log_line
from grader.exports.canvas import canvas
from grader.exports.classroom50 import Assignment, result_json
from grader.exports.ctrf import ctrf_json
from grader.exports.github import environment, runners
from grader.exports.grades import Filled
from grader.exports.gradescope import results_json
from grader.exports.junit import junit_xml
from grader.exports.moodle import moodle
from grader.exports.suites import Suite, suites
from grader.exports.table import grades_csv
from grader.gradebook.entry import Entry
from grader.gradebook.gradebook import Gradebook
from grader.language import speaking
from grader.report.feedback import fed_back
from grader.report.result import Report

Named = tuple[str, str, bytes]  # a folder, a file in it, and what that holds

TEMPLATES: dict[str, Callable[[bytes, Iterable[Entry], float, str | None], Filled]] = {
    "canvas": canvas,
    "moodle": moodle,
}
FOLDERS = ("gradescope", "github", "classroom50")
FORMATS = ("csv", "gradescope", "canvas", "moodle", "github", "classroom50", "junit", "ctrf")
_MOST_BYTES = 256 << 20  # of a template: the gradebook of a university has a few megabytes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments."""
    parser.epilog = (
        "The points are those of the submission that was graded. Penalties for lateness, the best or the last of "
        "several, weights and curves are the LMS's business: it knows the deadlines and the exceptions."
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="where `batch` has its gradebook: its --out")
    parser.add_argument(
        "--format",
        required=True,
        choices=FORMATS,
        help="csv: a table with a row for each student; canvas, moodle: the LMS's own file, filled in; gradescope "
        "(results.json), github (github.env for the autograding reporter), classroom50 (result.json): a folder for "
        "each submission; junit, ctrf: one report of the class",
    )
    parser.add_argument(
        "--template",
        metavar="FILE",
        type=Path,
        help="the file that Canvas (Export Entire Gradebook) or Moodle (Download grading worksheet) exported; all but "
        "the grades stays as it is, byte for byte",
    )
    parser.add_argument(
        "--to",
        metavar="FILE",
        help="where to write it (default or -: standard output); a folder for gradescope, github and classroom50",
    )
    parser.add_argument("--column", metavar="NAME", help="canvas, moodle: the column to fill: its title, or Canvas' id")
    named = parser.add_argument_group("classroom50", "points are rounded to whole numbers, never up to full marks")
    for name in ("classroom", "assignment"):
        text = f"short name of the {name} (default: what the environment says in {name.upper()}, or {name})"
        named.add_argument(f"--{name}", metavar="NAME", help=text)


def run(options: argparse.Namespace) -> int:
    """Write what is asked for; on standard error, who is not in it, and why.

    Raises:
        InputError: no gradebook, a template that can't be used, or a place that can't be written.
    """
    _expect_sense(options)
    with Gradebook.read(options.folder) as book, speaking(book.terms.lang):
        if options.format in FOLDERS:
            written = place_folder(Path(options.to), _files(options, book))
            _say(f"{options.to}: {written} files")
        else:
            _put(options.to, _pieces(options, book))
    return 0


def _expect_sense(options: argparse.Namespace) -> None:
    name = options.format
    if name in TEMPLATES and options.template is None:
        raise InputError(f"--format {name} fills in the file that {name.capitalize()} exports: give it with --template")
    if name not in TEMPLATES and (options.template or options.column) is not None:
        raise InputError(f"--template and --column are for canvas and moodle: leave them out with --format {name}")
    if name in FOLDERS and options.to in (None, "-"):
        raise InputError(f"--format {name} writes a folder for each submission: say where with --to FOLDER")


def _pieces(options: argparse.Namespace, book: Gradebook) -> Iterator[bytes]:
    """The one file of a format."""
    if options.format == "csv":
        yield from (line.encode() for line in grades_csv(book.entries()))
    elif options.format == "junit":
        yield from junit_xml(_suites(book))
    elif options.format == "ctrf":
        yield from (piece.encode() for piece in ctrf_json(_suites(book)))
    else:
        yield _filled_in(options, book)


def _filled_in(options: argparse.Namespace, book: Gradebook) -> bytes:
    template = _read(options.template)
    try:
        filled = TEMPLATES[options.format](template, book.entries(), book.max_score, options.column)
    except InputError as error:
        raise InputError(f"{options.template}: {error}") from None
    for sentence in filled.told:
        _say(sentence)
    return filled.content


def _files(options: argparse.Namespace, book: Gradebook) -> Iterator[Named]:
    """The files of a format that has some for each submission; who has none is told."""
    for suite in _suites(book):
        if suite.report is None:
            _say(f"{suite.entry.id} ({suite.entry.name}) has no file: {suite.entry.state}, {suite.reason}")
        else:
            yield from _files_of(options, suite.entry, suite.report)


def _files_of(options: argparse.Namespace, entry: Entry, report: Report) -> Iterator[Named]:
    if options.format == "gradescope":
        yield entry.id, "results.json", results_json(report).encode()
    elif options.format == "classroom50":
        names = (getattr(options, name) or os.environ.get(name.upper()) or name for name in ("classroom", "assignment"))
        yield entry.id, "result.json", result_json(entry, report, Assignment(*names)).encode()
    else:
        found = runners(report)
        yield entry.id, "github.env", environment(found).encode()
        yield entry.id, "github.json", json_text(found).encode()


def _suites(book: Gradebook) -> Iterator[Suite]:
    """The lines of the gradebook with their reports, cut down to what the class's feedback leaves."""
    feedback = book.terms.feedback

    def report_of(id: str) -> Report:
        try:
            return fed_back(book.report(id), feedback)
        except KeyError:
            raise InputError("the class is being graded again: export it when `batch` is done") from None

    return suites(book.entries(), report_of)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not the name of a file"
        raise InputError(f"can't read {path}: {reason}. Choose another --template") from None
    if len(content) > _MOST_BYTES:
        raise InputError(f"{path} has more than {_MOST_BYTES >> 20} MiB: it is no exported gradebook")
    return content


def _put(to: str | None, pieces: Iterable[bytes]) -> None:
    if to in (None, "-"):
        sys.stdout.flush()
        for piece in pieces:
            sys.stdout.buffer.write(piece)
    else:
        place(Path(str(to)), pieces)


def _say(sentence: str) -> None:
    print(log_line(sentence), file=sys.stderr)
