"""The true gradient of a submission's own forward, held against what its own backward returns.

What is differentiated is L = sum(out * dout). One direction for each case stands for all coordinates: a gradient that
is wrong anywhere agrees with a random direction by chance only, and never on all cases.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from grader.answer import Answer, Ask, Implementation
from grader.asking import Named
from grader.case import Array, Case, ConvCase, PoolCase

# Inputs that a small step leaves exact, and far from where an absolute value or a maximum has its edge. Pooling's
# whole numbers hold 0, and 3 beside -3.
DIFFERENTIABLE = {
    ConvCase: frozenset({"plain", "fine", "negative", "very_negative"}),
    PoolCase: frozenset({"fine", "full", "negative", "very_negative", "repeated", "periodic"}),
}
MOST_CASES = 36
MOST_OUTPUTS = 500  # in all cases together: loops of Python take some hundredths of a second for as many
MOST_PRODUCTS = 1000  # of one case: nine of ten have fewer

STEP = 2.0**-10  # the curvature of a forward that is not linear counts with its square; what is linear stays exact
PARTS = 64  # a coordinate of a direction is a multiple of 1 / 64, at most 4

# An output may be off by some bits, where a mean divides; the difference of two outputs is divided by the step.
OUT_ROUNDING = 64 * float(np.finfo(np.float64).eps)
SHARP = 1e-9  # relative to the gradient: float32 errs by more
TELLING = 1e-4  # relative to the gradient: a wrong formula errs by more
ENOUGH = 8  # sharp cases
MOST_FAILED = 1 / 3  # of the cases may have no output; of a forward that gives hardly any there is nothing to say


@dataclass(frozen=True)
class Passes:
    """How a submission is asked for its forward alone, and for both of its passes.

    `both` gives "out" and the gradients, `forward` gives "out". `wrt` names, for each gradient, the array of a case
    that it is the gradient of.
    """

    forward: Ask
    both: Ask
    wrt: Mapping[str, str]


def true_gradients(
    code: Implementation, passes: Passes, cases: Sequence[Case], faulty: frozenset[int]
) -> dict[str, dict[int, Array | None]]:
    """Which gradients of a backward are the true ones of the forward, wherever that gives an output.

    For each of them, by the numbers of the cases that tell so, the gradient; None where the output has another shape
    than the case's dout. A gradient that is always zero is left out: it says nothing. The `faulty` cases are the first
    to be asked.
    """
    numbers = _in_turns(cases, faulty)
    outs = code.answers(passes.forward, [replace(cases[number]) for number in numbers])  # their scripts go with them
    mine: dict[int, Any] = {}
    outputs = failed = 0
    for number, answer in zip(numbers, outs, strict=True):
        out = answer.values.get("out")
        failed += out is None
        if isinstance(out, np.ndarray) and 0 < out.size <= MOST_OUTPUTS - outputs:
            outputs += out.size
            mine[number] = replace(cases[number], **{"dout": _dout(cases[number], out)})
    if len(mine) < ENOUGH or failed > len(numbers) * MOST_FAILED:
        return {}

    def ask(code: Implementation, case: Any) -> Named:
        yield from passes.both(code, case)
        for name, argument in passes.wrt.items():
            step = STEP * _direction(case, argument)
            for side, moved in (("+", getattr(case, argument) + step), ("-", getattr(case, argument) - step)):
                for _out, value in passes.forward(code, replace(case, **{argument: moved})):
                    yield f"{name}{side}", value

    answers = dict(zip(mine, code.answers(ask, list(mine.values())), strict=True))
    found = {}
    for name, argument in passes.wrt.items():
        doubts = {number: _doubt(answers[number], name, argument, case) for number, case in mine.items()}
        if max(doubts.values()) <= 1 and sum(doubt <= SHARP for doubt in doubts.values()) >= ENOUGH:
            telling = [number for number, doubt in doubts.items() if doubt <= TELLING]
            found[name] = {number: _own(answers[number], name, mine[number], cases[number]) for number in telling}
    return found


def _in_turns(cases: Sequence[Case], faulty: frozenset[int]) -> list[int]:
    """A case of each set of features, then another one of each, and so on; faulty ones first, then small ones."""
    met = Counter[frozenset[str]]()
    turns = []
    for number in sorted(range(len(cases)), key=lambda number: number not in faulty):
        if _can_step(cases[number]):
            turns.append((met[cases[number].features], number))
            met[cases[number].features] += 1
    return [number for _turn, number in sorted(turns)][:MOST_CASES]


def _can_step(case: Any) -> bool:
    window = math.prod(case.w.shape[1:]) if isinstance(case, ConvCase) else case.pool_height * case.pool_width
    return case.values in DIFFERENTIABLE[type(case)] and case.dout.size * window <= MOST_PRODUCTS


def _own(answer: Answer, name: str, mine: Any, case: Any) -> Array | None:
    value = answer.values[name]
    return value if mine.dout is case.dout and isinstance(value, np.ndarray) else None


def _dout(case: Any, out: Array) -> Array:
    """The case's own dout, if the output has the right shape; else another one for the output that there is."""
    if out.shape == case.dout.shape:
        dout: Array = case.dout
        return dout
    return _dyadic(out.shape, 0)


def _direction(case: Any, argument: str) -> Array:
    return _dyadic(getattr(case, argument).shape, 1 + ord(argument))


@lru_cache(maxsize=2000)
def _dyadic(shape: tuple[int, ...], seed: int) -> Array:
    """Random numbers of few bits, never zero, always the same for the same shape."""
    rng = np.random.default_rng([seed, *shape])
    numbers: Array = rng.integers(1, 4 * PARTS, shape, endpoint=True) * rng.choice([-1.0, 1.0], shape) / PARTS
    numbers.flags.writeable = False
    return numbers


def _doubt(answer: Answer, name: str, argument: str, case: Any) -> float:
    """Infinite where the gradient is not the true one. Else by how much it could be off unseen, at most.

    The true derivative along d is sum((out(x + h d) - out(x - h d)) * dout) / (2 h); the gradient's is sum(dx * d).
    Relative to sum(|dx * d|); 1 where both are zero.
    """
    values = [answer.values.get(key) for key in (name, f"{name}+", f"{name}-")]
    direction = _direction(case, argument)
    shapes = (direction.shape, case.dout.shape, case.dout.shape)
    if not all(isinstance(one, np.ndarray) and one.shape == shape for one, shape in zip(values, shapes, strict=True)):
        return math.inf
    if np.asarray(values[0]).dtype == np.float32:
        return math.inf  # though many a case's numbers are so short that it holds their gradients
    gradient, above, below = (np.asarray(value, dtype=np.float64) for value in values)
    with np.errstate(all="ignore"):  # whatever numbers a student returns
        true = float(np.sum((above - below) * case.dout)) / (2 * STEP)
        size = float(np.sum(np.abs(gradient * direction)))
        outputs = float(np.sum((np.abs(above) + np.abs(below)) * np.abs(case.dout))) / (2 * STEP)
        unseen = OUT_ROUNDING * (outputs + size)
        agrees = abs(float(np.sum(gradient * direction)) - true) <= unseen
    if not agrees:
        return math.inf
    return unseen / size if size > unseen else 1.0
