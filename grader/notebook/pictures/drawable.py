"""What a student's value must be to be drawn; what is odd about one that can be drawn is said beside the picture."""

import operator

import numpy as np

from grader.case import Array
from grader.escape import printable
from grader.language import _
from grader.notebook.output import Tone, box

MOST_NUMBERS = 1 << 18  # of one value in a picture: far more than any picture here asks for


class Undrawable(Exception):  # noqa: N818  # the value can't be drawn; that is no error of ours
    """A value that no picture can be made of; the sentence says what it is, and what is expected."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def array(name: str, value: object, shape: tuple[int, ...]) -> Array:
    """`value` as an array to be drawn; where its shape is not `shape` or its numbers are none, a box says so.

    Raises:
        Undrawable: it is no array of numbers, or has another number of axes.
    """
    if not isinstance(value, np.ndarray):
        raise Undrawable(
            _("`{name}` is {what}; an array of shape {shape} is expected.").format(
                name=name, what=_what(value), shape=shape
            )
        )
    if value.dtype.kind not in "biuf" or value.ndim != len(shape) or not 0 < value.size <= MOST_NUMBERS:
        raise Undrawable(
            _("`{name}` is an array of {dtype} of shape {got}; one of float64 of shape {shape} is expected.").format(
                name=name, dtype=value.dtype, got=value.shape, shape=shape
            )
        )
    if value.shape != shape:
        sentence = _("`{name}` has shape {got}, expected {shape}: the picture shows it as it is.")
        box([sentence.format(name=name, got=value.shape, shape=shape)], Tone.NOTE)
    numbers = np.asarray(np.ma.filled(value.astype(np.float64), np.nan))  # what is masked is no number
    if not np.isfinite(numbers).all():
        sentence = _("`{name}` holds NaN or infinity: the picture shows 0 there.")
        box([sentence.format(name=name)], Tone.NOTE)
        numbers = np.nan_to_num(numbers, nan=0.0, posinf=0.0, neginf=0.0)
    return numbers


def whole(name: str, value: object) -> int:
    """`value` as an int.

    Raises:
        Undrawable: it is none.
    """
    try:
        return operator.index(value)  # type: ignore[arg-type]  # which is what is found out
    except TypeError:
        raise Undrawable(_("`{name}` is {what}; an int is expected.").format(name=name, what=_what(value))) from None


def _what(value: object) -> str:
    """A value in a word: None, a small number, or else its type."""
    if value is None or isinstance(value, int | float):
        return printable(repr(value), 40)
    return printable(type(value).__name__, 40)
