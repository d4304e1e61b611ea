"""The rehearsal: each misconception is explained, and every right answer that is needed for it is noted down.

Whoever has the notes, and asks the same of the same code, can tell the same without the solutions. For faults that are
in no catalogue, the cases that are tried first for any fault are noted, too.
"""

import math
import os
import warnings
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from grader.answer import Expected
from grader.case import Case
from grader.exam import Exam, Item, from_bytes, to_bytes
from grader.exam.catalogues import models
from grader.exam.paper import question_key
from grader.exam.ready import Notes, case_key, check_key, element_key
from grader.exam.reference import Reference
from grader.exam.wrong import at_work
from grader.exercise import Check, Exercise, Question
from grader.exercises import EXERCISES
from grader.explain.evidence import Budget, Evidence
from grader.explain.picture import picture
from grader.explain.small_cases import is_drawn, ladders, made, telling_numbers
from grader.explain.smallest import ROUNDS, looked_at, smallest
from grader.explain.story import MOST_TERMS, story
from grader.explain.workings import Index, Made
from grader.language import ENGLISH, speaking
from grader.marking.mark import mark
from grader.marking.sit import sit
from grader.report.result import Window

TOGETHER = 16  # misconceptions that a process takes at once
EXERCISE = {exercise.name: exercise for exercise in EXERCISES}


class Noting(Reference):
    """The solutions, which note down what they are asked."""

    has_all = False  # as where the notes are read

    def __init__(self, solutions: Path) -> None:
        super().__init__(solutions)
        self.notes = Notes()

    def item(self, exercise: Exercise, question: Question, case: Case) -> Item:
        """See `Knowledge.item`."""
        item = super().item(exercise, question, case)
        if item.expected is not None:
            known = Expected(item.expected.values, dict(item.expected.scales))
            self.notes.expected.setdefault(question_key(exercise, question), {})[case_key(case)] = known
        return item

    def is_right(self, exercise: Exercise, question: Question, check: Check, case: Case) -> bool:
        """See `Knowledge.is_right`."""
        is_right = super().is_right(exercise, question, check, case)
        self.notes.verdicts.setdefault(check_key(exercise, check), {})[case_key(case)] = is_right
        return is_right

    def made(self, exercise: str, name: str, case: Case, index: Index) -> Made | None:
        """See `Workings.made`."""
        made = super().made(exercise, name, case, index)
        if made is not None and len(made.terms) <= MOST_TERMS:  # more of them nobody tells
            self.notes.made[element_key(exercise, name, case, index)] = made
        return made

    def window(self, exercise: str, name: str, case: Case, index: Index) -> Window | None:
        """See `Workings.window`."""
        window = super().window(exercise, name, case, index)
        if window is not None:
            self.notes.windows[element_key(exercise, name, case, index)] = window
        return window


def rehearsed(exam: Exam, solutions: Path) -> Notes:
    """All right answers that are needed to explain the misconceptions beside `solutions` on this exam.

    It takes half a minute on two cores.
    """
    content = to_bytes(replace(exam, wrong={}))
    counts = {exercise.name: len(models(solutions / "misconceptions", exercise)) for exercise in EXERCISES}
    parts = [(name, start) for name, count in counts.items() for start in range(0, count, TOGETHER)]
    notes = Notes()
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as processes:
        for one in (
            *processes.map(partial(_of_any, content, solutions), counts),
            *processes.map(partial(_of_some, content, solutions), parts),
        ):
            notes.add(one)
    return notes


def _of_any(content: bytes, solutions: Path, name: str) -> Notes:
    """What is asked first about any fault of an exercise: the smallest shapes, with telling numbers and plain ones."""
    exercise, exam, reference = EXERCISE[name], from_bytes(content), Noting(solutions)
    for question in exercise.questions:
        for check in question.checks:
            likes = [item.case for item in exam.items(exercise, question) if check.on(item.case)]
            pairs = [pair for like in likes for pair in _first(question, check, like)]
            for case in {case_key(case): case for pair in pairs for case in pair}.values():
                if question.compared:
                    reference.item(exercise, question, case)
                else:
                    reference.is_right(exercise, question, check, case)
            if question.compared:
                for case in {case_key(case): case for _telling, case in pairs}.values():
                    _first_elements(exercise, question, case, reference)
    return reference.notes


def _first(question: Question, check: Check, like: Case) -> Iterator[tuple[Case, Case]]:
    """The cases that are asked in the first round, like a case that a check failed on; each also with plain numbers."""
    if is_drawn(like):
        plainest = tuple(ladder[0] for ladder in ladders(like))
        for numbers in telling_numbers(like):
            for plain in islice(looked_at(question, check, like, numbers), ROUNDS[0]):
                yield made(plain, like), made(replace(plain, numbers=plainest), like)


def _first_elements(exercise: Exercise, question: Question, case: Case, reference: Noting) -> None:
    """What the first element of each array is made of, which is the one that is told where it is wrong."""
    item = reference.item(exercise, question, case)
    for name, value in item.expected.values.items() if item.expected is not None else ():
        if isinstance(value, np.ndarray) and value.size:
            reference.made(exercise.name, name, case, (0,) * value.ndim)


def _of_some(content: bytes, solutions: Path, part: tuple[str, int]) -> Notes:
    """What is needed for some misconceptions of an exercise."""
    name, start = part
    exercise, exam, reference = EXERCISE[name], from_bytes(content), Noting(solutions)
    solution = (solutions / f"{exercise.stem}.py").read_text(encoding="utf-8")
    known = models(solutions / "misconceptions", exercise)[start : start + TOGETHER]
    with speaking(ENGLISH), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # as in a worker, where a student's code may warn
        for model in known:
            explain(exercise, exam, model.source(solution), reference)
    return reference.notes


def explain(exercise: Exercise, exam: Exam, source: str, reference: Noting) -> None:
    """Look for the smallest cases of all faults of a solution's file with this text, and what can be told of them."""
    asked = replace(exercise, questions=[question for question in exercise.questions if not question.live])
    with at_work(exercise, source) as code:
        answers = sit(asked, exam, code)
        marking = mark(asked, answers)
        code.begin_afresh()
        others = {exercise.name: marking.result}
        evidence = Evidence(
            *(exercise, answers, marking, others, exam, code, reference, Budget(math.inf)), afresh=code.begin_afresh
        )
        for failed in marking.failed:
            fault = smallest(evidence, failed)
            story(exercise, failed.answered.question, fault, reference)
            picture(exercise, fault, reference)
