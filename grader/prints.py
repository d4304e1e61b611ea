"""Prints: an answer in so few numbers that thousands of wrong ones can be kept, and told from one another.

The print of a right answer is None. Of a wrong array it holds the shape and one projection: the sum of its elements,
each times a random number that belongs to its place. Two arrays that differ by more than rounding have projections
that differ by more than rounding, but for a set of random numbers that has no measure. Where a question compares
nothing, the print is what its checks say.
"""

import functools
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.answer import Answer, Expected
from grader.case import Array
from grader.compare import ROUNDING, Mismatch, is_close
from grader.exam.paper import Item
from grader.exercise import Check, Question
from grader.failure import Failure, StudentFailure
from grader.language import ENGLISH, speaking
from grader.sandbox.worker.wire import Value

Print = Any  # None, or a dict of what JSON can hold

ENOUGH = 1000  # random numbers from which on their statistics say something
# A sample's mean is off by s / sqrt(n), its standard deviation by s / sqrt(2 n); two samples by more. Their kurtosis
# is within 0.6 of each other for 10,000 numbers.
DEVIATIONS, KURTOSIS = 10.0, 0.6


def print_of(question: Question, item: Item, answer: Answer) -> Print:
    """The print of an answer; None if it is right."""
    if answer.is_reference:
        return None
    return _values(question, item, answer) if question.compared else _verdicts(question, item, answer)


def same(one: Print, model: Print) -> bool:
    """Whether an answer's print is a model's."""
    if one is None or model is None:
        return one is model
    if "random" in model:
        return _is_like(_of_random(one), model)
    if "random" in one:
        return False
    if "verdicts" in one or "verdicts" in model:
        return bool(one.get("verdicts") == model.get("verdicts"))
    values, others = one["values"], model["values"]
    return (
        one["failure"] == model["failure"]
        and values.keys() == others.keys()
        and all(_same_value(values[name], others[name]) for name in values)
    )


def varying(one: Print, again: Print) -> Print:
    """The print of a model's answer that is another one each time: what stays the same of it."""
    if one is None or again is None or same(one, again):
        return without_samples(one)
    return _of_random(one)


def _of_random(one: Print) -> Print:
    """What stays the same of the print of an answer that is another one each time."""
    if "verdicts" in one:
        return {"random": [_skeleton(verdict) for verdict in one["verdicts"]], "samples": one["samples"]}
    if "values" in one:
        return {"random": [one["failure"], {name: value[0] for name, value in one["values"].items()}], "samples": {}}
    return one


def without_samples(one: Print) -> Print:
    """The print without what is needed of random numbers only."""
    return one if one is None else {key: value for key, value in one.items() if key != "samples"}


def _values(question: Question, item: Item, answer: Answer) -> Print:
    expected = item.expected
    assert expected is not None
    names = [name for name in expected.values if name not in question.relies_on]
    if all(_is_close(name, answer, expected) for name in names):
        return None
    values = {name: _value(answer.values[name]) for name in names if name in answer.values}
    return {"values": values, "failure": _failure(answer.failure)}


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


def _same_value(one: list[Any], model: list[Any]) -> bool:
    if one[0] != model[0] or one[3:] != model[3:]:
        return False
    size = int(np.prod(one[0])) if isinstance(one[0], list) else 0
    slack = ROUNDING * max(one[2], model[2]) * float(np.abs(_weights(size)).sum())
    return bool(abs(one[1] - model[1]) <= slack)


@functools.lru_cache(maxsize=512)
def _weights(size: int) -> Array:
    return np.random.default_rng(size).standard_normal(size)


def _failure(failure: Failure | None) -> list[str] | None:
    """How an answer failed: by what exception, saying what, but for the names and numbers in it."""
    if failure is None:
        return None
    facts = failure.facts
    said = _skeleton(str(facts.get("message", "")))
    return [failure.kind, failure.name, str(facts.get("type", "")), str(facts.get("what", "")), said[:200]]


def _skeleton(text: str) -> str:
    return re.sub(r"'[^']*'|[-+]?\d[\d.e+-]*", "#", text)


def _verdicts(question: Question, item: Item, answer: Answer) -> Print:
    with speaking(ENGLISH):  # whatever the exam's author spoke when it was drawn
        verdicts = [_verdict(check, item, answer) for check in question.checks if check.on(item.case)]
    return {"verdicts": verdicts, "samples": _samples(answer)} if any(verdicts) else None


def _verdict(check: Check, item: Item, answer: Answer) -> str:
    try:
        check.judge(item.case, answer, item.expected or Expected({}))
    except Mismatch as mismatch:
        return str(mismatch)
    except StudentFailure as failed:
        return " ".join(_failure(failed.failure) or [])
    return ""


def _samples(answer: Answer) -> Mapping[str, list[float]]:
    """Size, mean, standard deviation, kurtosis and distinct numbers of each array that is large enough."""
    samples = {}
    for name, value in answer.values.items():
        if isinstance(value, np.ndarray) and value.size >= ENOUGH and np.isfinite(value).all():
            mean, std = float(value.mean()), float(value.std())
            kurtosis = float(((value - mean) ** 4).mean() / std**4) if std > 0 else 0.0
            samples[name] = [value.size, mean, std, kurtosis, len(np.unique(value))]
    return samples


def _is_like(one: Print, model: Print) -> bool:
    samples, others = one["samples"], model["samples"]
    return (
        one["random"] == model["random"]
        and samples.keys() == others.keys()
        and all(_same_sample(samples[name], others[name]) for name in samples)
    )


def _same_sample(one: list[float], model: list[float]) -> bool:
    n, mean, std, kurtosis, distinct = one
    other_n, other_mean, other_std, other_kurtosis, other_distinct = model
    return (
        n == other_n
        and distinct == other_distinct
        and abs(mean - other_mean) <= DEVIATIONS * other_std / n**0.5
        and abs(std - other_std) <= DEVIATIONS * other_std / (2 * n) ** 0.5
        and abs(kurtosis - other_kurtosis) <= KURTOSIS
    )
