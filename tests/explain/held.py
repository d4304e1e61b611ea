"""What is said of a wrong program, and what of it is not true of more cases."""

import functools
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.case import CASE_TYPES, Case, ConvCase, PoolCase, SizeCase, WindowCase
from grader.exam import Exam, Item
from grader.exam.hidden import SOLUTIONS
from grader.exam.reference import Reference, reference_at
from grader.exercise import Exercise, Question
from grader.exercises import EXERCISES
from grader.explain.evidence import Budget, Evidence
from grader.explain.seen.expected import Solved, solved_by
from grader.explain.seen.fresh import fresh_cases
from grader.explain.seen.look import statements
from grader.explain.seen.sight import Statement, sight
from grader.filling import conv_case, pool_case, window_case
from grader.local import Local
from grader.marking.mark import Failed, mark
from grader.marking.sit import sit
from grader.misconception import Misconception
from grader.shape import Shape
from grader.shapes import drawn, window_shapes

EXERCISE = {exercise.name: exercise for exercise in EXERCISES}
SEED = 20_260  # not the seed of the cases by which statements are found
SECONDS = 1e9  # no budget: what is said must not depend on the machine


@dataclass(frozen=True)
class Said:
    """A failed check, and what is said of it."""

    failed: Failed
    statements: Sequence[Statement]


@functools.cache
def reference() -> Reference:
    """The solutions."""
    found = reference_at()
    assert found is not None
    return found


def written(model: Misconception, folder: Path) -> Path:
    """The solution's file with the model's fault in it, alone in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    solution = (SOLUTIONS / f"{model.stem}.py").read_text(encoding="utf-8")
    (folder / f"{model.stem}.py").write_text(model.source(solution), encoding="utf-8")
    return folder


def said_of(folder: Path, exercise: Exercise, exam: Exam) -> list[Said]:
    """What is said of each failed check of `exercise`, asked in this process."""
    code = Local(folder, exercise.stem)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in a worker, where a student's code may warn
        sitting = sit(exercise, exam, code)
        marking = mark(exercise, sitting)
        others = {exercise.name: marking.result}
        evidence = Evidence(exercise, sitting, marking, others, exam, code, reference(), Budget(SECONDS))
        return [Said(failed, statements(evidence, failed)) for failed in marking.failed]


def refuted(folder: Path, exercise: Exercise, said: Said, number: int) -> Iterator[tuple[Statement, Case]]:
    """The statements that are not true of `number` other cases, each with a case that refutes it."""
    if not said.statements:
        return
    code = Local(folder, exercise.stem)
    question = said.failed.answered.question
    items = more_items(exercise.name, exercise.questions.index(question), number)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answers = code.answers(said.failed.answered.ask, [item.case for item in items])
        sights = [sight(said.failed.check, item, answer) for item, answer in zip(items, answers, strict=True)]
    for statement in said.statements:
        false = next((one for one in sights if not statement.holds(one)), None)
        if false is not None:
            yield statement, false.case


@functools.cache
def more_items(exercise: str, question: int, number: int) -> list[Item]:
    """Half of them from the same stream with another seed, half drawn as an exam is drawn."""
    asking = EXERCISE[exercise].questions[question]
    ours = _solved().fresh(EXERCISE[exercise], asking, number // 2, SEED)
    return ours + _drawn(EXERCISE[exercise], asking, number - len(ours))


@functools.cache
def _solved() -> Solved:
    return solved_by(reference())


def _drawn(exercise: Exercise, question: Question, number: int) -> list[Item]:
    cases = [case for case in _cases(question.cases.__name__, not question.compared, number) if question.on(case)]
    return [_solved().item(exercise, question, case) for case in cases]


@functools.cache
def _cases(name: str, twin: bool, number: int) -> list[Case]:
    kind = CASE_TYPES[name]
    if kind is SizeCase:
        stream = fresh_cases(kind, twin, SEED + 1)
        return [next(stream) for _ in range(number)]
    pads = (0, 0) if kind is PoolCase else (0, 3)
    values = ("fine", "full", "negative")
    shapes = drawn(
        window_shapes((1, 4), pads, (1, 4), most=3, uneven=True, rectangular=True, values=values, bias=True),
        number,
        SEED,
    )
    makers: dict[type[Case], Callable[[Shape, list[int]], Case]] = {
        ConvCase: lambda shape, seed: conv_case(shape, seed, seed[-1] % 2),
        PoolCase: lambda shape, seed: pool_case(shape, seed, seed[-1] % 2),
        WindowCase: window_case,
    }
    return [makers[kind](replace(shape, twin=twin), [SEED, index]) for index, shape in enumerate(shapes)]
