"""The reference: the solutions, asked in this process for what a case's answer should be."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from grader.answer import Answer, Expected
from grader.case import Case
from grader.exam.catalogues import models
from grader.exam.hidden import SOLUTIONS
from grader.exam.knowledge import Knowledge
from grader.exam.paper import Exam, Item
from grader.exam.ready import Ready
from grader.exam.wrong import Column, is_by_chance, is_of, prints_of, source_with
from grader.exercise import Check, Exercise, Question
from grader.explain.by_definition import by_definition
from grader.explain.workings import Index, Made
from grader.failure import StudentFailure
from grader.local import Local
from grader.marking.mark import fault_of
from grader.misconception import Misconception
from grader.prints import Print
from grader.report.result import Window


class Reference:
    """The solutions in a folder: a `grader.exam.knowledge.Knowledge` of every case."""

    has_all = True

    def __init__(self, solutions: Path = SOLUTIONS) -> None:
        self._solutions = solutions
        self.code = cache(self._code)  # by stem
        self._known: dict[str, list[Misconception]] = {}  # by exercise

    def _code(self, stem: str) -> Local:
        return Local(self._solutions, stem)

    def has_both(self, exercise: Exercise, exam: Exam, names: tuple[str, str], column: Column) -> bool:
        """Whether two misconceptions at once give all the answers in `column`."""
        source = self._wrong(exercise, names)
        return source is not None and is_of(exercise, exam, source, column)

    def wrong_prints(
        self, exercise: Exercise, question: Question, names: tuple[str, ...], items: Sequence[Item]
    ) -> list[Print]:
        """The prints of what one misconception, or two at once, answer to these cases; none if by chance."""
        source = self._wrong(exercise, names)
        return [] if source is None or is_by_chance(source) else prints_of(exercise, question, source, items)

    def _wrong(self, exercise: Exercise, names: tuple[str, ...]) -> str | None:
        """The text of the solution's file with these misconceptions in it, if they can be there at once."""
        if exercise.name not in self._known:
            self._known[exercise.name] = models(self._solutions / "misconceptions", exercise)
        known = {model.name: model for model in self._known[exercise.name]}
        if not known.keys() >= set(names):
            return None  # the exam was drawn with others
        found = [known[name] for name in names]
        return source_with(found, (self._solutions / f"{exercise.stem}.py").read_text(encoding="utf-8"))

    def knows(self, _exercise: Exercise, _question: Question, _check: Check, _case: Case) -> bool:
        """See `Knowledge.knows`."""
        return True

    def is_right(self, exercise: Exercise, question: Question, check: Check, case: Case) -> bool:
        """See `Knowledge.is_right`."""
        own = question.answer(self.code(exercise.stem), case)
        return fault_of(check, Item(case, None), own) is None

    def made(self, exercise: str, name: str, case: Case, index: Index) -> Made | None:
        """See `Workings.made`."""
        return by_definition().made(exercise, name, case, index)

    def window(self, exercise: str, name: str, case: Case, index: Index) -> Window | None:
        """See `Workings.window`."""
        return by_definition().window(exercise, name, case, index)

    def item(self, exercise: Exercise, question: Question, case: Case) -> Item:
        """The case with its expected answer, if `question` compares; by the reference's own backward for gradients.

        Raises:
            StudentFailure: the reference gives no answer.
        """
        if not question.compared:
            return Item(case, None)
        code = self.code(exercise.stem)
        answer = question.answer(code, case)
        if answer.failure is not None:
            raise StudentFailure(answer.failure)
        return Item(case, Expected(dict(answer.values), _Scales(lambda: scales(question, case, code))))


class _Scales(Mapping[str, float]):
    """Scales that are worked out when somebody looks at them: nobody does for an answer that is right to the bit."""

    def __init__(self, measure: Callable[[], Mapping[str, float]]) -> None:
        self._measure = measure

    @cached_property
    def _measured(self) -> Mapping[str, float]:
        return self._measure()

    def __getitem__(self, name: str) -> float:
        return self._measured[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._measured)

    def __len__(self) -> int:
        return len(self._measured)


def reference_at(solutions: Path = SOLUTIONS) -> Reference | None:
    """The solutions, where there are any."""
    return Reference(solutions) if solutions.is_dir() else None


def knowledge_beside(exam: Exam, solutions: Path = SOLUTIONS) -> Knowledge | None:
    """The solutions, where there are any; else the right answers that the exam has ready, if it has some."""
    if solutions.is_dir():
        return Reference(solutions)
    return Ready(exam.ready) if exam.ready else None


def scales(question: Question, case: Case, code: Local) -> dict[str, float]:
    """What rounding is measured against, by name: the largest value that absolute inputs give."""
    answer: Answer = question.answer(code, case.magnitude())
    return {
        # an answer that is all zeros (no window meets a pixel) leaves nothing to measure against but 1
        name: float(np.abs(value).max(initial=0.0)) or 1.0
        for name, value in answer.values.items()
        if isinstance(value, np.ndarray)
    }
