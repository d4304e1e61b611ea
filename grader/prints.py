"""Prints: an answer in so few numbers that thousands of wrong ones can be kept, and told from one another.

The print of a right answer is None. Of a wrong array it holds the shape and one projection: the sum of its elements,
each times a random number that belongs to its place. Two arrays that differ by more than rounding have projections
that differ by more than rounding, but for a set of random numbers that has no measure. Where a question compares
nothing, the print is what its checks say, and the same of each array.

An exception says more than its type: which name is not defined, and what was taken apart. What one and the same
thought may word in several ways (which sizes don't fit, what a variable is called) is left out.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from grader.answer import Answer, Expected
from grader.case import Array
from grader.chance import near, same_samples, samples_of
from grader.compare import ROUNDING, Mismatch, is_close
from grader.exam.paper import Item
from grader.exercise import Check, Question
from grader.failure import Failure, StudentFailure
from grader.language import ENGLISH, speaking
from grader.sandbox.worker.raised import MAX_LINE, MAX_MESSAGE
from grader.sandbox.worker.wire import Value

Print = Any  # None, or a dict of what JSON can hold

_NAMED = frozenset({"x", "w", "b", "dout", "cache", "conv_param", "pool_param", "cols"})  # what functions are given
_FUNCTIONS = ("im2col", "col2im")
# What is answered once something has gone wrong depends on more than the fault. So does an array that is all zeros:
# a gradient may be cleared after the step.
_SHAKEN = ("_other", "_twice")
_SIZES = ("broadcast", "out of bounds", "cannot reshape", "mismatch", "not aligned")


def print_of(question: Question, item: Item, answer: Answer) -> Print:
    """The print of an answer; None if it is right."""
    if answer.is_reference:
        return None
    return _values(question, item, answer) if question.compared else _verdicts(question, item, answer)


def same(one: Print, model: Print) -> bool:
    """Whether an answer's print is a model's."""
    if one is None or model is None:
        return one is model
    if "random" in one or "random" in model:
        return bool(one == model) if "random" in one else _is_like(one, model)
    values, others = one["values"], model["values"]
    if "verdicts" in one or "verdicts" in model:
        told = [name for name in values.keys() & others.keys() if values[name][2] and not name.endswith(_SHAKEN)]
        return bool(one.get("verdicts") == model.get("verdicts")) and _same_values(values, others, told)
    return (
        one["failure"] == model["failure"]
        and values.keys() == others.keys()
        and _same_values(values, others, values.keys())
    )


def varying(one: Print, again: Print) -> Print:
    """The print of a model's answer that is another one each time: what stays the same of it."""
    if one is None or again is None or (same(one, again) and not one.get("samples")):
        return without_samples(one)
    if "verdicts" not in one:
        shapes = {name: value[0] for name, value in one["values"].items()}
        return {"random": shapes, "near": one["near"]}
    if one["verdicts"] == again["verdicts"] and not one["samples"]:
        return {"verdicts": one["verdicts"], "values": {}}
    return {"random": _alike_each_time(one), "samples": one["samples"]}


def without_samples(one: Print) -> Print:
    """The print without what is needed of random numbers only."""
    return one if one is None else {key: value for key, value in one.items() if key not in ("samples", "near")}


def _values(question: Question, item: Item, answer: Answer) -> Print:
    expected = item.expected
    assert expected is not None
    names = [name for name in expected.values if name not in question.relies_on]
    if all(_is_close(name, answer, expected) for name in names):
        return None
    values = {name: _value(answer.values[name]) for name in names if name in answer.values}
    return {"values": values, "failure": _failure(answer.failure), "near": near(names, answer, expected)}


def _is_close(name: str, answer: Answer, expected: Expected) -> bool:
    want = expected.values[name]
    if not isinstance(want, np.ndarray):
        got = answer.values.get(name)
        return type(got) is type(want) and got == want
    return is_close(name, answer, expected)


def _value(value: Value) -> list[Any]:
    """Shape, projection, the largest magnitude, which rounding is measured against, and what is no number."""
    if not isinstance(value, np.ndarray):
        return [type(value).__name__, 0.0, 0.0, value]
    flat = value.ravel().astype(np.float64)
    finite = np.isfinite(flat)
    kinds = np.where(np.isnan(flat), 3.0, np.sign(flat)) * ~finite  # of what is no number, or infinite
    with np.errstate(all="ignore"):
        largest = float(np.abs(flat[finite]).max(initial=0.0))
        weights = _weights(flat.size)
        projection = float(np.where(finite, flat, 0.0) @ weights)
    return [list(value.shape), projection if np.isfinite(projection) else 0.0, largest, float(kinds @ weights)]


def _same_values(values: Mapping[str, Any], others: Mapping[str, Any], names: Iterable[str]) -> bool:
    return all(_same_value(values[name], others[name]) for name in names)


def _same_value(one: list[Any], model: list[Any]) -> bool:
    if one[0] != model[0] or one[3:] != model[3:]:
        return False
    size = int(np.prod(one[0])) if isinstance(one[0], list) else 0
    slack = ROUNDING * max(one[2], model[2]) * float(np.abs(_weights(size)).sum())
    return bool(abs(one[1] - model[1]) <= slack)


@functools.lru_cache(maxsize=256)
def _weights(size: int) -> Array:
    return np.random.default_rng(size).standard_normal(size)


def _failure(failure: Failure | None) -> list[str] | None:
    """How an answer failed: by what exception, saying what, or what it gave back instead."""
    if failure is None:
        return None
    facts = failure.facts
    returned = [str(facts[key]) for key in ("what", "type", "position", "got") if key in facts]
    return [failure.kind, failure.name, " ".join(returned), _said(facts)[:200]]


def _said(facts: Mapping[str, Value]) -> str:
    """What an exception says, without what the same thought may word in another way."""
    message = str(facts.get("message", ""))[:MAX_MESSAGE]  # what it is read with takes its time for a long text
    if any(word in message for word in _SIZES):
        return "sizes"
    line = _line(facts)
    if "values to unpack" in message:  # too few of a cache, say, or too many of a shape: then it counts how many
        many = re.search(r"too many.{,60}expected (\d+)", message)
        return f"{'too many for ' + many[1] if many else 'too few'}: {line.partition('=')[2].strip()}"
    undefined = re.fullmatch(r"name '(\w+)' is not defined", message)
    if undefined and undefined[1] in _NAMED:
        used = re.search(rf"\b{undefined[1]}\b([.(\[]\w*)?", line)
        return f"{message}: {used[0] if used else ''}"
    return _skeleton(message)


def _line(facts: Mapping[str, Value]) -> str:
    """The line of the submission that raised."""
    frames = facts.get("frames")
    last = frames[-1] if isinstance(frames, tuple) and frames else ()
    return str(last[2])[:MAX_LINE] if isinstance(last, tuple) and len(last) == 3 else ""


def _skeleton(text: str) -> str:
    """The text without its numbers, and without quoted names, but for those of types and of functions asked for."""
    return re.sub(r"'([^']*)'( object)?|[-+]?\d[\d.e+-]*", _stays, text)


def _stays(found: re.Match[str]) -> str:
    if found[2]:
        return found[0]
    return next((name for name in _FUNCTIONS if name in (found[1] or "")), "#")


def _verdicts(question: Question, item: Item, answer: Answer) -> Print:
    with speaking(ENGLISH):  # whatever the exam's author spoke when it was drawn
        verdicts = [_verdict(check, item, answer) for check in question.checks if check.on(item.case)]
    if not any(verdicts):
        return None
    values = {name: _value(value) for name, value in answer.values.items() if isinstance(value, np.ndarray)}
    return {"verdicts": verdicts, "values": values, "samples": samples_of(answer)}


def _verdict(check: Check, item: Item, answer: Answer) -> str:
    try:
        check.judge(item.case, answer, item.expected or Expected({}))
    except Mismatch as mismatch:
        return str(mismatch)
    except StudentFailure as failed:
        return " ".join(_failure(failed.failure) or [])
    return ""


def _alike_each_time(one: Print) -> list[Any]:
    """What stays the same of verdicts on random numbers: the words, or, where the luck of the draw picks them, any."""
    return [bool(verdict) if one["samples"] else _skeleton(verdict) for verdict in one["verdicts"]]


def _is_like(one: Print, model: Print) -> bool:
    if "samples" not in one and "near" not in one:  # another model's, that answers the same each time
        return False
    if "verdicts" not in one:
        shapes = {name: value[0] for name, value in one["values"].items()}
        return one["failure"] is None and shapes == model["random"] and one["near"][1] == model["near"][1]
    if _alike_each_time(one) != model["random"]:
        return False
    return same_samples(one["samples"], model["samples"])
