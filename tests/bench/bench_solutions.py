"""Time the solutions against PyTorch on the CPU: float64, one thread, both in turns in one run.

    python -m tests.bench.bench_solutions

prints a table. What counts is the ratio of the two medians, since milliseconds move from machine to machine.
Nothing fails here, however slow it is: a busy machine must not decide about right and wrong.
"""

import importlib
import importlib.util
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

# Read once, when NumPy loads its BLAS: before the first import of it.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"
os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
CONV_TARGET = 1.2
POOL_TARGET = 0.5
SECONDS_PER_RACE = 2.0
MIN_REPEATS, MAX_REPEATS = 5, 200


@dataclass(frozen=True)
class Size:
    """One convolution: x (N, C, H, W), F filters of K x K."""

    N: int
    C: int
    H: int
    F: int
    K: int
    stride: int
    pad: int

    def __str__(self) -> str:
        text = f"{self.N}x{self.C}x{self.H}x{self.H} F{self.F} {self.K}x{self.K}"
        return text + f" s{self.stride}" * (self.stride > 1) + f" p{self.pad}" * (self.pad > 0)


TINY = Size(N=2, C=3, H=10, F=4, K=3, stride=1, pad=1)  # the loops take a thousand times PyTorch's time
SIZES = (
    Size(N=10, C=3, H=28, F=30, K=5, stride=1, pad=0),
    Size(N=100, C=3, H=31, F=25, K=3, stride=2, pad=1),
    Size(N=32, C=64, H=56, F=64, K=3, stride=1, pad=1),
)
POOL_PARAM = {"pool_height": 2, "pool_width": 2, "stride": 2}

Work = Callable[[], object]


@dataclass(frozen=True)
class Race:
    """Two pieces of work that come to the same thing; target is the ratio that ours should not exceed."""

    exercise: str
    size: str
    ours: Work
    theirs: Work
    target: float | None = None


def solution(stem: str) -> ModuleType:
    """Load solutions/<stem>.py, which is no package, by its path."""
    spec = importlib.util.spec_from_file_location(stem, SOLUTIONS / f"{stem}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def convolution(torch: Any, size: Size) -> tuple[Work, Work]:
    """PyTorch's forward without a graph, and its backward alone.

    The backward is torch.autograd.grad over a graph that was built beforehand: that is how PyTorch is asked for
    gradients. It takes about a tenth longer than the kernel beneath it (aten::convolution_backward) on the
    smallest size, a twentieth on the others; a forward and .backward() anew each time would take longer still.
    """
    x, w, b, dout = (torch.from_numpy(array) for array in conv_arrays(size))
    inputs = tuple(tensor.clone().requires_grad_() for tensor in (x, w, b))
    out = torch.conv2d(*inputs, size.stride, size.pad)
    return (
        lambda: torch.conv2d(x, w, b, size.stride, size.pad),
        lambda: torch.autograd.grad(out, inputs, dout, retain_graph=True),
    )


def conv_races(torch: Any, size: Size, module: ModuleType, kind: str, target: float | None) -> Iterator[Race]:
    """conv_forward_<kind> and conv_backward_<kind>."""
    x, w, b, dout = conv_arrays(size)
    conv_param = {"stride": size.stride, "pad": size.pad}
    cache = (x, w, b, conv_param)
    forward, backward = (getattr(module, f"conv_{way}_{kind}") for way in ("forward", "backward"))
    their_forward, their_backward = convolution(torch, size)
    yield Race(f"conv_forward_{kind}", str(size), lambda: forward(x, w, b, conv_param), their_forward, target)
    yield Race(f"conv_backward_{kind}", str(size), lambda: backward(dout, cache), their_backward, target)


def layer_races(torch: Any, size: Size, module: ModuleType) -> Iterator[Race]:
    """Conv2d's two passes."""
    x, _, _, dout = conv_arrays(size)
    layer = module.Conv2d(size.C, size.F, size.K, size.stride, size.pad)
    layer.forward(x)
    their_forward, their_backward = convolution(torch, size)
    yield Race("Conv2d.forward", str(size), lambda: layer.forward(x), their_forward)
    yield Race("Conv2d.backward", str(size), lambda: layer.backward(dout), their_backward)


def column_races(torch: Any, size: Size, module: ModuleType) -> Iterator[Race]:
    """im2col and col2im against unfold and fold, which order the axes otherwise but move the same numbers."""
    x, _, _, _ = conv_arrays(size)
    tx = torch.from_numpy(x)
    unfold, fold = torch.nn.functional.unfold, torch.nn.functional.fold
    cols = module.im2col(x, size.K, size.K, size.stride, size.pad)
    tcols = unfold(tx, size.K, padding=size.pad, stride=size.stride)
    yield Race(
        "im2col",
        str(size),
        lambda: module.im2col(x, size.K, size.K, size.stride, size.pad),
        lambda: unfold(tx, size.K, padding=size.pad, stride=size.stride),
    )
    yield Race(
        "col2im",
        str(size),
        lambda: module.col2im(cols, x.shape, size.K, size.K, size.stride, size.pad),
        lambda: fold(tcols, (size.H, size.H), size.K, padding=size.pad, stride=size.stride),
    )


def pool_races(torch: Any, size: Size, module: ModuleType, kind: str) -> Iterator[Race]:
    """<kind>_pool_forward_naive and <kind>_pool_backward_naive, 2x2 with stride 2.

    PyTorch's forward of max pooling notes down the place of every maximum, for its backward to read. Ours has
    only the documented cache, (x, pool_param), and its backward finds the maxima anew.
    """
    x, _, _, _ = conv_arrays(size)
    forward, backward = (getattr(module, f"{kind}_pool_{way}_naive") for way in ("forward", "backward"))
    pool = getattr(torch.nn.functional, f"{kind}_pool2d")
    dout = np.random.default_rng(1).standard_normal(forward(x, POOL_PARAM)[0].shape)
    tx, tdout = torch.from_numpy(x), torch.from_numpy(dout)
    graph_x = tx.clone().requires_grad_()
    out = pool(graph_x, 2, 2)
    text = "x".join(str(length) for length in x.shape)
    yield Race(
        f"{kind}_pool_forward_naive",
        text,
        lambda: forward(x, POOL_PARAM),
        lambda: pool(tx, 2, 2),
        POOL_TARGET,
    )
    yield Race(
        f"{kind}_pool_backward_naive",
        text,
        lambda: backward(dout, (x, POOL_PARAM)),
        lambda: torch.autograd.grad(out, graph_x, tdout, retain_graph=True),
        POOL_TARGET,
    )


def conv_arrays(size: Size) -> tuple[np.ndarray[Any, Any], ...]:
    """x, w, b and dout of that size, the same in every run."""
    random = np.random.default_rng(0)
    out = 1 + (size.H + 2 * size.pad - size.K) // size.stride
    shapes = (size.N, size.C, size.H, size.H), (size.F, size.C, size.K, size.K), (size.F,), (size.N, size.F, out, out)
    return tuple(random.standard_normal(shape) for shape in shapes)


def races(torch: Any) -> Iterator[Race]:
    """Every race, made when its turn comes: the large ones need much memory."""
    conv, im2col, pooling, conv_layer = map(solution, ("conv", "im2col", "pooling", "conv_layer"))
    yield from conv_races(torch, TINY, conv, "naive", None)
    for size in SIZES:
        yield from conv_races(torch, size, im2col, "im2col", CONV_TARGET)
    for size in SIZES:
        yield from pool_races(torch, size, pooling, "max")
        yield from pool_races(torch, size, pooling, "avg")
    for size in SIZES[:2]:  # the columns of the third are half a gigabyte
        yield from column_races(torch, size, im2col)
    for size in SIZES:
        yield from layer_races(torch, size, conv_layer)


def milliseconds(work: Work) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def run(race: Race) -> tuple[float, float]:
    """The medians of ours and theirs, in milliseconds; in turns, so that both meet the same disturbances."""
    once = milliseconds(race.ours) + milliseconds(race.theirs)  # and the first call, which is slower, is over
    repeats = int(min(MAX_REPEATS, max(MIN_REPEATS, SECONDS_PER_RACE * 1e3 / once)))
    pairs = [(milliseconds(race.ours), milliseconds(race.theirs)) for _ in range(repeats)]
    return statistics.median(ours for ours, _ in pairs), statistics.median(theirs for _, theirs in pairs)


def main() -> int:
    """Print the table. Returns the exit status: 0 whatever the ratios, 2 without PyTorch."""
    try:
        torch: Any = importlib.import_module("torch")
    except ImportError:
        print('This benchmark needs PyTorch: run `pip install ".[bench]"` and try again.', file=sys.stderr)
        return 2
    torch.set_num_threads(1)
    print(f"NumPy {np.__version__} and PyTorch {torch.__version__}, float64, one thread, medians")
    print(f"{'exercise':<24} {'size':<28} {'ours':>9} {'PyTorch':>9} {'ratio':>6} target")
    for race in races(torch):
        ours, theirs = run(race)
        ratio = ours / theirs
        target = "" if race.target is None else f"{race.target} {'' if ratio <= race.target else 'over'}".rstrip()
        line = f"{race.exercise:<24} {race.size:<28} {ours:>6.2f} ms {theirs:>6.2f} ms {ratio:>6.2f} {target}"
        print(line.rstrip(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
