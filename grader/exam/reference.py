"""The reference: the solutions, asked in this process for what a case's answer should be."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from grader.answer import Answer, Expected
from grader.case import Case
from grader.exam.catalogues import models
from grader.exam.hidden import SOLUTIONS
from grader.exam.paper import Exam, Item
from grader.exam.wrong import Column, is_of_both
from grader.exercise import Exercise, Question
from grader.failure import StudentFailure
from grader.local import Local
from grader.misconception import Misconception


class Reference:
    """The solutions in a folder."""

    def __init__(self, solutions: Path = SOLUTIONS) -> None:
        self._solutions = solutions
        self.code = cache(self._code)  # by stem

    def _code(self, stem: str) -> Local:
        return Local(self._solutions, stem)

    def has_both(self, exercise: Exercise, exam: Exam, names: tuple[str, str], column: Column) -> bool:
        """Whether two misconceptions at once give all the answers in `column`."""
        one, other = (self._models[exercise.name, name] for name in names)
        solution = (self._solutions / f"{exercise.stem}.py").read_text(encoding="utf-8")
        return is_of_both(exercise, exam, solution, one, other, column)

    @cached_property
    def _models(self) -> dict[tuple[str, str], Misconception]:
        return {(model.of, model.name): model for model in models(self._solutions / "misconceptions")}

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


def scales(question: Question, case: Case, code: Local) -> dict[str, float]:
    """What rounding is measured against, by name: the largest value that absolute inputs give."""
    answer: Answer = question.answer(code, case.magnitude())
    return {
        # an answer that is all zeros (no window meets a pixel) leaves nothing to measure against but 1
        name: float(np.abs(value).max(initial=0.0)) or 1.0
        for name, value in answer.values.items()
        if isinstance(value, np.ndarray)
    }
