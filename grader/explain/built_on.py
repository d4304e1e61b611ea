"""What a function returns that stands on another of the student's own: right, but for what it stands on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.answer import Answer, Ask, Expected, Implementation
from grader.asking import CONV_GRADIENTS, Named, ask_backward, ask_forward
from grader.case import Array, ConvCase
from grader.compare import is_close
from grader.explain.advice import Excused
from grader.marking.sit import Answered

ENOUGH = 8  # answers that are foretold

Foretold = Mapping[str, Array]


@dataclass(frozen=True)
class Ground:
    """The exercise `name`, which others may stand on.

    `ask` asks it about a case of theirs; `foretell` says from its answer what they return then, if they are right.
    """

    name: str
    ask: Ask
    foretell: Callable[[Any, Answer], Foretold]


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
    """What the exercise `name` may stand on, the deepest first."""
    return _GROUNDS.get(name, ())


def _ask_im2col(code: Implementation, case: ConvCase) -> Named:
    yield "cols", code.call("im2col", case.x, *_window(case), returns="array")


def _ask_col2im(code: Implementation, case: ConvCase) -> Named:
    columns = _dout_rows(case) @ _filters(case)
    yield "x", code.call("col2im", columns, case.x.shape, *_window(case), returns="array")


def _out_of_columns(case: ConvCase, below: Answer) -> Foretold:
    """out = cols @ filters.T + b, its rows by image, then output row, then output column."""
    for cols in _columns(case, below):
        N, F, H_out, W_out = case.dout.shape
        return {"out": (cols @ _filters(case).T + case.b).reshape(N, H_out, W_out, F).transpose(0, 3, 1, 2)}
    return {}


def _dw_of_columns(case: ConvCase, below: Answer) -> Foretold:
    """dw = dout_rows.T @ cols."""
    for cols in _columns(case, below):
        return {"dw": (_dout_rows(case).T @ cols).reshape(case.w.shape)}
    return {}


def _dx_of_image(case: ConvCase, below: Answer) -> Foretold:
    return _finite({"dx": below.values.get("x")})


def _renamed(names: Mapping[str, str]) -> Callable[[ConvCase, Answer], Foretold]:
    """The ground's own values, under the names that they have in what stands on it."""
    return lambda _case, below: _finite({new: below.values.get(old) for old, new in names.items()})


def _finite(values: Mapping[str, object]) -> Foretold:
    return {name: value for name, value in values.items() if isinstance(value, np.ndarray) and np.isfinite(value).all()}


def _columns(case: ConvCase, below: Answer) -> Iterator[Array]:
    """The matrix that im2col made, if a product can be made with it."""
    for cols in _finite(below.values).values():
        if cols.shape == (_dout_rows(case).shape[0], _filters(case).shape[1]):
            yield cols


def _window(case: ConvCase) -> tuple[int, int, int, int]:
    return case.dims["HH"], case.dims["WW"], case.stride, case.pad


def _filters(case: ConvCase) -> Array:
    return case.w.reshape(len(case.w), -1)


def _dout_rows(case: ConvCase) -> Array:
    return case.dout.transpose(0, 2, 3, 1).reshape(-1, len(case.w))


def _ask_forward(name: str) -> Ask:
    return lambda code, case: ask_forward(code, case, name)


def _ask_both(forward: str, backward: str) -> Ask:
    return lambda code, case: ask_backward(code, case, forward, backward)


_LAYER_GRADIENTS = dict(zip(CONV_GRADIENTS, ("dx", "weight_grad", "bias_grad"), strict=True))

_GROUNDS: Mapping[str, Sequence[Ground]] = {
    "conv_forward_im2col": (Ground("im2col", _ask_im2col, _out_of_columns),),
    "conv_backward_im2col": (
        Ground("im2col", _ask_im2col, _dw_of_columns),
        Ground("col2im", _ask_col2im, _dx_of_image),
    ),
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
