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
from grader.language import N_, _
from grader.sandbox.worker.wire import Value

EPSILON = float(np.finfo(np.float64).eps)
# Rounding of a sum of n products is below n * eps * (sum of the absolute products), and for thousands of terms in
# any order, or by FFT, far below 4096 * eps. float32 (eps 1.2e-7) and differences with a small step are far above.
ROUNDING = 4096 * EPSILON

NEARLY = 1e-4  # relative: float32 and differences with a small step err by less, a wrong formula by more

CHANGED = N_("{name} was {before} before the call and is {after} after it.")


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
    if value is None:
        raise Mismatch(_("{name} is None.").format(name=name), _(_NOTHING).format(name=name))
    if not isinstance(value, np.ndarray):
        raise Mismatch(_("{name} is not an array").format(name=name))
    return value


def expect_shape(name: str, answer: Answer, expected: Expected) -> None:
    """`name` has exactly the expected shape."""
    got, want = array(name, answer).shape, _want(name, expected).shape
    if got != want:
        raise wrong_shape(name, got, want)


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


def is_close(name: str, answer: Answer, expected: Expected) -> bool:
    """Whether `expect_close` finds nothing wrong."""
    try:
        expect_close(name, answer, expected)
    except (Mismatch, StudentFailure):
        return False
    return True


def expect_number(name: str, answer: Answer, expected: Expected) -> None:
    """`name` is the expected int."""
    got, want = given(name, answer), expected.values[name]
    if isinstance(got, bool) or not isinstance(got, int):
        sentence = _("{name} is {value}, a float; expected the int {expected}.")
        raise Mismatch(sentence.format(name=name, value=_number(got), expected=want), about=name)
    if got != want:
        sentence = _("{name} is {value}, expected {expected}.")
        raise Mismatch(sentence.format(name=name, value=got, expected=want), about=name)


def expect_equal(
    name: str, got: Value, before: Value, words: str = CHANGED, rounding: float = 0.0, **fields: object
) -> None:
    """`got` is what `before` was: an array or number, or a dict to which keys may have been added.

    `words` say of `{name}` what was to be `{before}` and is `{after}`; they are translated here. `fields` are others
    that they have.
    """

    def differs(name: str, after: str, before: str) -> Mismatch:
        return Mismatch(_(words).format(name=name, before=before, after=after, **fields))

    if isinstance(before, Mapping):
        for key, value in before.items():
            if not isinstance(got, Mapping) or key not in got:
                sentence = _("{name} has lost its key {key}: the caller still needs it.")
                raise Mismatch(sentence.format(name=name, key=repr(key)))
            expect_equal(f"{name}[{key!r}]", got[key], value, words, rounding, **fields)
    elif isinstance(before, np.ndarray) and isinstance(got, np.ndarray):
        if before.shape != got.shape:
            raise differs(f"{name}.shape", printable(str(got.shape), 120), str(before.shape))
        if (got == before).all():
            return
        error, tolerance = _error(got, before), rounding * float(np.abs(before[np.isfinite(before)]).max(initial=0.0))
        if not (error.max() <= tolerance):
            place = _first(error > tolerance, got, before)
            raise differs(f"{name}{_index(place.index)}", _number(place.value), _number(place.expected))
    elif type(got) is not type(before) or got != before:
        raise differs(name, _number(got), _number(before))


def wrong_shape(name: str, got: tuple[int, ...], want: tuple[int, ...]) -> Mismatch:
    """What to raise of an array of another shape than is expected."""
    sentence = _("{name}.shape is {shape}, expected {expected}.")
    return Mismatch(sentence.format(name=name, shape=printable(str(got), 120), expected=want), about=name)


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
    element, value, expected = f"{name}{_index(place.index)}", _number(place.value), _number(place.expected)
    text = _("{name} is {value}, expected {expected}.").format(name=element, value=value, expected=expected)
    if got.size > 1:
        text += " " + _("{wrong} of {count} values differ.").format(wrong=wrong, count=got.size)
    hint = ""
    if got.dtype == np.float32:
        text += " " + _("{name} is float32, which keeps 7 digits only.").format(name=name)
        hint = _(_PRECISION)
    elif np.isfinite(error).all() and error.max() < NEARLY * float(np.abs(want).max()):
        text += " " + _("It is nearly right: precision is lost on the way.")
        hint = _(_PRECISION)
    return Mismatch(text, hint, about=name, at=place.index)


_NOTHING = N_("Work {name} out, too. Until then, what else you return keeps its points.")
_PRECISION = N_(
    "Look for float32, astype and dtype= in your code: everything must be float64. Steps of 1e-5 lose digits too."
)


def _first(wrong: NDArray[np.bool_], got: Array, want: Array) -> Place:
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    return Place(index, float(got[index]), float(want[index]))


def _index(index: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, index))}]" if index else ""


def _number(value: Value) -> str:
    return f"{value + 0.0:.10g}" if isinstance(value, int | float) else printable(str(value), 60)
