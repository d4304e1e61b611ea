"""The statistics of a layer's first weights: a right start is never refused, the usual wrong ones always are."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from grader.answer import Answer, Expected
from grader.case import Array, LayerCase
from grader.compare import Mismatch
from grader.exam import Exam
from grader.exercises.conv_layer import conv2d, initial_weights

Start = Callable[[np.random.Generator, tuple[int, ...]], Array]

SEEDS = 300


@pytest.fixture(scope="module")
def layer(exam: Exam) -> LayerCase:
    """The layer of those that are large enough for statistics in which most numbers feed an output."""
    cases = [case for case in exam.cases["LayerCase"] if initial_weights.on(case) and isinstance(case, LayerCase)]
    assert len(cases) == 2
    return max(cases, key=lambda case: case.in_channels)


def shape(layer: LayerCase) -> tuple[int, int, int, int]:
    return layer.out_channels, layer.in_channels, layer.kernel_size, layer.kernel_size


def fan_in(shape: Sequence[int]) -> int:
    return shape[1] * shape[2] * shape[3]


def fan_out(shape: Sequence[int]) -> int:
    return shape[0] * shape[2] * shape[3]


def judge(layer: LayerCase, weight: Array) -> None:
    initial_weights.judge(layer, Answer({"weight": weight}), Expected({}))


def refusal(layer: LayerCase, weight: Array) -> str:
    with pytest.raises(Mismatch) as raised:
        judge(layer, weight)
    return str(raised.value)


def truncated(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Normal numbers below two standard deviations, drawn anew where they are above; scaled back to variance 1."""
    numbers = rng.standard_normal(shape)
    while np.any(far := np.abs(numbers) > 2):
        numbers[far] = rng.standard_normal(int(far.sum()))
    return numbers / 0.87962566103423978


def he(draw: Start) -> Start:
    """`draw`, of variance 1, with He's variance."""
    return lambda rng, shape: draw(rng, shape) * np.sqrt(2 / fan_in(shape))


RIGHT: dict[str, Start] = {
    "normal": he(lambda rng, shape: rng.standard_normal(shape)),
    "truncated": he(truncated),
    "float32": lambda rng, shape: RIGHT["normal"](rng, shape).astype(np.float32),
}

WRONG: dict[str, Start] = {
    "uniform": he(lambda rng, shape: rng.uniform(-np.sqrt(3), np.sqrt(3), shape)),
    "Xavier by fan_in": lambda rng, shape: rng.standard_normal(shape) / np.sqrt(fan_in(shape)),
    "Xavier by both fans": lambda rng, shape: (
        rng.standard_normal(shape) * np.sqrt(2 / (fan_in(shape) + fan_out(shape)))
    ),
    "Xavier uniform": lambda rng, shape: rng.uniform(-1, 1, shape) * np.sqrt(6 / (fan_in(shape) + fan_out(shape))),
    "PyTorch's default": lambda rng, shape: rng.uniform(-1, 1, shape) / np.sqrt(fan_in(shape)),
    "2 / (in + out)": lambda rng, shape: rng.standard_normal(shape) * np.sqrt(2 / (shape[0] + shape[1])),
    "fan_out": lambda rng, shape: rng.standard_normal(shape) * np.sqrt(2 / fan_out(shape)),
    "channels only": lambda rng, shape: rng.standard_normal(shape) * np.sqrt(2 / shape[1]),
    "window only": lambda rng, shape: rng.standard_normal(shape) * np.sqrt(2 / (shape[2] * shape[3])),
    "k once": lambda rng, shape: rng.standard_normal(shape) * np.sqrt(2 / (shape[1] * shape[2])),
    "variance for deviation": lambda rng, shape: rng.standard_normal(shape) * 2 / fan_in(shape),
    "a hundredth": lambda rng, shape: rng.standard_normal(shape) * 0.01,
    "not scaled": lambda rng, shape: rng.standard_normal(shape),
    "cut off and not scaled back": lambda rng, shape: RIGHT["truncated"](rng, shape) * 0.8796,
    "shifted": lambda rng, shape: RIGHT["normal"](rng, shape) + 0.01,
    "positive": lambda rng, shape: np.abs(RIGHT["normal"](rng, shape)),
    "all filters equal": lambda rng, shape: np.repeat(RIGHT["normal"](rng, (1, *shape[1:])), shape[0], axis=0),
    "all input channels equal": lambda rng, shape: np.repeat(RIGHT["normal"](rng, shape)[:, :1], shape[1], axis=1),
    "heavy tails": he(lambda rng, shape: rng.standard_t(5, shape) / np.sqrt(5 / 3)),
    "two filters equal": lambda rng, shape: _twice(RIGHT["normal"](rng, shape)),
    "two values": he(lambda rng, shape: rng.choice([-1.0, 1.0], shape)),
    "constant": lambda _rng, shape: np.full(shape, np.sqrt(2 / fan_in(shape))),
    "zeros": lambda _rng, shape: np.zeros(shape),
    "one nan": lambda rng, shape: _with(RIGHT["normal"](rng, shape), np.nan),
    "one infinity": lambda rng, shape: _with(RIGHT["normal"](rng, shape), np.inf),
    "giants": lambda rng, shape: 1e100 * rng.standard_normal(shape),
    "one giant": lambda rng, shape: _with(RIGHT["normal"](rng, shape), 1e300),
}


def _twice(weight: Array) -> Array:
    weight[7] = weight[31]
    return weight


def _with(weight: Array, number: float) -> Array:
    weight[3, 1, 2, 0] = number
    return weight


@pytest.mark.parametrize("start", RIGHT)
def test_a_right_start_is_never_refused(start: str, layer: LayerCase) -> None:
    for seed in range(SEEDS if start != "float32" else 20):
        judge(layer, RIGHT[start](np.random.default_rng(seed), shape(layer)))


@pytest.mark.parametrize("start", WRONG)
def test_a_wrong_start_is_always_refused(start: str, layer: LayerCase) -> None:
    for seed in range(20):
        assert refusal(layer, WRONG[start](np.random.default_rng(seed), shape(layer)))


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("fan_out", "weight.std() is 0.044"),
        ("shifted", "weight.mean() is 0.0"),
        ("uniform", "weight is spread evenly; a normal distribution has most numbers near 0 and a few far away."),
        ("two filters equal", "Some filters start out equal: their gradients would be equal for ever."),
        ("zeros", "weight.std() is 0, expected about 0.07071 = sqrt(2 / 400)."),
    ],
)
def test_the_refusal_says_what_is_wrong_with_the_numbers(start: str, said: str, layer: LayerCase) -> None:
    assert said in refusal(layer, WRONG[start](np.random.default_rng(1), shape(layer)))


def test_a_layer_has_its_shapes_and_a_bias_of_zeros() -> None:
    attributes: Any = next(check for check in conv2d.checks if check.name == "attributes")
    case = LayerCase(in_channels=2, out_channels=3, kernel_size=5)
    right = {"weight": np.ones((3, 2, 5, 5)), "bias": np.zeros(3)}
    attributes.judge(case, Answer(right), Expected({}))
    for name, value, said in (
        ("weight", np.ones((2, 3, 5, 5)), "weight.shape is (2, 3, 5, 5), expected (3, 2, 5, 5)."),
        (
            "weight",
            np.ones((3, 2, 5, 5), np.float32),
            "weight is float32, which keeps 7 digits only: expected float64.",
        ),
        ("bias", np.zeros((3, 1)), "bias.shape is (3, 1), expected (3,)."),
        ("bias", np.array([0, 0, 1e-9]), "bias[2] should be 0 and is 1e-09."),
    ):
        with pytest.raises(Mismatch) as raised:
            attributes.judge(case, Answer({**right, name: value}), Expected({}))
        assert str(raised.value) == said
