"""Grades one exercise after another in a thread of its own, so that keys are never kept waiting.

What is wanted now goes before what is wanted some time; and what nobody wants any more, because the file has been saved
again meanwhile, is broken off when it isn't done in a moment: its workers are ended, and the next ones come from
another nursery.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from grader.errors import GraderError
from grader.exercise import Exercise
from grader.report.result import Report
from grader.sandbox.nursery import Nursery
from grader.watch.desk import News

MOMENT = 0.25  # seconds; most gradings are over by then
_PATIENCE = 3.0  # seconds for the thread to end, once its workers are gone; it may be drawing, and ends with us then

GradeOne = Callable[[Nursery, Exercise, bool], Report]


@dataclass(frozen=True)
class _Job:
    exercise: Exercise
    edition: int
    is_full: bool


class Examiner:
    """Use it as a context manager; at its end thread, nursery and workers are gone.

    `grade_one` makes the report of an exercise alone, explained or not. `renewed` makes a nursery that demands what
    the given one does. `ring` is called whenever there is news.
    """

    def __init__(
        self, grade_one: GradeOne, nursery: Nursery, renewed: Callable[[Nursery], Nursery], ring: Callable[[], None]
    ) -> None:
        self._grade_one = grade_one
        self._nursery = nursery
        self._renewed = renewed
        self._ring = ring
        self._wanted: _Job | None = None
        self._some_time: deque[_Job] = deque()
        self._running: _Job | None = None
        self._since = 0.0
        self._is_broken_off = False
        self._has_ended = False
        self._news: deque[News] = deque()
        self._fault: Exception | None = None
        self._change = threading.Condition()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self.trouble: list[str] = []

    def want(self, exercise: Exercise, edition: int) -> None:
        """Grade this exercise next, and explain it. Whatever was wanted before is not wanted any more."""
        job = _Job(exercise, edition, is_full=True)
        with self._change:
            if job != self._running:
                self._wanted = job
                self._some_time.clear()
                self._change.notify()

    def want_some_time(self, exercises: Iterable[Exercise], edition: int) -> None:
        """Grade these exercises when there is nothing else to do: for the marks alone."""
        with self._change:
            self._some_time = deque(_Job(exercise, edition, is_full=False) for exercise in exercises)
            self._change.notify()

    @property
    def busy_with(self) -> tuple[Exercise, float] | None:
        """The exercise that is wanted and is being graded, and for how many seconds already."""
        with self._change:
            if self._wanted is not None:
                return self._wanted.exercise, 0.0
            if self._running is not None and self._running.is_full:
                return self._running.exercise, time.monotonic() - self._since
            return None

    def hurry(self) -> bool:
        """Break off what keeps another exercise waiting for more than a moment. Returns whether one is waiting."""
        with self._change:
            if self._wanted is None or self._running is None:
                return False
            if time.monotonic() - self._since > MOMENT and not self._is_broken_off:
                self._is_broken_off = True
                self._nursery.dismiss()
            return True

    def news(self) -> list[News]:
        """What has become known since this was asked last, in order.

        Raises:
            Exception: the thread has failed by a fault of our own.
        """
        with self._change:
            if self._fault is not None:
                raise self._fault
            news = list(self._news)
            self._news.clear()
            return news

    def __enter__(self) -> "Examiner":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        with self._change:
            self._has_ended = True
            self._change.notify()
            self._nursery.dismiss()
        self._thread.join(_PATIENCE)
        self._nursery.close()

    def _work(self) -> None:
        try:
            while (job := self._next()) is not None:
                self._finish(self._graded(job))
        except Exception as fault:
            with self._change:
                self._fault = fault
        self._ring()

    def _next(self) -> _Job | None:
        with self._change:
            while not (self._has_ended or self._wanted or self._some_time):
                self._change.wait()
            if self._has_ended:
                return None
            self._running = self._wanted or self._some_time.popleft()
            self._wanted = None
            self._since = time.monotonic()
            return self._running

    def _graded(self, job: _Job) -> News:
        try:
            report = self._grade_one(self._nursery, job.exercise, job.is_full)
        except GraderError as error:
            return News(job.exercise, job.edition, job.is_full, sentence=str(error))
        (result,) = report.exercises
        self.trouble += [line for line in report.trouble if line not in self.trouble]
        return News(job.exercise, job.edition, job.is_full, result, report.notes)

    def _finish(self, news: News) -> None:
        """Hand out what came of it, unless it was broken off; then, or where our machinery failed, begin afresh."""
        with self._change:
            self._running = None
            is_whole = not self._is_broken_off
            failed = news.result is not None and news.result.status == "machinery"
            renews = (not is_whole or failed) and not self._has_ended
            self._is_broken_off = False
            if is_whole:
                self._news.append(news)
        if renews:
            before = self._nursery
            renewed = self._renewed(before)
            before.close()
            with self._change:
                self._nursery = renewed
                if self._has_ended:
                    renewed.dismiss()
        self._ring()
