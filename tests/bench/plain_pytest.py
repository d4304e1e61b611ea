"""What one would write without a grader: pytest, with Hypothesis drawing inside the run, against the solutions.

For `bench_cost`, as a measure: as many cases for each function as the exam has, compared in the process that runs
the student's code. SUBMISSION names the student's folder. Run as a file: no test of ours is called like this.
"""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
CONV_CASES, POOL_CASES, SIZE_CASES = 70, 58, 96  # about as many as the exam asks
sides, few = st.integers(1, 7), st.integers(1, 3)
plain = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))


def loaded(folder: Path, stem: str) -> ModuleType:
    """The file `stem`.py of the folder as a module."""
    sys.path.insert(0, str(folder))
    for name in ("conv", "im2col", "pooling", "conv_layer"):
        sys.modules.pop(name, None)
    spec = importlib.util.spec_from_file_location(stem, folder / f"{stem}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path.remove(str(folder))
    return module


RIGHT = {stem: loaded(SOLUTIONS, stem) for stem in ("conv", "im2col", "pooling", "conv_layer")}
MINE = {stem: loaded(Path(os.environ["SUBMISSION"]), stem) for stem in RIGHT}


@st.composite
def convolutions(draw: st.DrawFn) -> tuple[Any, ...]:
    """x, w, b, conv_param, and a generator for what else is needed."""
    N, C, F, HH, WW = (draw(few) for _ in range(5))
    pad, stride = draw(st.integers(0, 2)), draw(few)
    H, W = (draw(st.integers(max(1, kernel - 2 * pad), 7)) for kernel in (HH, WW))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    numbers = [rng.standard_normal(shape) for shape in ((N, C, H, W), (F, C, HH, WW), (F,))]
    return *numbers, {"stride": stride, "pad": pad}, rng


@st.composite
def pools(draw: st.DrawFn) -> tuple[Any, ...]:
    """x, pool_param, and a generator."""
    N, C, height, width, stride = (draw(few) for _ in range(5))
    H, W = (draw(st.integers(side, 7)) for side in (height, width))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    param = {"pool_height": height, "pool_width": width, "stride": stride}
    return rng.standard_normal((N, C, H, W)), param, rng


def same(mine: Any, right: Any) -> None:
    """Each array is that of the reference."""
    for one, other in zip(mine, right, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9)


@settings(plain, max_examples=SIZE_CASES)
@given(sides, few, few, st.integers(0, 2))
def test_conv_output_size(size: int, kernel: int, stride: int, pad: int) -> None:
    if size + 2 * pad >= kernel:
        given_sizes = (size, kernel, stride, pad)
        assert MINE["conv"].conv_output_size(*given_sizes) == RIGHT["conv"].conv_output_size(*given_sizes)


@pytest.mark.parametrize(("stem", "name"), [("conv", "naive"), ("im2col", "im2col")])
@pytest.mark.parametrize("way", ["forward", "backward"])
@settings(plain, max_examples=CONV_CASES)
@given(convolutions())
def test_convolution(stem: str, name: str, way: str, case: tuple[Any, ...]) -> None:
    x, w, b, param, rng = case
    out, cache = getattr(MINE[stem], f"conv_forward_{name}")(x, w, b, param)
    right_out, right_cache = RIGHT["im2col"].conv_forward_im2col(x, w, b, param)
    same([out], [right_out])
    if way == "backward":
        dout = rng.standard_normal(out.shape)
        gradients = getattr(MINE[stem], f"conv_backward_{name}")(dout, cache)
        same(gradients, RIGHT["im2col"].conv_backward_im2col(dout, right_cache))


@settings(plain, max_examples=CONV_CASES)
@given(convolutions())
def test_im2col(case: tuple[Any, ...]) -> None:
    x, w, _b, param, _rng = case
    given_arguments = (x, w.shape[2], w.shape[3], param["stride"], param["pad"])
    same([MINE["im2col"].im2col(*given_arguments)], [RIGHT["im2col"].im2col(*given_arguments)])


@settings(plain, max_examples=CONV_CASES)
@given(convolutions())
def test_col2im(case: tuple[Any, ...]) -> None:
    x, w, _b, param, rng = case
    sizes = (w.shape[2], w.shape[3], param["stride"], param["pad"])
    cols = rng.standard_normal(RIGHT["im2col"].im2col(x, *sizes).shape)
    same([MINE["im2col"].col2im(cols, x.shape, *sizes)], [RIGHT["im2col"].col2im(cols, x.shape, *sizes)])


@pytest.mark.parametrize("kind", ["max", "avg"])
@pytest.mark.parametrize("way", ["forward", "backward"])
@settings(plain, max_examples=POOL_CASES)
@given(pools())
def test_pooling(kind: str, way: str, case: tuple[Any, ...]) -> None:
    x, param, rng = case
    out, cache = getattr(MINE["pooling"], f"{kind}_pool_forward_naive")(x, param)
    right_out, right_cache = getattr(RIGHT["pooling"], f"{kind}_pool_forward_naive")(x, param)
    same([out], [right_out])
    if way == "backward":
        dout = rng.standard_normal(out.shape)
        backward = f"{kind}_pool_backward_naive"
        same(
            [getattr(MINE["pooling"], backward)(dout, cache)],
            [getattr(RIGHT["pooling"], backward)(dout, right_cache)],
        )


@settings(plain, max_examples=CONV_CASES)
@given(convolutions())
def test_layer(case: tuple[Any, ...]) -> None:
    x, w, b, param, rng = case
    F, C, kernel, width = w.shape
    w = w[:, :, :, : min(kernel, width)][:, :, : min(kernel, width)]
    layers = []
    for module in (MINE["conv_layer"], RIGHT["conv_layer"]):
        layer = module.Conv2d(C, F, w.shape[2], param["stride"], param["pad"])
        layer.weight, layer.bias = w.copy(), b.copy()
        layers.append(layer)
    mine, right = layers
    out = mine.forward(x)
    same([out], [right.forward(x)])
    dout = rng.standard_normal(out.shape)
    same([mine.backward(dout)], [right.backward(dout)])
    same([mine.weight_grad, mine.bias_grad], [right.weight_grad, right.bias_grad])
