"""Each gradient of ours is the slope that is found by taking small steps, and a blind guess has the loss ln 10."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from grader.case import Array
from grader.training.arithmetic import (
    affine_backward,
    affine_forward,
    relu_backward,
    relu_forward,
    softmax_loss,
)

STEP = 1e-6
DRAWN = np.random.default_rng(0)


def slopes(loss: Callable[[], float], at: Array) -> Array:
    """(loss(at + h) - loss(at - h)) / 2h for each number of the array `at`, which `loss` reads."""
    found = np.empty_like(at)
    for index in np.ndindex(at.shape):
        kept = at[index]
        at[index] = kept + STEP
        above = loss()
        at[index] = kept - STEP
        found[index] = (above - loss()) / (2 * STEP)
        at[index] = kept
    return found


def test_the_gradients_of_an_affine_layer() -> None:
    x, w, b, dout = (DRAWN.standard_normal(shape) for shape in ((4, 3), (3, 5), (5,), (4, 5)))
    found = affine_backward(dout, x, w)
    for gradient, at in zip(found, (x, w, b), strict=True):
        wanted = slopes(lambda: float((affine_forward(x, w, b) * dout).sum()), at)
        np.testing.assert_allclose(gradient, wanted, atol=1e-7)


def test_the_gradient_of_relu() -> None:
    x, dout = DRAWN.standard_normal((2, 3, 4)), DRAWN.standard_normal((2, 3, 4))
    wanted = slopes(lambda: float((relu_forward(x) * dout).sum()), x)
    np.testing.assert_allclose(relu_backward(dout, x), wanted, atol=1e-7)


def test_the_gradient_of_the_loss() -> None:
    scores, labels = DRAWN.standard_normal((4, 10)), np.array([3, 0, 9, 3])
    wanted = slopes(lambda: softmax_loss(scores, labels)[0], scores)
    np.testing.assert_allclose(softmax_loss(scores, labels)[1], wanted, atol=1e-7)


def test_who_gives_every_digit_the_same_score_has_the_loss_ln_10() -> None:
    assert softmax_loss(np.full((3, 10), 7.0), np.array([1, 2, 3]))[0] == pytest.approx(math.log(10))


def test_scores_without_measure_overflow_nothing() -> None:
    loss, dscores = softmax_loss(np.array([[1e300, 0.0], [-1e300, 0.0]]), np.array([0, 1]))
    assert (loss, dscores.tolist()) == (0.0, [[0.0, 0.0], [0.0, 0.0]])
