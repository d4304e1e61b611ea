"""The comparisons that checks are made of. Each raises `Mismatch` with a sentence: value, expected, where.

The cheap comparison comes first; where an array differs is searched only on failure. The first wrong element is
named, not the worst: it is the one that a student meets first when stepping through the loops.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.answer import Answer, Expected
from grader.case import Array
from grader.escape import printable
from grader.failure import StudentFailure
from grader.sandbox.worker.wire import Value

EPSILON = float(np.finfo(np.float64).eps)
# Rounding of a sum of n products is below n * eps * (sum of the absolute products), and for thousands of terms in
# any order, or by FFT, far below 4096 * eps. float32 (eps 1.2e-7) and differences with a small step are far above.
ROUNDING = 4096 * EPSILON

NEARLY = 1e-4  # relative: float32 and differences with a small step err by less, a wrong formula by more

CHANGED = "was {before} before the call and is {after} after it."


class Mismatch(Exception):  # noqa: N818  # it is the answer that differs, not the program that fails
    """An answer is not the expected one; the message says how. `hint` is a next step, if there is a better one.

    `about` is the name of the value that differs from an expected one, `at` the first element of it that does.
    """

    def __init__(self, message: str, hint: str = "", about: str = "", at: tuple[int, ...] | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.about = about
        self.at = at


@dataclass(frozen=True)
class Place:
    """The first element that differs."""

    index: tuple[int, ...]
    value: float
    expected: float


def given(name: str, answer: Answer) -> Value:
    """The value `name` of the answer; if the answer ended before it, its failure."""
    if name in answer.values:
        return answer.values[name]
    if answer.failure is None:
        raise KeyError(f"no question gives {name}")
    raise StudentFailure(answer.failure)


def array(name: str, answer: Answer) -> Array:
    """The value `name` as an array."""
    value = given(name, answer)
    if not isinstance(value, np.ndarray):
        raise Mismatch(f"{name} is not an array")
    return value


def expect_shape(name: str, answer: Answer, expected: Expected) -> None:
    """`name` has exactly the expected shape."""
    got, want = array(name, answer).shape, _want(name, expected).shape
    if got != want:
        raise Mismatch(f"{name}.shape is {printable(str(got), 120)}, expected {want}.", about=name)


def expect_close(name: str, answer: Answer, expected: Expected) -> None:
    """`name` has the expected shape and, but for rounding, the expected numbers.

    The error is measured against `expected.scales`: |a - b| <= 4096 eps * (the operation on absolute values).
    """
    expect_shape(name, answer, expected)
    got, want = array(name, answer), _want(name, expected)
    if (got == want).all():  # the rule: most numbers are chosen so that no rounding occurs
        return
    tolerance = ROUNDING * expected.scales.get(name, 1.0)
    error = _error(got, want)
    if not (error.max() <= tolerance):
        raise _difference(name, got, want, error, tolerance)


def expect_number(name: str, answer: Answer, expected: Expected) -> None:
    """`name` is the expected int."""
    got, want = given(name, answer), expected.values[name]
    if isinstance(got, bool) or not isinstance(got, int):
        raise Mismatch(f"{name} is {_number(got)}, a float; expected the int {want}.", about=name)
    if got != want:
        raise Mismatch(f"{name} is {got}, expected {want}.", about=name)


def expect_equal(name: str, got: Value, before: Value, words: str = CHANGED, rounding: float = 0.0) -> None:
    """`got` is what `before` was: an array or number, or a dict to which keys may have been added.

    `words` say of `{before}` and `{after}` when they should have been equal.
    """
    if isinstance(before, Mapping):
        for key, value in before.items():
            if not isinstance(got, Mapping) or key not in got:
                raise Mismatch(f"{name} has lost its key {key!r}: the caller still needs it.")
            expect_equal(f"{name}[{key!r}]", got[key], value, words, rounding)
    elif isinstance(before, np.ndarray) and isinstance(got, np.ndarray):
        if before.shape != got.shape:
            shapes = words.format(before=before.shape, after=printable(str(got.shape), 120))
            raise Mismatch(f"{name}.shape {shapes}")
        if (got == before).all():
            return
        error, tolerance = _error(got, before), rounding * float(np.abs(before[np.isfinite(before)]).max(initial=0.0))
        if not (error.max() <= tolerance):
            place = _first(error > tolerance, got, before)
            numbers = words.format(before=_number(place.expected), after=_number(place.value))
            raise Mismatch(f"{name}{_index(place.index)} {numbers}")
    elif type(got) is not type(before) or got != before:
        raise Mismatch(f"{name} {words.format(before=_number(before), after=_number(got))}")


def _want(name: str, expected: Expected) -> Array:
    value = expected.values[name]
    assert isinstance(value, np.ndarray), f"the exam has no array {name}"
    return value


def _error(got: Array, want: Array) -> Array:
    """|got - want|; infinite where one is no number, or infinite, and the other is not the same."""
    with np.errstate(all="ignore"):  # whatever numbers a student returns
        error = np.abs(got - want)
    same = (got == want) | (np.isnan(got) & np.isnan(want))
    return np.where(same, 0.0, np.where(np.isfinite(error), error, np.inf))


def _difference(name: str, got: Array, want: Array, error: Array, tolerance: float) -> Mismatch:
    wrong = int(np.count_nonzero(error > tolerance))
    place = _first(error > tolerance, got, want)
    text = f"{name}{_index(place.index)} is {_number(place.value)}, expected {_number(place.expected)}."
    if got.size > 1:
        text += f" {wrong} of {got.size} values differ."
    hint = ""
    if got.dtype == np.float32:
        text, hint = f"{text} {name} is float32, which keeps 7 digits only.", _PRECISION
    elif np.isfinite(error).all() and error.max() < NEARLY * float(np.abs(want).max()):
        text, hint = f"{text} It is nearly right: precision is lost on the way.", _PRECISION
    return Mismatch(text, hint, about=name, at=place.index)


_PRECISION = (
    "Look for float32, astype and dtype= in your code: everything must be float64. Steps of 1e-5 lose digits too."
)


def _first(wrong: NDArray[np.bool_], got: Array, want: Array) -> Place:
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    return Place(index, float(got[index]), float(want[index]))


def _index(index: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, index))}]" if index else ""


def _number(value: Value) -> str:
    return f"{value + 0.0:.10g}" if isinstance(value, int | float) else printable(str(value), 60)
