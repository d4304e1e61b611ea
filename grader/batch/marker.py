"""Who grades, one submission after another: a process that holds the exam, and a nursery for the workers."""

import contextlib
import os
import signal
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from grader import language
from grader.batch.job import HTML, JSON, MARKDOWN, Job, Outcome, Setting
from grader.cohort.hand_in import HandIn
from grader.cohort.parcel import Parcel, on_disk, unpacked
from grader.errors import InputError, MachineryError
from grader.escape import printable
from grader.exam import Exam, from_bytes
from grader.exam.reference import reference_at
from grader.exercises import EXERCISES
from grader.gradebook.entry import CheckMark, ExerciseMark
from grader.marking.grade import grade
from grader.report.as_json import as_json
from grader.report.as_markdown import as_markdown, refused_markdown
from grader.report.feedback import fed_back
from grader.report.result import ExerciseResult, Report
from grader.sandbox.isolation import demand
from grader.sandbox.nursery import Nursery

_MOST_FRAMES = 5  # of a traceback


class Marker:
    """Use it as a context manager, in a process that does nothing else; it speaks the language of the terms.

    Raises:
        InputError: the exam is none of this version.
        MachineryError: the isolation that the setting demands is not there.
    """

    def __init__(self, setting: Setting) -> None:
        self._terms = setting.terms
        self._isolation = setting.isolation
        self._exam = _whole(setting.paper)
        self._reference = reference_at() if setting.has_reference else None
        language.use(setting.terms.lang)
        self._nursery, self._notice = self._ready()

    def __enter__(self) -> "Marker":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the nursery and all its workers."""
        self._nursery.close()

    def abandon(self) -> None:
        """From another thread: what is being graded fails at once, whatever the submission does."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._nursery.pid, signal.SIGKILL)

    def graded(self, job: Job) -> Outcome:
        """What comes of the job. Whatever goes wrong on our side is an outcome, too, and no mark."""
        try:
            with _laid(job.handed) as path:
                given = (self._exam, self._nursery, self._terms.limits, self._reference)
                report = grade(path, *given, place=job.place, interface=self._terms.interface)
        except InputError as error:
            return refused(job, error)
        except MachineryError as error:
            return self._failed(str(error), ())
        except Exception as error:  # a fault of ours, which must cost this submission no more than another try
            frames = traceback.format_exc(limit=-_MOST_FRAMES).splitlines()
            return self._failed(f"a fault of the grader's own ({type(error).__name__})", frames)
        failed = [exercise for exercise in report.exercises if exercise.status == "machinery"]
        if failed:
            return self._failed(failed[0].message, report.trouble)
        return self._told(replace(report, submission=printable(job.name) or job.id))

    def _told(self, report: Report) -> Outcome:
        from grader.report.as_html import as_html  # noqa: PLC0415  # with it comes Jinja2, which few installations have

        seconds = report.duration_s
        report = replace(report, duration_s=0.0)  # the same submission gives the same bytes
        feedback = fed_back(report, self._terms.feedback)
        return Outcome(
            "graded",
            report=as_json(report, compact=True),
            exercises=tuple(map(_mark, report.exercises)),
            forms={JSON: as_json(feedback, compact=True), MARKDOWN: as_markdown(feedback), HTML: as_html(feedback)},
            seconds=seconds,
            notice=self._notice,
            trouble=report.trouble,
        )

    def _failed(self, reason: str, trouble: Sequence[str]) -> Outcome:
        """What the nursery has to do with it, nobody knows: there is a new one for the next."""
        with contextlib.suppress(MachineryError, OSError):
            self._nursery.close()
        self._nursery, self._notice = self._ready()
        return Outcome("machinery", printable(reason, 1000), notice=self._notice, trouble=tuple(trouble))

    def _ready(self) -> tuple[Nursery, str]:
        """A nursery that is isolated as is demanded, and what is worth a word about it."""
        nursery = Nursery()
        try:
            return nursery, demand(self._isolation, nursery)
        except BaseException:
            nursery.close()
            raise


def refused(job: Job, error: InputError) -> Outcome:
    """What comes of a job in which there is nothing to be graded."""
    reason = printable(str(error), 1000)
    return Outcome("unusable", reason, forms={MARKDOWN: refused_markdown(printable(job.name) or job.id, reason)})


def _whole(paper: bytes) -> Exam:
    """The exam, once it is sure that it has a case for all that will be asked."""
    try:
        exam = from_bytes(paper)
    except Exception as error:
        raise InputError(f"the exam can't be read by this version of the grader: {error}") from None
    for exercise in EXERCISES:
        for question in exercise.questions:
            exam.items(exercise, question)
    return exam


def _laid(handed: HandIn | Parcel) -> contextlib.AbstractContextManager[Path]:
    """Where the hand-in lies, for as long as it is looked at."""
    return on_disk(handed) if isinstance(handed, HandIn) else unpacked(handed)


def _mark(exercise: ExerciseResult) -> ExerciseMark:
    checks = tuple(
        CheckMark(check.name, check.title, check.status, check.score, check.max_score, check.misconception)
        for check in exercise.checks
    )
    return ExerciseMark(exercise.name, exercise.status, exercise.score, exercise.max_score, checks)
