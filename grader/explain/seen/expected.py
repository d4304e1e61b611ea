"""The expected answers to fresh cases: the same for every submission, so each is worked out once in a process."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import numpy as np

from grader.answer import Expected
from grader.case import Case
from grader.exam import Item
from grader.exam.knowledge import Knowledge
from grader.exercise import Exercise, Question
from grader.exercises import EXERCISES
from grader.explain.seen.fresh import SEED, fresh_cases, neighbours

NEAR = 6  # neighbours of a case
TRIES = 20  # fresh cases that are looked at for each that a question asks about

# Who is asked for the values of an exercise: a backward gives those of its forward, too, and matrix products give
# those of four loops in a tenth of the time.
_QUICK = {
    "conv_forward_naive": "conv_backward_im2col",
    "conv_backward_naive": "conv_backward_im2col",
    "conv_forward_im2col": "conv_backward_im2col",
    "Conv2d": "conv_backward_im2col",
    "max_pool_forward_naive": "max_pool_backward_naive",
    "avg_pool_forward_naive": "avg_pool_backward_naive",
}


class Solved:
    """Cases with their expected answers, by a reference."""

    def __init__(self, reference: Knowledge) -> None:
        self._reference = reference
        self._streams: dict[tuple[type[Case], bool, int], tuple[list[Case], Iterator[Case]]] = {}
        self._kept: dict[int, int] = {}  # numbers in their streams, by id: these cases live as long as this does
        self._near: dict[int, list[Case]] = {}
        self._solved: dict[tuple[Question, int], Expected] = {}
        self._exercises = {exercise.name: exercise for exercise in EXERCISES}

    def fresh(self, exercise: Exercise, question: Question, number: int, seed: int = SEED) -> list[Item]:
        """The first `number` fresh cases that `question` asks about; fewer, or none, if it asks about few of them."""
        kind, twin = question.cases, not question.compared
        drawn, rest = self._streams.setdefault((kind, twin, seed), ([], fresh_cases(kind, twin, seed)))
        found: list[Item] = []
        for index in range(TRIES * number):
            if index == len(drawn):
                drawn += islice(rest, 1)
                self._kept.update((id(case), index) for case in drawn[index:])
            if index == len(drawn) or len(found) == number:
                break
            if question.on(drawn[index]):
                found.append(self.item(exercise, question, drawn[index]))
        return found

    def near(self, exercise: Exercise, question: Question, case: Case, number: int) -> list[Item]:
        """Up to `number` neighbours of a fresh case, the same ones whenever they are asked for."""
        if id(case) not in self._near:
            rng = np.random.default_rng([SEED, self._kept[id(case)]])
            self._near[id(case)] = neighbours(case, rng, NEAR)
            self._kept.update((id(near), 0) for near in self._near[id(case)])
        near = [one for one in self._near[id(case)] if question.on(one)]
        return [self.item(exercise, question, one) for one in near[:number]]

    def item(self, exercise: Exercise, question: Question, case: Case) -> Item:
        """The case with its expected answer."""
        if not question.compared:
            return Item(case, None)
        solving = self._exercises.get(_QUICK.get(exercise.name, ""), exercise)
        asked = question if solving is exercise else next(one for one in solving.questions if one.compared)
        expected = self._solved.get((asked, id(case))) or self._reference.item(solving, asked, case).expected
        assert expected is not None
        if id(case) in self._kept:
            self._solved[asked, id(case)] = expected
        return Item(case, _named(expected, question) if question.names and asked is not question else expected)


def _named(expected: Expected, question: Question) -> Expected:
    """The same under the names of `question`."""
    values = {question.names.get(name, name): value for name, value in expected.values.items()}
    return Expected(values, {question.names.get(name, name): scale for name, scale in expected.scales.items()})


@lru_cache(maxsize=4)
def solved_by(reference: Knowledge) -> Solved:
    """What has been solved by this reference, and will be."""
    return Solved(reference)
