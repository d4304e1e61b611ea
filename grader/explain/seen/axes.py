"""What the axes of an array mean, by its name and its case."""

from grader.case import Case, PoolCase
from grader.explain.seen.arrays import Pair

OUT = ("out",)
IMAGES = ("dx", "x")
FILTERS = ("dw", "weight_grad")
BIASES = ("db", "bias_grad")
WINDOWS = "cols"


def axes_of(name: str, case: Case) -> tuple[str, ...]:
    """The names of the axes of an array, none if it is not known."""
    if name in OUT:
        return ("N", "C", "H'", "W'") if isinstance(case, PoolCase) else ("N", "F", "H'", "W'")
    if name in IMAGES:
        return ("N", "C", "H", "W")
    if name in FILTERS:
        return ("F", "C", "HH", "WW")
    if name in BIASES:
        return ("F",)
    return ("N * H' * W'", "C * HH * WW") if name == WINDOWS else ()


def in_words(axes: tuple[str, ...]) -> str:
    """Axes as a shape is written."""
    return "({})".format(", ".join(axes))


def richest(pairs: list[Pair]) -> Pair:
    """The pair that tells most: sides of different lengths, and many numbers."""
    return max(pairs, key=lambda one: (len({*one.want.shape, 1}), one.want.size))
