"""A ground: an exercise that others may stand on, how it is asked, and what follows from its answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.answer import Answer, Ask
from grader.case import Array

Foretold = Mapping[str, Array]


@dataclass(frozen=True)
class Ground:
    """The exercise `name`, which others may stand on.

    `ask` asks it about a case of theirs; `foretell` says from its answer what they return then, if they are right.
    """

    name: str
    ask: Ask
    foretell: Callable[[Any, Answer], Foretold]


def finite(values: Mapping[str, object]) -> Foretold:
    """The arrays among these values, but for those with numbers that are none, or infinite."""
    return {name: value for name, value in values.items() if isinstance(value, np.ndarray) and np.isfinite(value).all()}
