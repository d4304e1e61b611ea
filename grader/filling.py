"""Fills a shape with numbers: a seeded generator makes a case of it.

Most numbers are dyadic: multiples of a power of two, few bits each. A product of two and a sum of thousands of them
fit in float64's 53 bits, so every correct formulation gives the same bits, while float32's 24 are too few for most
sums. Where nothing is multiplied (im2col, pooling), numbers have all their bits. The kinds of numbers, by the name in
`values`:

    plain           small whole numbers, to be worked out by hand
    fine            dyadic, with 8 to 13 binary digits behind the point; pooling: 31; im2col: as full
    full            all 53 bits: nobody rounds an input unseen
    negative        fine, the image all negative
    very_negative   the image around -1,000,000
    zeros           half of everything is zero
    blank           the image is zero everywhere
    silent          fine, and dout is zero everywhere
    dead            fine, but the first filter is zero, and the biases add up to zero
    tiny, huge      fine, times 2**-40 or 2**40; pooling: times 2**-60
    repeated        pooling: the same numbers in each window, shuffled
    periodic        pooling: the same numbers in every window, wherever it begins
    up_to_zero      pooling: whole numbers of which 0 is the largest
    partly_negative pooling: half of the image around -1,000,000
    far_negative    pooling: around -1e300
    near            pooling: all within 2**-33 of 1, and still apart
"""

from itertools import product

import numpy as np

from grader.case import Array, ConvCase, PoolCase, WindowCase
from grader.shape import Shape

VERY_NEGATIVE = -1e6
SCALES = {"tiny": 2.0**-40, "huge": 2.0**40}
_FINE_BITS = {"x": 13, "w": 11, "dout": 8}  # binary digits behind the point; products keep below 53 in all


def conv_case(shape: Shape, number: list[int], reversed_keys: int, twin: bool = True) -> ConvCase:
    """The convolution of this shape, filled from the seed `number`."""
    rng = np.random.default_rng(number)
    H_out, W_out = shape.out()
    b = _numbers(rng, (shape.F,), shape.values, "b") if shape.bias else np.zeros(shape.F)
    x = _numbers(rng, (shape.N, shape.C, shape.H, shape.W), shape.values, "x")
    w = _numbers(rng, (shape.F, shape.C, shape.HH, shape.WW), _kind_beside_x(shape.values), "w")
    if shape.values == "dead":
        w[0], b[-1] = 0, -b[:-1].sum()
    return ConvCase(
        x=x,
        w=w,
        b=b,
        dout=_numbers(rng, (shape.N, shape.F, H_out, W_out), _kind_beside_x(shape.values), "dout"),
        stride=shape.stride,
        pad=shape.pad,
        values=shape.values,
        reversed_keys=reversed_keys,
        twin=conv_case(shape, [*number, 1], reversed_keys, twin=False) if shape.twin and twin else None,
    )


def window_case(shape: Shape, number: list[int], twin: bool = True) -> WindowCase:
    """The windows of this shape, filled from the seed `number`."""
    rng = np.random.default_rng(number)
    H_out, W_out = shape.out()
    rows, columns = shape.N * H_out * W_out, shape.C * shape.HH * shape.WW
    values = "full" if shape.values == "fine" else shape.values
    return WindowCase(
        x=_numbers(rng, (shape.N, shape.C, shape.H, shape.W), values, "x"),
        cols=_numbers(rng, (rows, columns), values, "dout"),
        HH=shape.HH,
        WW=shape.WW,
        stride=shape.stride,
        pad=shape.pad,
        values=shape.values,
        twin=window_case(shape, [*number, 1], twin=False) if shape.twin and twin else None,
    )


def pool_case(shape: Shape, number: list[int], reversed_keys: int, twin: bool = True) -> PoolCase:
    """The pooling of this shape, filled from the seed `number`."""
    rng = np.random.default_rng(number)
    x = _ORDERED.get(shape.values, _separated)(rng, shape)
    if shape.values == "plain" and not twin:
        x = x + x.size  # of so few numbers the same ones may be the largest by chance: none is the other's
    return PoolCase(
        x=x,
        dout=_numbers(rng, (shape.N, shape.C, *shape.out()), _kind_beside_x(shape.values), "dout"),
        pool_height=shape.HH,
        pool_width=shape.WW,
        stride=shape.stride,
        values=shape.values,
        reversed_keys=reversed_keys,
        twin=pool_case(shape, [*number, 1], reversed_keys, twin=False) if shape.twin and twin else None,
    )


def _kind_beside_x(values: str) -> str:
    same = ("plain", "full", "silent", "tiny", "huge")
    return {"near": "plain", **{kind: kind for kind in same}}.get(values, "fine")


def _numbers(rng: np.random.Generator, shape: tuple[int, ...], values: str, role: str) -> Array:
    """Random numbers: never zero but for "zeros", where half of them are, and for what is blank or silent."""
    unit = 2 ** _FINE_BITS["w" if role == "b" else role]
    numbers: Array = rng.integers(1, 4 * unit, shape) * rng.choice([-1.0, 1.0], shape) / unit
    if values == "plain":
        numbers = rng.choice([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0, 4.0, 5.0], shape)
    elif values == "full":
        numbers = rng.standard_normal(shape)
    elif values == "zeros":
        numbers = numbers * rng.integers(0, 2, shape)
    elif (values, role) == ("very_negative", "x"):
        numbers = VERY_NEGATIVE + rng.integers(-64, 64, shape) / 16
    elif (values, role) == ("negative", "x"):
        numbers = -np.abs(numbers)
    elif (values, role) in (("blank", "x"), ("silent", "dout")):
        numbers = np.zeros(shape)
    elif values in SCALES and role != "w":  # x and b, so that both still count in a sum
        numbers = numbers * SCALES[values]
    return numbers


def _separated(rng: np.random.Generator, shape: Shape) -> Array:
    """Shuffled numbers at least 1/2 apart (very negative and near ones: less), so that nothing comes near a tie."""
    sizes = (shape.N, shape.C, shape.H, shape.W)
    size = int(np.prod(sizes))
    apart: Array = (rng.permutation(size) - size // 2 + 0.0).reshape(sizes)
    fine: Array = apart + (2 * rng.integers(2**24, 2**28, sizes) + 1) / 2**31  # sums of them are exact, too
    kinds: dict[str, Array] = {
        "plain": apart,
        "up_to_zero": apart - apart.max(),
        "negative": fine - size,
        "very_negative": VERY_NEGATIVE + apart / 32,  # nearer than float32 can tell
        "partly_negative": np.where(rng.integers(0, 2, sizes) == 1, VERY_NEGATIVE + apart / 32, fine),
        "far_negative": -1e300 * (1 + (apart + size) / 1000),
        "near": 1 + apart * 2.0**-40,
        "tiny": fine * 2.0**-60,
        "zeros": fine * rng.integers(0, 2, sizes),  # only for averages: zeros are ties
    }
    return kinds.get(shape.values, fine)


def _repeated(rng: np.random.Generator, shape: Shape) -> Array:
    """Windows side by side, each with the same numbers in an order of its own: ties between windows, none within."""
    rows, columns = shape.out()
    x = np.zeros((shape.N, shape.C, shape.H, shape.W))
    for n, c, i, j in product(range(shape.N), range(shape.C), range(rows), range(columns)):
        window = np.s_[n, c, i * shape.HH : (i + 1) * shape.HH, j * shape.WW : (j + 1) * shape.WW]
        x[window] = rng.permutation(shape.HH * shape.WW).reshape(shape.HH, shape.WW) + 1.0
    return x


def _periodic(rng: np.random.Generator, shape: Shape) -> Array:
    """Images that repeat themselves after a pool's height and width: ties between windows, none within."""
    x = np.empty((shape.N, shape.C, shape.H, shape.W))
    rows, columns = np.arange(shape.H)[:, None] % shape.HH, np.arange(shape.W) % shape.WW
    for n, c in product(range(shape.N), range(shape.C)):
        x[n, c] = rng.permutation(shape.HH * shape.WW)[rows * shape.WW + columns] + 1.0
    return x


_ORDERED = {"repeated": _repeated, "periodic": _periodic}
