"""What a page draws of a fault: the wrong array, the expected one, and the window behind the worst element."""

import re

import numpy as np

from grader.case import Array
from grader.compare import Mismatch, expect_close
from grader.exercise import Exercise
from grader.explain.by_definition import by_definition
from grader.explain.workings import Workings
from grader.marking.mark import Fault
from grader.report.result import Picture

MOST_NUMBERS = 400  # in an array that is drawn; more of them than that nobody reads


def picture(exercise: Exercise, fault: Fault, workings: Workings | None = None) -> Picture | None:
    """The picture of a fault, if it is about one array that was answered, and is small enough to be looked at.

    What the worst number is made of is asked of `workings`; by the definitions, if there are none.
    """
    name = _named(fault)
    if name is None:
        return None
    expected, returned = _both(name, fault)
    if max(expected.size, returned.size) > MOST_NUMBERS:
        return None
    if expected.shape != returned.shape:
        return Picture(name, expected, returned)
    worst = _worst(expected, returned)
    window = (workings or by_definition()).window(exercise.name, name, fault.case, worst)
    return Picture(name, expected, returned, worst, window)


def _named(fault: Fault) -> str | None:
    """The first array that the message names and that is wrong; a check may look at several."""
    named = [(_place(name, fault.message), name) for name in _arrays(fault) if _is_wrong(name, fault)]
    return min(((place, name) for place, name in named if place is not None), default=(0, None))[1]


def _arrays(fault: Fault) -> list[str]:
    """The names of the arrays that were expected, and answered."""
    expected = fault.item.expected.values if fault.item.expected else {}
    both = [(name, value, fault.answer.values.get(name)) for name, value in expected.items()]
    return [name for name, *values in both if all(isinstance(value, np.ndarray) for value in values)]


def _both(name: str, fault: Fault) -> tuple[Array, Array]:
    assert fault.item.expected is not None
    expected, returned = fault.item.expected.values[name], fault.answer.values[name]
    assert isinstance(expected, np.ndarray)
    assert isinstance(returned, np.ndarray)
    return expected.astype(np.float64), returned.astype(np.float64)


def _place(name: str, message: str) -> int | None:
    found = re.search(rf"(?<![\w.]){name}(?!\w)", message)
    return found.start() if found else None


def _is_wrong(name: str, fault: Fault) -> bool:
    assert fault.item.expected is not None
    try:
        expect_close(name, fault.answer, fault.item.expected)
    except Mismatch:
        return True
    return False


def _worst(expected: Array, returned: Array) -> tuple[int, ...]:
    """The first element with the largest error; no number is the largest of all."""
    with np.errstate(all="ignore"):  # whatever numbers a student returns
        error = np.abs(returned - expected)
    error = np.where(returned == expected, 0.0, np.where(np.isnan(error), np.inf, error))
    return tuple(int(i) for i in np.unravel_index(np.argmax(error), error.shape))
