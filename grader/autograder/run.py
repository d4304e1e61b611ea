"""Grade the submission that Gradescope has laid out, and write its results.

A fault of the submission gets the whole rubric, with the points that were earned. A failure of ours writes nothing and
is told by an exception: run_autograder then puts a file without a score there, which Gradescope takes for no mark.
"""

from pathlib import Path

from grader.autograder.places import EXAM, RESULTS, SETTINGS, SOURCE, SUBMISSION
from grader.autograder.settings import Settings
from grader.errors import InputError, MachineryError
from grader.escape import log_line
from grader.exam import Exam, load
from grader.exam.whole import write_whole
from grader.exercises import EXERCISES
from grader.exports.gradescope import results_json, unusable_json
from grader.language import speaking
from grader.marking.grade import grade
from grader.report.feedback import fed_back
from grader.report.result import Report
from grader.sandbox.isolation import demand
from grader.sandbox.nursery import Nursery


def run(root: Path) -> None:
    """Grade what is in `root`, which is laid out like Gradescope's /autograder.

    What is printed is for the instructor: Gradescope doesn't show it to students.

    Raises:
        MachineryError: no mark can be given.
        InputError: the same; the exam can't be used.
    """
    settings = _settings(root / SOURCE / SETTINGS)
    with speaking(settings.lang):
        with Nursery() as nursery:  # all workers are gone before anything is written
            exam = _usable(load(root / SOURCE / EXAM))
            _say(demand(settings.isolation, nursery))
            text = _results(root / SUBMISSION, exam, nursery, settings)
        _write(text, root / RESULTS)


def _settings(path: Path) -> Settings:
    try:
        return Settings.from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise MachineryError(f"the settings {path} can't be read ({error}): upload the zip again") from None


def _usable(exam: Exam) -> Exam:
    """The exam, if it has all that is asked: else every submission would be told that it can't be used."""
    for exercise in EXERCISES:
        for question in exercise.questions:
            exam.items(exercise, question)
    return exam


def _results(submission: Path, exam: Exam, nursery: Nursery, settings: Settings) -> str:
    if not submission.is_dir():
        raise MachineryError(f"there is no folder {submission}, where Gradescope puts what was handed in")
    is_explained = settings.feedback != "score"
    try:
        report = grade(
            *(submission, exam, nursery, settings.limits), explained=is_explained, interface=settings.interface
        )
    except InputError as error:
        _say(str(error))
        return unusable_json(EXERCISES, str(error))
    _check(report)
    for line in (*report.trouble, f"layers: {', '.join(report.isolation.layers)}"):
        _say(line)
    if report.isolation.missing:
        _say(f"missing: {', '.join(report.isolation.missing)}")
    return results_json(fed_back(report, settings.feedback))


def _check(report: Report) -> None:
    """Half a mark is none: what could not be asked must not count as wrong."""
    for exercise in report.exercises:
        if exercise.status == "machinery":
            raise MachineryError(f"{exercise.name} could not be marked: {exercise.message}")


def _write(text: str, path: Path) -> None:
    try:
        write_whole(text.encode(), path)
        path.chmod(0o644)  # whoever the harness is
    except OSError as error:
        raise MachineryError(f"can't write {path}: {error.strerror}") from None


def _say(sentence: str) -> None:
    if sentence:
        print(log_line(f"grader: {sentence}"), flush=True)
