"""Chance: what stays the same of answers in which random numbers are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.answer import Answer, Expected
from grader.case import Array
from grader.compare import ROUNDING

Print = Mapping[str, Any] | None  # see grader.prints
Sample = Sequence[float]  # size, mean, standard deviation, kurtosis, distinct numbers

ENOUGH = 1000  # random numbers from which on their statistics say something
# A sample's mean is off by s / sqrt(n), its standard deviation by s / sqrt(2 n), its kurtosis by sqrt(24 / n); two
# samples by more.
DEVIATIONS = 10.0
# How far the mean cosine between random answers and the right ones may be from that of other random answers: measured
# on random filters, 0.05 is usual and 0.15 the most; filters that are right but for some noise have 0.7 to 1.
ALONG = 0.4


def near(names: Sequence[str], answer: Answer, expected: Expected) -> list[float]:
    """The cosine between what was answered and what is right, as vectors; how many numbers are right, and of what."""
    right, size, products = 0, 0, np.zeros(3)
    for name in names:
        got, want = answer.values.get(name), expected.values[name]
        if isinstance(got, np.ndarray) and isinstance(want, np.ndarray) and got.shape == want.shape:
            one, other = got.ravel().astype(np.float64), want.ravel()
            size += one.size
            with np.errstate(all="ignore"):
                right += int((np.abs(one - other) <= ROUNDING * expected.scales.get(name, 1.0)).sum())
                products += [one @ other, one @ one, other @ other]
    with np.errstate(all="ignore"):
        cosine = float(products[0] / np.sqrt(products[1] * products[2]))
    return [round(cosine, 3) if np.isfinite(cosine) else 0.0, right, size]


def same_on_the_whole(column: Sequence[Print], model: Sequence[Print]) -> bool:
    """Whether answers that are random, as the model's are, keep as far from the right ones as the model's do."""
    pairs = [
        (mine["near"], of_model["near"])
        for mine, of_model in zip(column, model, strict=True)
        if mine and of_model and "near" in mine and "near" in of_model
    ]
    sizes = sum(mine[2] for mine, _of_model in pairs)  # the fewer numbers, the more of a cosine is luck
    return bool(abs(sum((mine[0] - of_model[0]) * mine[2] for mine, of_model in pairs)) <= ALONG * sizes)


@dataclass(frozen=True)
class Moments:
    """What numbers are like on the whole."""

    mean: float
    std: float
    kurtosis: float  # 3 for a normal distribution, 1.8 for a uniform one; 0 where all numbers are equal


def moments(numbers: Array) -> Moments:
    """The moments of finite numbers, which may be so large that some are infinite or nan."""
    with np.errstate(all="ignore"):
        mean, std = float(numbers.mean()), float(numbers.std())
        return Moments(mean, std, float((((numbers - mean) / std) ** 4).mean()) if std > 0 else 0.0)


def samples_of(answer: Answer) -> Mapping[str, list[float]]:
    """Size, mean, standard deviation, kurtosis and distinct numbers of each array that is large enough.

    An array whose numbers are too large for that has none.
    """
    samples = {}
    for name, value in answer.values.items():
        if isinstance(value, np.ndarray) and value.size >= ENOUGH and np.isfinite(value).all():
            of = moments(value)
            if np.isfinite([of.mean, of.std, of.kurtosis]).all():
                samples[name] = [value.size, of.mean, of.std, of.kurtosis, len(np.unique(value))]
    return samples


def same_samples(samples: Mapping[str, Sample], others: Mapping[str, Sample]) -> bool:
    """Whether all of them may come from the same distributions; they may be of models as JSON has kept them."""
    return samples.keys() == others.keys() and all(_same(samples[name], others[name]) for name in samples)


def _same(one: Sample, model: Sample) -> bool:
    size, mean, std, kurtosis, distinct = one
    other_size, other_mean, other_std, other_kurtosis, other_distinct = model
    n = distinct  # as many were drawn
    return (
        size == other_size
        and distinct == other_distinct
        and abs(mean - other_mean) <= DEVIATIONS * other_std / n**0.5
        and abs(std - other_std) <= DEVIATIONS * other_std / (2 * n) ** 0.5
        and abs(kurtosis - other_kurtosis) <= DEVIATIONS * (24 / n) ** 0.5
    )
