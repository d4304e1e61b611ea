"""The ways in which functions are asked: forward, backward, and both again and again for what they keep.

Shared by the exercises on convolution, pooling and im2col. Arguments go over by name, so that a comparison can
say which of them was changed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from grader.answer import Answer, Implementation
from grader.case import ConvCase, PoolCase
from grader.compare import ROUNDING, Mismatch, array, expect_equal, given
from grader.sandbox.worker.desk import Returns
from grader.sandbox.worker.wire import Handle, Value

Named = Iterator[tuple[str, Value]]
Arguments = Mapping[str, Value]
LayeredCase = ConvCase | PoolCase

_OVERWRITTEN = "was {before} when it was returned, and {after} after a second call with other data."
_ANOTHER = "was {before} at the first call, and {after} when the same was asked again after other calls."
_USED_UP = "was {before}, and {after} when backward was called again with the same cache."

CONV_GRADIENTS = ("dx", "dw", "db")
POOL_GRADIENTS = ("dx",)


def ask_forward(code: Implementation, case: LayeredCase, forward: str) -> Named:
    """`out` of a forward that returns (out, cache)."""
    yield "out", _first(code.call(forward, *case.arguments.values(), returns=("array", "handle")))


def ask_forward_arguments(code: Implementation, case: LayeredCase, forward: str) -> Named:
    """Each array and dict among the arguments of a forward, after its call."""
    mine = {key: code.put(value) for key, value in case.arguments.items()}
    code.call(forward, *mine.values(), returns=("handle", "handle"))
    yield from ((key, code.get(value)) for key, value in mine.items())


def ask_backward(
    code: Implementation,
    case: LayeredCase,
    forward: str,
    backward: str,
    names: Sequence[str] = CONV_GRADIENTS,
) -> Named:
    """`out` of forward, then the gradients from the cache that it returned."""
    out, cache = _values(code.call(forward, *case.arguments.values(), returns=("array", "handle")), 2)
    yield "out", out
    yield from _gradients(code, backward, case.dout, cache, names)


def ask_backward_documented(
    code: Implementation, case: LayeredCase, backward: str, names: Sequence[str] = CONV_GRADIENTS
) -> Named:
    """The gradients from the cache that the handout documents."""
    yield from _gradients(code, backward, case.dout, tuple(case.arguments.values()), names)


def ask_state(
    code: Implementation, name: str, arguments: Arguments, others: Arguments, output: str, has_cache: bool
) -> Named:
    """A function's answer, its arguments after the call, then what a second call with other data does to both.

    Gives `output`, each argument by its name, `output`_other for the other data, `output`_kept (the first answer,
    looked at after the second call) and `output`_again (the first call once more).
    """
    returns: Returns = ("handle", "handle") if has_cache else "handle"
    mine = {key: code.put(value) if _has_state(value) else value for key, value in arguments.items()}
    first = _first(code.call(name, *mine.values(), returns=returns))
    yield output, code.get(first)
    for key, value in mine.items():
        if isinstance(value, Handle):
            yield key, code.get(value)
    second = _first(code.call(name, *others.values(), returns=returns))
    yield f"{output}_other", code.get(second)
    yield f"{output}_kept", code.get(first)
    third = _first(code.call(name, *arguments.values(), returns=returns))
    yield f"{output}_again", code.get(third)


def ask_backward_state(
    code: Implementation,
    case: LayeredCase,
    forward: str,
    backward: str,
    names: Sequence[str] = CONV_GRADIENTS,
) -> Named:
    """Forward A, backward A; then forward A, B and another, and backward A, B, A, each from its own cache."""

    def run(of: LayeredCase) -> tuple[dict[str, Value], Value]:
        mine = {key: code.put(value) for key, value in of.arguments.items()}
        _out, cache = _values(code.call(forward, *mine.values(), returns=("handle", "handle")), 2)
        return dict(mine), cache

    def between(of: LayeredCase) -> None:
        code.call(forward, *of.stranger.values(), returns=("handle", "handle"))

    yield from _backward_state(code, case, backward, names, run, between)


def ask_backward_state_documented(
    code: Implementation, case: LayeredCase, backward: str, names: Sequence[str] = CONV_GRADIENTS
) -> Named:
    """The same from documented caches."""

    def documented(of: LayeredCase) -> tuple[dict[str, Value], Value]:
        mine: dict[str, Value] = {key: code.put(value) for key, value in of.arguments.items()}
        return mine, tuple(mine.values())

    yield from _backward_state(code, case, backward, names, documented)


def expect_arguments_unchanged(answer: Answer, arguments: Arguments) -> None:
    """Every array and dict among the arguments is after the call what it was before."""
    for key, value in arguments.items():
        if _has_state(value):
            expect_equal(key, given(key, answer), value)


def expect_backward_arguments_unchanged(answer: Answer, case: LayeredCase) -> None:
    """dout and what the cache was made of are after backward what they were before it."""
    expect_equal("dout", given("dout", answer), case.dout)
    for key in case.arguments:
        expect_equal(key, given(key, answer), given(f"{key}_before", answer))


def expect_same_again(answer: Answer, *names: str) -> None:
    """The same call gives the same answer, other data another one, and the first answer stays as it was."""
    if all(np.array_equal(array(name, answer), array(f"{name}_other", answer)) for name in names):
        words = "is the same" if len(names) == 1 else "are the same"
        raise Mismatch(f"{', '.join(names)} {words} for other inputs of the same shapes: where are they read?")
    for name in names:
        first = given(name, answer)
        expect_equal(name, given(f"{name}_kept", answer), first, _OVERWRITTEN)
        expect_equal(name, given(f"{name}_again", answer), first, _ANOTHER, rounding=ROUNDING)
        if f"{name}_twice" in answer.values:
            expect_equal(name, given(f"{name}_twice", answer), first, _USED_UP, rounding=ROUNDING)


def _backward_state(
    code: Implementation,
    case: LayeredCase,
    backward: str,
    names: Sequence[str],
    run: Callable[[LayeredCase], tuple[dict[str, Value], Value]],
    between: Callable[[LayeredCase], object] = lambda case: None,
) -> Named:
    """`run` is the forward, `between` another forward that has nothing to do with what is asked."""
    assert case.twin is not None
    returns: Returns = tuple("handle" for _ in names) if len(names) > 1 else "handle"
    mine, cache = run(case)
    for key, value in mine.items():
        yield f"{key}_before", code.get(value)
    dout = code.put(case.dout)
    first = _many(code.call(backward, dout, cache, returns=returns))
    yield from zip(names, map(code.get, first), strict=True)
    yield "dout", code.get(dout)
    for key, value in mine.items():
        yield key, code.get(value)
    _mine, again = run(case)
    _theirs, other = run(case.twin)
    between(case)
    third = _many(code.call(backward, case.dout, again, returns=returns))
    second = _many(code.call(backward, case.twin.dout, other, returns=returns))
    fourth = _many(code.call(backward, case.dout, again, returns=returns))
    yield from zip((f"{name}_other" for name in names), map(code.get, second), strict=True)
    yield from zip((f"{name}_kept" for name in names), map(code.get, first), strict=True)
    yield from zip((f"{name}_again" for name in names), map(code.get, third), strict=True)
    yield from zip((f"{name}_twice" for name in names), map(code.get, fourth), strict=True)


def _gradients(code: Implementation, backward: str, dout: Value, cache: Value, names: Sequence[str]) -> Named:
    returns: Returns = tuple("array" for _ in names) if len(names) > 1 else "array"
    yield from zip(names, _many(code.call(backward, dout, cache, returns=returns)), strict=True)


def _has_state(value: Value) -> bool:
    return isinstance(value, np.ndarray | Mapping)


def _first(value: Value) -> Value:
    return value[0] if isinstance(value, tuple) else value


def _many(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


def _values(value: Value, count: int) -> tuple[Value, ...]:
    assert isinstance(value, tuple)
    assert len(value) == count
    return value
