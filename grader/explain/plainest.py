"""The plainest case that fails, in given shapes: Hypothesis draws kinds of numbers and shrinks them, live."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky, NoSuchExample

from grader.explain.small_cases import Dims, Plain

T = TypeVar("T")

MOST_EXAMPLES = 40  # until numbers that fail are found; the first ones do, mostly


def plainest(shapes: Sequence[Dims], kinds: Sequence[Sequence[str]], fails: Callable[[Plain], bool]) -> Plain | None:
    """The plainest that `fails`, if one is found; `kinds` are those that each array can have, the plainest first."""
    try:
        return find(
            _plain_cases(shapes, kinds),
            fails,
            settings=settings(
                max_examples=MOST_EXAMPLES,
                database=None,
                deadline=None,
                phases=[Phase.generate, Phase.shrink],
                suppress_health_check=list(HealthCheck),
            ),
            random=Random(0),  # noqa: S311  # the same for everybody
        )
    except (NoSuchExample, Flaky):  # Flaky: what failed was not to be asked again
        return None


@st.composite
def _plain_cases(draw: st.DrawFn, shapes: Sequence[Dims], kinds: Sequence[Sequence[str]]) -> Plain:
    """Cases in one of these shapes; what comes first in its sequence is the simplest."""
    return Plain(draw(_one_of(shapes)), tuple(draw(_one_of(ladder)) for ladder in kinds))


@st.composite
def _one_of(draw: st.DrawFn, items: Sequence[T]) -> T:
    """One of the items, chosen bit by bit.

    Hypothesis draws some of its numbers from the constants in whatever modules are loaded, of which no two machines
    need to have the same; it never does so for booleans.
    """
    number = 0
    for _ in range((len(items) - 1).bit_length()):
        number = 2 * number + draw(st.booleans())
    return items[min(number, len(items) - 1)]
