"""What is said of a backward and its own forward is true: judged by the full gradient, coordinate by coordinate."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.answer import Answer
from grader.asking import ask_forward
from grader.exam import Exam
from grader.explain.evidence import Evidence
from grader.explain.own_forward import forward_first
from grader.explain.true_gradient import DIFFERENTIABLE
from grader.misconception import Misconception, ModelError
from tests.explain.consistent import CONSISTENT, CONV, MAXIMUM, MEAN, all_true
from tests.explain.sat import evidence_of, own_modules
from tests.misconceptions.catalogues import MODELS, solution_of

STEP = 2.0**-10
MOST_NUMBERS = 2500  # of pixels times outputs, in the cases whose gradients are worked out in full
SAMPLE = 60  # pairs of each kind

Found = Callable[[dict[str, str], Sequence[str]], Evidence]


@pytest.fixture
def found(exam: Exam, tmp_path: Path) -> Iterator[Found]:
    """`found(files, names)`: what is known of the last of the exercises."""
    with own_modules():
        yield lambda files, names: evidence_of(files, names, exam, tmp_path)


def pairs_of(names: tuple[str, str]) -> list[tuple[Misconception, Misconception]]:
    forwards, backwards = ([model for model in MODELS if model.of == name] for name in names)
    pairs = list(product(forwards, backwards))
    chosen = np.random.default_rng(0).permutation(len(pairs))[:SAMPLE]
    return [pairs[number] for number in sorted(chosen)]


PAIRS = [(names, *pair) for names in (CONV, MAXIMUM, MEAN) for pair in pairs_of(names)]


@pytest.mark.parametrize("thought", CONSISTENT)
def test_one_thought_in_both_is_seen_in_the_whole_exam(thought: str, found: Found) -> None:
    names, files = CONSISTENT[thought]
    assert {one.sentence for one in forward_first(found(files, names)).values()} == {all_true(*names)}


@pytest.mark.parametrize(
    ("names", "forward", "backward"), PAIRS, ids=[f"{forward.name}-{backward.name}" for _, forward, backward in PAIRS]
)
def test_two_misconceptions_are_consistent_only_where_the_full_gradient_says_so(
    names: tuple[str, str], forward: Misconception, backward: Misconception, found: Found
) -> None:
    try:
        files = {forward.stem: backward.source(forward.source(solution_of(forward)))}
    except ModelError:
        return  # edits of one and the same line: no submission can hold both
    evidence = found(files, names)
    for advice in forward_first(evidence).values():
        some = advice.sentence.partition(" returns as ")[2].partition(" is right")[0]
        for name in some.split(", ") if some else [key for key in ("dx", "dw", "db") if key in values_of(evidence)]:
            assert is_true_gradient(evidence, names[0], name), advice.sentence


def values_of(evidence: Evidence) -> set[str]:
    expected = evidence.sitting[0].items[0][0].expected
    assert expected is not None
    return set(expected.values)


def is_true_gradient(evidence: Evidence, forward: str, name: str) -> bool:
    """Whether the gradient is the true one of the submission's own forward, on all cases that are small enough."""
    code, question, argument = evidence.code, evidence.sitting[0].question, name[1:]

    def out(case: Any) -> Answer:
        return question.answer(code, case, lambda code, case: ask_forward(code, case, forward))

    compared = 0
    for item, _answer in evidence.sitting[0].items:
        case: Any = item.case
        at = getattr(case, argument)
        first = out(replace(case)).values.get("out")
        small = case.values in DIFFERENTIABLE[type(case)] and at.size * case.dout.size <= MOST_NUMBERS
        if not small or not isinstance(first, np.ndarray) or first.size == 0:
            continue
        dout = case.dout if first.shape == case.dout.shape else np.cos(np.arange(first.size)).reshape(first.shape)
        gradient = question.answer(code, replace(case, dout=dout), question.ask).values.get(name)
        true = np.empty(at.shape)
        for place in np.ndindex(at.shape):
            step = np.zeros(at.shape)
            step[place] = STEP
            above, below = (out(replace(case, **{argument: moved})).values["out"] for moved in (at + step, at - step))
            assert isinstance(above, np.ndarray)
            assert isinstance(below, np.ndarray)
            true[place] = ((above - below) * dout).sum() / (2 * STEP)
        if not isinstance(gradient, np.ndarray) or gradient.shape != true.shape:
            return False
        if not np.allclose(gradient, true, rtol=1e-6, atol=1e-6 * max(1.0, float(np.abs(true).max()))):
            return False
        compared += 1
    return compared >= 8
