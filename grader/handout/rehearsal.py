"""The rehearsal: each misconception is explained, and every right answer that is needed for it is noted down.

Whoever has the notes, and asks the same of the same code, can tell the same without the solutions.
"""

import math
import os
import warnings
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from grader.answer import Expected
from grader.case import Case
from grader.exam import Exam, Item, from_bytes, to_bytes
from grader.exam.catalogues import models
from grader.exam.paper import question_key
from grader.exam.ready import Notes, case_key, check_key
from grader.exam.reference import Reference
from grader.exam.wrong import at_work
from grader.exercise import Check, Exercise, Question
from grader.exercises import EXERCISES
from grader.explain.evidence import Budget, Evidence
from grader.explain.smallest import smallest
from grader.language import ENGLISH, speaking
from grader.marking.mark import mark
from grader.marking.sit import sit

TOGETHER = 16  # misconceptions that a process takes at once


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


def rehearsed(exam: Exam, solutions: Path) -> Notes:
    """All right answers that are needed to explain the misconceptions beside `solutions` on this exam.

    It takes a minute on two cores.
    """
    content = to_bytes(replace(exam, wrong={}))
    counts = {exercise.name: len(models(solutions / "misconceptions", exercise)) for exercise in EXERCISES}
    parts = [(name, start) for name, count in counts.items() for start in range(0, count, TOGETHER)]
    notes = Notes()
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as processes:
        for one in processes.map(partial(_of_some, content, solutions), parts):
            notes.add(one)
    return notes


def _of_some(content: bytes, solutions: Path, part: tuple[str, int]) -> Notes:
    """What is needed for some misconceptions of an exercise."""
    name, start = part
    exercise = next(exercise for exercise in EXERCISES if exercise.name == name)
    exam, reference = from_bytes(content), Noting(solutions)
    solution = (solutions / f"{exercise.stem}.py").read_text(encoding="utf-8")
    known = models(solutions / "misconceptions", exercise)[start : start + TOGETHER]
    with speaking(ENGLISH), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # as in a worker, where a student's code may warn
        for model in known:
            explain(exercise, exam, model.source(solution), reference)
    return reference.notes


def explain(exercise: Exercise, exam: Exam, source: str, reference: Noting) -> None:
    """Look for the smallest cases of all faults of a solution's file with this text."""
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
            smallest(evidence, failed)
