"""Conv2d: a layer that holds its weights, its gradients, and what backward needs."""

import math
from collections.abc import Iterator

import numpy as np

from grader.answer import Answer, Expected, Implementation
from grader.case import Array, ConvCase, LayerCase
from grader.compare import ROUNDING, Mismatch, array, expect_close, expect_equal, given
from grader.exercise import Exercise
from grader.gradient import conv_gradients
from grader.sandbox.worker.wire import Value
from grader.which import twinned, without_twin

Named = Iterator[tuple[str, Value]]

RATE = 0.25
ENOUGH = 10_000  # weights from which on their statistics are certain
# A mean or a variance of n normal numbers is itself nearly normal; outside 7 of its standard deviations it is
# with a probability below 1e-11. He's variance is 2 / fan_in; the usual mistakes are off by a factor of 2.
DEVIATIONS = 7.0
# The kurtosis of normal numbers is 3, cut off at two standard deviations 2.4, of uniform ones 1.8; that of a
# sample of 10,000 strays from its own by less than 0.2 with a probability above 1 - 1e-9.
LEAST_KURTOSIS = 2.1

conv2d = Exercise("Conv2d", stem="conv_layer", points=7, cases=ConvCase)


def _square(case: ConvCase) -> bool:
    return case.dims["HH"] == case.dims["WW"] and without_twin(case)


def _square_twinned(case: ConvCase) -> bool:
    return case.dims["HH"] == case.dims["WW"] and twinned(case)


def _layer(code: Implementation, case: ConvCase) -> Value:
    dims = case.dims
    return code.call("Conv2d", dims["C"], dims["F"], dims["HH"], dims["stride"], dims["pad"], returns="handle")


def _layer_with(code: Implementation, case: ConvCase) -> Value:
    """A layer that has the case's weights."""
    layer = _layer(code, case)
    code.assign(layer, weight=case.w, bias=case.b)
    return layer


@conv2d.ask(cases=LayerCase, compared=False)
def made(code: Implementation, case: LayerCase) -> Named:
    """A new layer's weights and biases."""
    layer = code.call("Conv2d", case.in_channels, case.out_channels, case.kernel_size, returns="handle")
    yield "weight", code.get(layer, "weight")
    yield "bias", code.get(layer, "bias")


@made.check(
    1,
    hint="weight holds one filter for each output channel: which axis comes first? bias has one number each.",
)
def attributes(case: LayerCase, answer: Answer, expected: Expected) -> None:
    """`weight` has shape (out_channels, in_channels, k, k), `bias` has shape (out_channels,) and is zero."""
    k = case.kernel_size
    for name, want in (
        ("weight", (case.out_channels, case.in_channels, k, k)),
        ("bias", (case.out_channels,)),
    ):
        got = array(name, answer).shape
        if got != want:
            raise Mismatch(f"{name}.shape is {got}, expected {want}.")
    expect_equal("bias", given("bias", answer), np.zeros(case.out_channels), "should be {before} and is {after}.")


@made.check(
    1,
    on=lambda case: case.in_channels * case.out_channels * case.kernel_size**2 >= ENOUGH,
    hint="How many numbers feed one output? Compare weight.std() with the formula, for a big layer.",
)
def initial_weights(case: LayerCase, answer: Answer, expected: Expected) -> None:
    """`weight` starts as He normal: mean 0, variance 2 / (in_channels * k * k), every filter its own."""
    _expect_he_normal(array("weight", answer), fan_in=case.in_channels * case.kernel_size**2)


@conv2d.ask(on=_square, shows=("x", "w", "b", "dout"))
def passes(code: Implementation, case: ConvCase) -> Named:
    """Forward and backward of a layer with given weights."""
    layer = _layer_with(code, case)
    yield "out", code.method(layer, "forward", case.x, returns="array")
    yield "dx", code.method(layer, "backward", case.dout, returns="array")
    yield "weight_grad", code.get(layer, "weight_grad")
    yield "bias_grad", code.get(layer, "bias_grad")


passes.differentiate(conv_gradients, names={"dw": "weight_grad", "db": "bias_grad"})


@passes.check(1, hint="Set layer.weight and layer.bias to small numbers and compare with your conv_forward_naive.")
def forward(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """`forward(x)` is the convolution with the layer's weight, bias, stride and padding."""
    expect_close("out", answer, expected)


@passes.check(2, hint="Compare with your conv_backward_naive. Does backward know the layer's stride and padding?")
def backward(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """`backward(dout)` returns dx and leaves `weight_grad` and `bias_grad`."""
    for name in ("dx", "weight_grad", "bias_grad"):
        expect_close(name, answer, expected)


@conv2d.ask(on=_square_twinned, compared=False)
def layers(code: Implementation, case: ConvCase) -> Named:
    """Two layers in turn, each of which is asked again."""
    assert case.twin is not None
    mine, theirs = _layer_with(code, case), _layer_with(code, case.twin)
    yield from _pass(code, mine, case, "")
    code.method(mine, "forward", case.x, returns="handle")
    code.method(theirs, "forward", case.twin.x, returns="handle")
    yield "dx_beside", code.method(mine, "backward", case.dout, returns="array")
    yield "weight_grad_beside", code.get(mine, "weight_grad")
    yield "bias_grad_beside", code.get(mine, "bias_grad")
    yield from _pass(code, mine, case, "_again")
    yield "weight", code.get(mine, "weight")
    yield "bias", code.get(mine, "bias")


@layers.check(
    1,
    after=(forward, backward),
    hint="Which of your variables belongs to the layer (self.…), which to the call, and which to everybody?",
)
def independent(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """Layers don't disturb each other, gradients don't pile up, and only `update` changes the weights."""
    for name in ("dx", "weight_grad", "bias_grad"):
        first = given(name, answer)
        beside = "was {before}, and {after} once another layer had run its forward."
        expect_equal(name, given(f"{name}_beside", answer), first, beside, ROUNDING)
        again = "was {before}, and {after} when forward and backward were called again with the same inputs."
        expect_equal(name, given(f"{name}_again", answer), first, again, ROUNDING)
    changed = "was {before} before forward and backward and is {after} after them."
    expect_equal("weight", given("weight", answer), case.w, changed)
    expect_equal("bias", given("bias", answer), case.b, changed)


@conv2d.ask(on=_square_twinned, compared=False)
def updated(code: Implementation, case: ConvCase) -> Named:
    """The weights before and after an update."""
    layer = _layer_with(code, case)
    yield from _pass(code, layer, case, "")
    code.method(layer, "update", RATE, returns="handle")
    yield "weight", code.get(layer, "weight")
    yield "bias", code.get(layer, "bias")


@updated.check(
    1,
    hint="After update(lr), print layer.weight: by how much did it change, and is it the layer's own array?",
)
def update(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """`update(lr)` takes lr times its gradient from `weight` and from `bias`."""
    for name, before in (("weight", case.w), ("bias", case.b)):
        gradient = array(f"{name}_grad", answer)
        if gradient.shape != before.shape:
            raise Mismatch(f"{name}_grad.shape is {gradient.shape}, expected {before.shape}.")
        words = f"should be {{before}} after update({RATE}) and is {{after}}."
        expect_equal(name, given(name, answer), before - RATE * gradient, words, ROUNDING)


def _pass(code: Implementation, layer: Value, case: ConvCase, when: str) -> Named:
    code.method(layer, "forward", case.x, returns="handle")
    yield f"dx{when}", code.method(layer, "backward", case.dout, returns="array")
    yield f"weight_grad{when}", code.get(layer, "weight_grad")
    yield f"bias_grad{when}", code.get(layer, "bias_grad")


def _expect_he_normal(weight: Array, fan_in: int) -> None:
    """Raise unless the numbers may come from a normal distribution with mean 0 and variance 2 / fan_in.

    He et al., "Delving Deep into Rectifiers", 2015. A right start fails with a probability below 1e-9.
    """
    n, want = weight.size, math.sqrt(2 / fan_in)
    with np.errstate(all="ignore"):  # whatever numbers a student returns
        mean, std = float(weight.mean()), float(weight.std())
        kurtosis = float(((weight - mean) ** 4).mean() / std**4) if std > 0 else 0.0
    # The standard deviation of a sample's mean is s / sqrt(n), that of its standard deviation s / sqrt(2 n).
    if not (abs(std / want - 1) <= DEVIATIONS / math.sqrt(2 * n)):
        raise Mismatch(f"weight.std() is {std:.4g}, expected about {want:.4g} = sqrt(2 / {fan_in}).")
    if not (abs(mean) <= DEVIATIONS * want / math.sqrt(n)):
        raise Mismatch(f"weight.mean() is {mean:.4g}, expected about 0.")
    if not (kurtosis >= LEAST_KURTOSIS):
        raise Mismatch("weight is spread evenly; a normal distribution has most numbers near 0 and a few far away.")
    if len({row.tobytes() for row in weight.reshape(len(weight), -1)}) < len(weight):
        raise Mismatch("Some filters start out equal: their gradients would be equal for ever.")
