"""Conv2d: a layer that holds its weights, its gradients, and what backward needs."""

import math
from collections.abc import Iterator

import numpy as np

from grader.answer import Answer, Expected, Implementation
from grader.case import Array, ConvCase, LayerCase
from grader.chance import moments
from grader.compare import ROUNDING, Mismatch, array, expect_close, expect_equal, given, wrong_shape
from grader.exercise import Exercise
from grader.gradient import conv_gradients
from grader.language import N_, _
from grader.sandbox.worker.wire import Value
from grader.which import several, twinned

Named = Iterator[tuple[str, Value]]

RATE = 0.25
ENOUGH = 10_000  # weights from which on their statistics are certain
# A mean or a variance of n normal numbers is itself nearly normal; outside 7 of its standard deviations it is
# with a probability below 1e-11. He's variance is 2 / fan_in; the usual mistakes are off by a factor of 2.
DEVIATIONS = 7.0
# The kurtosis of normal numbers is 3, cut off at two standard deviations 2.4, of uniform ones 1.8; that of a
# sample of 10,000 is less than 0.3 below its own, and less than 0.6 above, with a probability above 1 - 1e-9.
LEAST_KURTOSIS, MOST_KURTOSIS = 2.1, 3.6

_START = N_("{name} should be {before} and is {after}.")

conv2d = Exercise("Conv2d", stem="conv_layer", points=7, cases=ConvCase)


def _square(case: ConvCase) -> bool:
    return case.dims["HH"] == case.dims["WW"] and several(case)


def _square_twinned(case: ConvCase) -> bool:
    return case.dims["HH"] == case.dims["WW"] and twinned(case)


def _layer(code: Implementation, case: ConvCase) -> Value:
    """A layer for the case; what has its default is left out."""
    dims = case.dims
    given_sizes = [dims["C"], dims["F"], dims["HH"]]
    if dims["pad"]:
        given_sizes += [dims["stride"], dims["pad"]]
    elif dims["stride"] > 1:
        given_sizes.append(dims["stride"])
    return code.call("Conv2d", *given_sizes, returns="handle")


def _layer_with(code: Implementation, case: ConvCase, weight: Array | None = None) -> Value:
    """A layer that has the case's weights, or another one like it."""
    layer = _layer(code, case)
    code.assign(layer, weight=case.w if weight is None else weight, bias=case.b)
    return layer


def ask_layer_forward(code: Implementation, case: ConvCase) -> Named:
    """`out` of a layer that has the case's weights."""
    yield "out", code.method(_layer_with(code, case), "forward", case.x, returns="array")


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
        got = array(name, answer)
        if got.shape != want:
            raise wrong_shape(name, got.shape, want)
        if got.dtype != np.float64:
            sentence = _("{name} is {dtype}, which keeps 7 digits only: expected float64.")
            raise Mismatch(sentence.format(name=name, dtype=got.dtype))
    expect_equal("bias", given("bias", answer), np.zeros(case.out_channels), _START)


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
    layer = _layer(code, case)
    if case.values == "full":  # enough cases to see that only the last forward counts, its size, and the weights of now
        other = 1 - case.x
        for image in (np.concatenate([other, case.x], axis=2), np.concatenate([other, case.x], axis=3), other):
            code.method(layer, "forward", image, returns="handle")
    code.assign(layer, weight=case.w, bias=case.b)
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


@conv2d.ask(on=_square_twinned, compared=False, shows=("x", "w", "b", "dout"))
def layers(code: Implementation, case: ConvCase) -> Named:
    """A layer asked again and again, alone and beside another one with other parameters."""
    assert case.twin is not None
    mine = _layer_with(code, case)
    x, dout = code.put(case.x), code.put(case.dout)
    out = code.method(mine, "forward", x, returns="handle")
    dx = code.method(mine, "backward", dout, returns="handle")
    yield "out", code.get(out)
    yield "dx", code.get(dx)
    yield from _gradients(code, mine, "")
    yield "x", code.get(x)
    yield "dout", code.get(dout)
    # The same again, after passes that nobody asks about.
    code.method(mine, "forward", case.twin.x, returns="handle")
    code.method(mine, "backward", case.twin.dout, returns="handle")
    code.method(mine, "forward", case.stranger["x"], returns="handle")
    yield "out_kept", code.get(out)
    yield "dx_kept", code.get(dx)
    yield "out_again", code.method(mine, "forward", case.x, returns="array")
    yield "dx_again", code.method(mine, "backward", case.dout, returns="array")
    yield from _gradients(code, mine, "_again")
    # The same once more, with the passes of another layer of the same size in between.
    theirs = _layer_with(code, case, case.twin.w)
    code.method(mine, "forward", case.x, returns="handle")
    code.method(theirs, "forward", case.twin.x, returns="handle")
    yield "dx_beside", code.method(mine, "backward", case.dout, returns="array")
    code.method(theirs, "backward", case.twin.dout, returns="handle")
    yield from _gradients(code, mine, "_beside")
    yield "out_theirs", code.method(theirs, "forward", case.x, returns="array")
    yield "weight", code.get(mine, "weight")
    yield "bias", code.get(mine, "bias")
    # Nobody promised that there may be a second backward after one forward; where there is, it doesn't add up.
    code.method(mine, "backward", 2 * case.dout, returns="handle")
    yield from _gradients(code, mine, "_twice")


@layers.check(
    1,
    after=(forward, backward),
    hint="Which of your variables belongs to the layer (self.…), which to the call, and which to everybody?",
)
def independent(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """Passes and layers don't disturb each other, gradients don't pile up, and only `update` changes the weights."""
    expect_equal("x", given("x", answer), case.x, _CHANGED)
    expect_equal("dout", given("dout", answer), case.dout, _CHANGED)
    for name in ("out", "dx", "weight_grad", "bias_grad"):
        first = given(name, answer)
        for when, words in _MOMENTS.items():
            if f"{name}_{when}" in answer.values or "bias" not in answer.values:
                expect_equal(name, given(f"{name}_{when}", answer), first, words, ROUNDING)
    expect_equal("weight", given("weight", answer), case.w, _CHANGED)
    expect_equal("bias", given("bias", answer), case.b, _CHANGED)
    if np.array_equal(array("out", answer), array("out_theirs", answer)):
        raise Mismatch(_("out is the same in another layer with other weights: where is weight read?"))
    for name in ("weight_grad", "bias_grad"):
        if f"{name}_twice" in answer.values:
            twice = 2 * array(name, answer)
            expect_equal(name, given(f"{name}_twice", answer), twice, _ADDED_UP, ROUNDING)


_ADDED_UP = N_("{name} should be {before} after a second backward with twice the dout, and is {after}.")
_CHANGED = N_("{name} was {before} before forward and backward and is {after} after them.")
_MOMENTS = {
    "again": N_("{name} was {before}, and {after} when the same inputs came again after others."),
    "beside": N_("{name} was {before}, and {after} once another layer had run its own passes."),
    "kept": N_("{name} was {before} when it was returned, and {after} after other calls."),
}


@conv2d.ask(on=_square_twinned, compared=False, shows=("x", "w", "b", "dout"))
def updated(code: Implementation, case: ConvCase) -> Named:
    """The weights before and after two updates, and what a new layer with the same weights answers."""
    layer = _layer_with(code, case)
    for when, rate in (("", RATE), ("_2", 2 * RATE)):
        code.method(layer, "forward", case.x, returns="handle")
        code.method(layer, "backward", case.dout, returns="handle")
        yield from _gradients(code, layer, when)
        code.method(layer, "update", rate, returns="handle")
        weight, bias = code.copy(layer, "weight"), code.copy(layer, "bias")
        yield f"weight{when}", code.get(weight)
        yield f"bias{when}", code.get(bias)
    yield "out", code.method(layer, "forward", case.x, returns="array")
    fresh = _layer(code, case)
    code.assign(fresh, weight=weight, bias=bias)
    yield "out_fresh", code.method(fresh, "forward", case.x, returns="array")
    yield from _gradients(code, layer, "_after")  # last: they may be None now


@updated.check(
    1, hint="After update(lr), print layer.weight: by how much did it change, and is it the layer's own array?"
)
def update(case: ConvCase, answer: Answer, expected: Expected) -> None:
    """`update(lr)` takes lr times its gradient from `weight` and `bias`, each time, and forward uses the new ones."""
    for name, start in (("weight", case.w), ("bias", case.b)):
        values = [start, array(name, answer), array(f"{name}_2", answer)]
        for number, (when, rate) in enumerate((("", RATE), ("_2", 2 * RATE))):
            gradient = array(f"{name}_grad{when}", answer)
            if gradient.shape != start.shape:
                raise wrong_shape(f"{name}_grad", gradient.shape, start.shape)
            want = values[number] - rate * gradient
            expect_equal(name, values[number + 1], want, _UPDATES[number], ROUNDING, rate=rate)
    expect_equal("out", given("out", answer), given("out_fresh", answer), _UPDATED, ROUNDING)
    for name in ("weight_grad", "bias_grad"):  # it may be cleared, or left for the next update
        if f"{name}_after" in answer.values and np.any(array(f"{name}_after", answer)):
            expect_equal(name, given(f"{name}_after", answer), given(f"{name}_2", answer), _TOUCHED)


_UPDATES = (
    N_("{name} should be {before} after the first update, update({rate}), and is {after}."),
    N_("{name} should be {before} after the second update, update({rate}), and is {after}."),
)
_UPDATED = N_("{name} should be {before} after the updates, as in a new layer with the same weights, and is {after}.")
_TOUCHED = N_("{name} was {before} before update and is {after} after it.")


def _gradients(code: Implementation, layer: Value, when: str) -> Named:
    yield f"weight_grad{when}", code.get(layer, "weight_grad")
    yield f"bias_grad{when}", code.get(layer, "bias_grad")


def _expect_he_normal(weight: Array, fan_in: int) -> None:
    """Raise unless the numbers may come from a normal distribution with mean 0 and variance 2 / fan_in.

    He et al., "Delving Deep into Rectifiers", 2015. A right start fails with a probability below 1e-9.
    """
    n, want = weight.size, math.sqrt(2 / fan_in)
    of = moments(weight)
    # The standard deviation of a sample's mean is s / sqrt(n), that of its standard deviation s / sqrt(2 n).
    if not (abs(of.std / want - 1) <= DEVIATIONS / math.sqrt(2 * n)):
        sentence = _("weight.std() is {std}, expected about {expected} = sqrt(2 / {fan_in}).")
        raise Mismatch(sentence.format(std=f"{of.std:.4g}", expected=f"{want:.4g}", fan_in=fan_in))
    if not (abs(of.mean) <= DEVIATIONS * want / math.sqrt(n)):
        raise Mismatch(_("weight.mean() is {mean}, expected about 0.").format(mean=f"{of.mean:.4g}"))
    if not (of.kurtosis >= LEAST_KURTOSIS):
        sentence = _("weight is spread evenly; a normal distribution has most numbers near 0 and a few far away.")
        raise Mismatch(sentence)
    if not (of.kurtosis <= MOST_KURTOSIS):
        raise Mismatch(_("weight has too many numbers far from 0 for a normal distribution."))
    if len({row.tobytes() for row in weight.reshape(len(weight), -1)}) < len(weight):
        raise Mismatch(_("Some filters start out equal: their gradients would be equal for ever."))
    if len(np.unique(weight)) < weight.size / 2:
        raise Mismatch(_("Many weights start out equal: each is drawn by itself."))
