"""The ways in which functions are asked: forward, backward, and both again and again for what they keep.

Shared by the exercises on convolution, pooling and im2col. Arguments go over by name, so that a comparison can
say which of them was changed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from grader.answer import Answer, Implementation
from grader.case import ConvCase, PoolCase
from grader.compare import ROUNDING, Mismatch, array, expect_equal, given
from grader.failure import StudentFailure
from grader.language import N_, _
from grader.sandbox.worker.desk import Returns
from grader.sandbox.worker.wire import Handle, Value

Named = Iterator[tuple[str, Value]]
Arguments = Mapping[str, Value]
LayeredCase = ConvCase | PoolCase

_OVERWRITTEN = N_("{name} was {before} when it was returned, and {after} after a second call with other data.")
_ANOTHER = N_("{name} was {before} at the first call, and {after} when the same was asked again after other calls.")
_USED_UP = N_(
    "{name} should be {before} when backward is called again with the same cache and twice the dout, and is {after}."
)
_OTHERS = {
    "rewritten": N_(
        "{name} should be {before} once the caller has written other numbers into the same arrays, and is {after}."
    ),
    "beside": N_(
        "{name} should be {before}, and is {after} when the caller's dict has been used with other data before."
    ),
}

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
    code: Implementation,
    name: str,
    arguments: Arguments,
    others: Arguments,
    output: str,
    has_cache: bool,
) -> Named:
    """A function's answer, its arguments after the call, then what calls with other data do to both.

    Gives `output`, each argument by its name, `output`_other for `others`, `output`_kept (the first answer, looked at
    after the second call), `output`_with_x and so on (one array changed; not b: one who forgets it has been told),
    `output`_again (the first call once more), `output`_rewritten (with the very arrays of a former call, which now have
    the numbers of `others`), `output`_beside (`others` again, in the dict that the first call was given).
    """
    kept: Returns = ("handle", "handle") if has_cache else "handle"
    told: Returns = ("array", "handle") if has_cache else "array"

    def ask(given: Arguments) -> Value:
        return _first(code.call(name, *given.values(), returns=told))

    mine = {key: code.put(value) if _has_state(value) else value for key, value in arguments.items()}
    first = _first(code.call(name, *mine.values(), returns=kept))
    yield output, code.get(first)
    for key, value in mine.items():
        if isinstance(value, Handle):
            yield key, code.get(value)
    yield f"{output}_other", ask(others)
    yield f"{output}_kept", code.get(first)
    arrays = {key: other for key, other in others.items() if isinstance(other, np.ndarray)}
    if len(arrays) > 1:
        for key in sorted(arrays.keys() - {"b"}):
            yield f"{output}_with_{key}", ask({**arguments, key: arrays[key]})
    yield f"{output}_again", ask(arguments)
    same = {key: code.put(arguments[key]) for key in arrays}
    code.call(name, *{**arguments, **same}.values(), returns=kept)
    for key, other in arrays.items():
        code.write(same[key], other)
    yield f"{output}_rewritten", ask({**others, **same})
    # Last, since one who took something out of the dict has been told so.
    yield f"{output}_beside", ask({key: other if key in arrays else mine[key] for key, other in others.items()})


def ask_backward_state(
    code: Implementation,
    case: LayeredCase,
    forward: str,
    backward: str,
    names: Sequence[str] = CONV_GRADIENTS,
) -> Named:
    """Forward A, backward A; then forward A, B, backward A, another forward, backward B, A: each from its own cache."""

    def run(mine: Arguments) -> Value:
        return _values(code.call(forward, *mine.values(), returns=("handle", "handle")), 2)[1]

    def between() -> None:
        code.call(forward, *case.stranger.values(), returns=("handle", "handle"))

    yield from _backward_state(code, case, backward, names, run, between)


def ask_backward_state_documented(
    code: Implementation, case: LayeredCase, backward: str, names: Sequence[str] = CONV_GRADIENTS
) -> Named:
    """The same from documented caches."""
    yield from _backward_state(code, case, backward, names, lambda mine: tuple(mine.values()), lambda: None)


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


def expect_same_again(answer: Answer, *names: str, arguments: Arguments | None = None) -> None:
    """The same call gives the same answer, other data another one, and the first answer stays as it was.

    One who changed a dict among the `arguments` has been told: it isn't used a second time then.
    """
    has_kept_dicts = not any(_has_changed(answer, key, value) for key, value in (arguments or {}).items())
    is_there = any(array(name, answer).size for name in names)  # what is empty is the same for everybody
    if is_there and all(np.array_equal(array(name, answer), array(f"{name}_other", answer)) for name in names):
        one = _("{names} is the same for other inputs of the same shapes: where are they read?")
        many = _("{names} are the same for other inputs of the same shapes: where are they read?")
        raise Mismatch((one if len(names) == 1 else many).format(names=", ".join(names)))
    for name in names:
        first = array(name, answer)
        expect_equal(name, given(f"{name}_kept", answer), first, _OVERWRITTEN)
        expect_equal(name, given(f"{name}_again", answer), first, _ANOTHER, rounding=ROUNDING)
        for key in answer.values:
            changed = key.removeprefix(f"{name}_with_")
            if changed != key and np.array_equal(array(key, answer), first):
                sentence = _("{name} is the same with another {changed}: where is {changed} read?")
                raise Mismatch(sentence.format(name=name, changed=changed))
        if f"{name}_twice" in answer.values:
            expect_equal(name, given(f"{name}_twice", answer), 2 * first, _USED_UP, rounding=ROUNDING)
        for when, words in _OTHERS.items():
            if f"{name}_{when}" in answer.values and (has_kept_dicts or when != "beside"):
                other = given(f"{name}_other", answer)
                expect_equal(name, given(f"{name}_{when}", answer), other, words, rounding=ROUNDING)
    if answer.failure is not None and f"{names[-1]}_rewritten" not in answer.values:
        raise StudentFailure(answer.failure)


def _backward_state(
    code: Implementation,
    case: LayeredCase,
    backward: str,
    names: Sequence[str],
    run: Callable[[Arguments], Value],
    between: Callable[[], None],
) -> Named:
    """`run` is the forward, which gives the cache; `between` another one that has nothing to do with what is asked."""
    assert case.twin is not None
    returns: Returns = tuple("handle" for _ in names) if len(names) > 1 else "handle"

    def gradients(dout: Value, cache: Value) -> tuple[Value, ...]:
        return _many(code.call(backward, dout, cache, returns=returns))

    def put(of: LayeredCase) -> dict[str, Value]:
        return {key: code.put(value) for key, value in of.arguments.items()}

    mine = put(case)
    cache = run(mine)
    for key, value in mine.items():
        yield f"{key}_before", code.get(value)
    dout = code.put(case.dout)
    first = gradients(dout, cache)
    yield from zip(names, map(code.get, first), strict=True)
    yield "dout", code.get(dout)
    for key, value in mine.items():
        yield key, code.get(value)
    again_mine, theirs = put(case), put(case.twin)
    for key, value in case.arguments.items():
        if isinstance(value, Mapping):
            theirs[key] = again_mine[key]  # one dict for both: that is how a network's layers are called
    again, other = run(again_mine), run(theirs)
    third = gradients(case.dout, again)
    between()
    second = gradients(case.twin.dout, other)
    fourth = gradients(2 * case.dout, again)
    yield from zip((f"{name}_other" for name in names), map(code.get, second), strict=True)
    yield from zip((f"{name}_kept" for name in names), map(code.get, first), strict=True)
    yield from zip((f"{name}_again" for name in names), map(code.get, third), strict=True)
    yield from zip((f"{name}_twice" for name in names), map(code.get, fourth), strict=True)


def _gradients(code: Implementation, backward: str, dout: Value, cache: Value, names: Sequence[str]) -> Named:
    returns: Returns = tuple("array" for _ in names) if len(names) > 1 else "array"
    yield from zip(names, _many(code.call(backward, dout, cache, returns=returns)), strict=True)


def _has_changed(answer: Answer, key: str, before: Value) -> bool:
    after = answer.values.get(key)
    return isinstance(before, Mapping) and isinstance(after, Mapping) and not before.items() <= after.items()


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
