"""What a function returns that stands on another of the student's own: right, but for what it stands on."""

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec

import numpy as np

from grader.answer import Answer, Ask, Expected, Implementation
from grader.asking import CONV_GRADIENTS, ask_backward, ask_forward
from grader.case import Array, ConvCase
from grader.compare import is_close
from grader.explain.advice import Excused
from grader.explain.ground import Foretold, Ground, finite
from grader.marking.sit import Answered

ENOUGH = 8  # answers that are foretold


def excused_by(ground: Ground, code: Implementation, answered: Answered) -> Excused:
    """Which values are just what follows from the ground's, wherever that gives what they can be made of."""
    cases = [item.case for item, _answer in answered.items]
    told: dict[str, set[int]] = {}
    refuted: set[str] = set()
    made = code.answers(ground.ask, cases)
    for number, ((item, answer), below) in enumerate(zip(answered.items, made, strict=True)):
        assert item.expected is not None
        for name, value in ground.foretell(item.case, below).items():
            if not _is(name, answer, value, item.expected):
                refuted.add(name)
            told.setdefault(name, set()).add(number)
    return {name: frozenset(of) for name, of in told.items() if len(of) >= ENOUGH and name not in refuted}


def _is(name: str, answer: Answer, value: Array, expected: Expected) -> bool:
    """Whether an answer holds this value, up to rounding."""
    scale = max(expected.scales.get(name, 1.0), float(np.abs(value).max(initial=0.0)))
    return is_close(name, answer, Expected({name: value}, {name: scale}))


def grounds_of(name: str) -> Sequence[Ground]:
    """What the exercise `name` may stand on, the deepest first; not all of it where code is left out for students."""
    if find_spec("grader.explain.on_columns") is None:
        return _GROUNDS.get(name, ())
    from grader.explain.on_columns import GROUNDS  # noqa: PLC0415  # which students don't have

    return (*GROUNDS.get(name, ()), *_GROUNDS.get(name, ()))


def _renamed(names: Mapping[str, str]) -> Callable[[ConvCase, Answer], Foretold]:
    """The ground's own values, under the names that they have in what stands on it."""
    return lambda _case, below: finite({new: below.values.get(old) for old, new in names.items()})


def _ask_forward(name: str) -> Ask:
    return lambda code, case: ask_forward(code, case, name)


def _ask_both(forward: str, backward: str) -> Ask:
    return lambda code, case: ask_backward(code, case, forward, backward)


_LAYER_GRADIENTS = dict(zip(CONV_GRADIENTS, ("dx", "weight_grad", "bias_grad"), strict=True))

_GROUNDS: Mapping[str, Sequence[Ground]] = {
    "Conv2d": tuple(
        ground
        for kind in ("naive", "im2col")
        for ground in (
            Ground(f"conv_forward_{kind}", _ask_forward(f"conv_forward_{kind}"), _renamed({"out": "out"})),
            Ground(
                f"conv_backward_{kind}",
                _ask_both(f"conv_forward_{kind}", f"conv_backward_{kind}"),
                _renamed(_LAYER_GRADIENTS),
            ),
        )
    ),
}
