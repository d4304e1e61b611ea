"""The columns of the exam that hold wrong answers: what each misconception answers to every case."""

import json
import sys
import tempfile
import warnings
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import reduce
from pathlib import Path

from grader.chance import same_on_the_whole
from grader.exam.catalogues import models
from grader.exam.paper import Exam, Item
from grader.exercise import Exercise, Question
from grader.local import Local, forget_modules
from grader.marking.sit import Answered, sit
from grader.misconception import Misconception, ModelError
from grader.prints import Print, print_of, same, varying

Column = Mapping[str, Sequence[Print]]  # by question, in the order of its items


@dataclass(frozen=True)
class Wrong:
    """A misconception of one exercise, and the prints of its answers."""

    name: str
    belief: str
    hint: str
    hint_ko: str
    column: Column


def column_of(exercise: Exercise, answered: Sequence[Answered]) -> Column:
    """The prints of answers to all questions but those about time."""
    return {
        one.question.name: [print_of(one.question, item, answer) for item, answer in one.items]
        for one in answered
        if not one.question.live
    }


def columns(exercise: Exercise, exam: Exam, solutions: Path) -> bytes:
    """What the misconceptions beside `solutions` answer to the exam's cases, packed.

    Those that answer everything right are left out: no legal input shows them.
    """
    seen = [_wrong(model, exercise, exam, solutions) for model in models(solutions / "misconceptions", exercise)]
    content = [asdict(one) for one in seen if not is_right(one.column)]
    return zlib.compress(json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode())


def wrong_answers(exam: Exam, exercise: Exercise) -> list[Wrong]:
    """The misconceptions of `exercise` that the exam knows."""
    packed = exam.wrong.get(exercise.name)
    return [Wrong(**one) for one in json.loads(zlib.decompress(packed))] if packed else []


def source_with(found: Sequence[Misconception], solution: str) -> str | None:
    """The text of a solution's file with one misconception in it, or with two at once; None if that can't be.

    What the first leaves may not hold the piece that the second changes; then it may the other way round.
    """
    for order in (found, found[::-1]):
        try:
            return reduce(Misconception.and_also, order).source(solution)
        except ModelError:
            continue
    return None


def is_by_chance(source: str) -> bool:
    """Whether the text draws random numbers, so that its answers may be others each time."""
    return "random" in source


def prints_of(exercise: Exercise, question: Question, source: str, items: Sequence[Item]) -> list[Print]:
    """What the text of a solution's file answers to these cases."""
    with at_work(exercise, source) as code:
        return [print_of(question, item, question.answer(code, item.case)) for item in items]


def is_of(exercise: Exercise, exam: Exam, source: str, column: Column) -> bool:
    """Whether the text of a solution's file answers every case as in `column`. The first that differs ends it."""
    compared = [question for question in exercise.questions if question.compared and not question.live]
    with at_work(exercise, source) as code:
        for question in compared:
            for item, wanted in zip(exam.items(exercise, question), column[question.name], strict=True):
                if not same(wanted, print_of(question, item, question.answer(code, item.case))):
                    return False
    return is_same(column, answers_of(source, exercise, exam))


def is_same(column: Column, model: Column) -> bool:
    """Whether all answers are the model's."""
    return column.keys() == model.keys() and all(
        len(column[name]) == len(model[name])
        and all(map(same, column[name], model[name]))
        and same_on_the_whole(column[name], model[name])
        for name in column
    )


def is_right(column: Column) -> bool:
    """Whether all answers are right."""
    return all(one is None for prints in column.values() for one in prints)


def answers_of(source: str, exercise: Exercise, exam: Exam) -> Column:
    """What the text of a solution's file, with a fault in it, answers."""
    timeless = replace(exercise, questions=[question for question in exercise.questions if not question.live])
    with at_work(exercise, source) as code:
        return column_of(exercise, sit(timeless, exam, code))


def _wrong(model: Misconception, exercise: Exercise, exam: Exam, solutions: Path) -> Wrong:
    source = model.source((solutions / f"{model.stem}.py").read_text(encoding="utf-8"))
    column = answers_of(source, exercise, exam)
    again = answers_of(source, exercise, exam) if is_by_chance(source) else column
    stable = {name: list(map(varying, column[name], again[name])) for name in column}
    return Wrong(model.name, model.belief, model.hint, model.hint_ko, stable)


@contextmanager
def at_work(exercise: Exercise, source: str) -> Iterator[Local]:
    """The text of a file of the exercise's stem, alone in a folder; it leaves no trace among the modules."""
    path = list(sys.path)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in a worker, where a student's code may warn
        (Path(folder) / f"{exercise.stem}.py").write_text(source, encoding="utf-8")
        try:
            yield Local(Path(folder), exercise.stem)
        finally:
            sys.path[:] = path
            forget_modules(Path(folder))
