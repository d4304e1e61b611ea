"""Cases: the inputs of one question, described by their shapes.

All numbers are dyadic (multiples of 2**-13 of moderate size), so that every product and every sum of a
convolution is exact in float64, whatever the order of summation, while float32 rounds. See `grader.filling`.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from grader.sandbox.worker.wire import Value

Array = NDArray[np.floating[Any]]  # float64, but for what a student returns


@dataclass(frozen=True)
class Case:
    """One input. Fields are ints, strings, arrays, or a `twin`: other data of the same shapes."""

    @property
    def dims(self) -> Mapping[str, int]:
        """The shapes and parameters by the field's names, for a report."""
        raise NotImplementedError

    @property
    def features(self) -> frozenset[str]:
        """What the case needs beyond the plainest one: the names of the checks that it belongs to."""
        raise NotImplementedError

    @property
    def arguments(self) -> Mapping[str, Value]:
        """What a forward is called with, by the arguments' names."""
        raise NotImplementedError

    @cached_property
    def scripts(self) -> dict[Any, Any]:
        """What was written down for this case, by the way of asking: see `grader.script`."""
        return {}

    def sizes(self) -> tuple[int, ...]:
        """What cases are ordered by: all numbers in the arrays, then the parameters."""
        arrays = [value for value in self.fields().values() if isinstance(value, np.ndarray)]
        return sum(array.size for array in arrays), *self.dims.values()

    def magnitude(self) -> Self:
        """The same case with absolute values in all arrays."""
        fields = {
            key: np.abs(value)
            if isinstance(value, np.ndarray)
            else value.magnitude()
            if isinstance(value, Case)
            else value
            for key, value in self.fields().items()
        }
        return type(self)(**fields)

    def fields(self) -> dict[str, Any]:
        """The fields by name, without what was worked out from them and kept."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}


def _ordered(items: dict[str, int], reverse: int) -> dict[str, int]:
    return dict(reversed(items.items())) if reverse else items


def _more_images(x: Array) -> Array:
    """Twice as many images, which needs nothing that the case doesn't need."""
    return np.concatenate([1 - x, x])


def out_size(size: int, kernel: int, stride: int, pad: int = 0) -> int:
    """How often a window of `kernel` pixels fits into a row of `size`."""
    return 1 + (size + 2 * pad - kernel) // stride


@dataclass(frozen=True)
class SizeCase(Case):
    """One side of a convolution."""

    size: int
    kernel: int
    stride: int
    pad: int

    @property
    def dims(self) -> Mapping[str, int]:
        """The four sizes."""
        return {"size": self.size, "kernel": self.kernel, "stride": self.stride, "pad": self.pad}

    @property
    def features(self) -> frozenset[str]:
        """`padding`, `stride`, `floor`."""
        uneven = (self.size + 2 * self.pad - self.kernel) % self.stride
        tests = {"padding": self.pad > 0, "stride": self.stride > 1, "floor": uneven > 0}
        return _named(tests)


@dataclass(frozen=True)
class ConvCase(Case):
    """x (N, C, H, W), w (F, C, HH, WW), b (F,), dout (N, F, H', W')."""

    x: Array
    w: Array
    b: Array
    dout: Array
    stride: int
    pad: int
    values: str = "fine"
    reversed_keys: int = 0
    twin: "ConvCase | None" = None

    @property
    def arguments(self) -> dict[str, Value]:
        """What forward is called with, which is also its documented cache: x, w, b, conv_param (keys in any order)."""
        conv_param = _ordered({"stride": self.stride, "pad": self.pad}, self.reversed_keys)
        return {"x": self.x, "w": self.w, "b": self.b, "conv_param": conv_param}

    @property
    def stranger(self) -> dict[str, Value]:
        """Arguments of a call that has nothing to do with this case; it needs no feature that the case doesn't."""
        return {
            "x": _more_images(self.x),
            "w": 1 - self.w,
            "b": self.b + (self.b != 0),
            "conv_param": {"stride": self.stride + (self.stride > 1), "pad": self.pad + (self.pad > 0)},
        }

    @cached_property
    def dims(self) -> Mapping[str, int]:
        """N, C, H, W, F, HH, WW, stride, pad."""
        return dict(zip("NCHW", self.x.shape, strict=True)) | {
            "F": self.w.shape[0],
            "HH": self.w.shape[2],
            "WW": self.w.shape[3],
            "stride": self.stride,
            "pad": self.pad,
        }

    @cached_property
    def features(self) -> frozenset[str]:
        """`bias`, `padding`, `stride`, `floor`, `rectangular`, `several`."""
        return _window_features(self.dims) | _named({"bias": bool(np.any(self.b)), "several": self.dims["F"] > 1})


@dataclass(frozen=True)
class WindowCase(Case):
    """x (N, C, H, W) and cols (N * H' * W', C * HH * WW), for im2col and its adjoint."""

    x: Array
    cols: Array
    HH: int
    WW: int
    stride: int
    pad: int
    values: str = "fine"
    twin: "WindowCase | None" = None

    @property
    def im2col_arguments(self) -> dict[str, Value]:
        """What im2col is called with: x, HH, WW, stride, pad."""
        return {"x": self.x, "HH": self.HH, "WW": self.WW, **self._strides}

    @property
    def col2im_arguments(self) -> dict[str, Value]:
        """What col2im is called with: cols, x_shape, HH, WW, stride, pad."""
        return {"cols": self.cols, "x_shape": self.x.shape, "HH": self.HH, "WW": self.WW, **self._strides}

    @property
    def _strides(self) -> dict[str, Value]:
        """stride and pad, but for what has its default: both functions promise stride=1, pad=0."""
        if self.pad:
            return {"stride": self.stride, "pad": self.pad}
        return {"stride": self.stride} if self.stride > 1 else {}

    @cached_property
    def dims(self) -> Mapping[str, int]:
        """N, C, H, W, HH, WW, stride, pad."""
        return dict(zip("NCHW", self.x.shape, strict=True)) | {
            "HH": self.HH,
            "WW": self.WW,
            "stride": self.stride,
            "pad": self.pad,
        }

    @cached_property
    def features(self) -> frozenset[str]:
        """`padding`, `stride`, `floor`, `rectangular`, `several`."""
        return _window_features(self.dims)


@dataclass(frozen=True)
class PoolCase(Case):
    """x (N, C, H, W) without ties, dout (N, C, H', W')."""

    x: Array
    dout: Array
    pool_height: int
    pool_width: int
    stride: int
    values: str = "fine"
    reversed_keys: int = 0
    twin: "PoolCase | None" = None

    @property
    def arguments(self) -> dict[str, Value]:
        """What forward is called with, which is also its documented cache: x and pool_param, its keys in any order."""
        items = {"pool_height": self.pool_height, "pool_width": self.pool_width, "stride": self.stride}
        return {"x": self.x, "pool_param": _ordered(items, self.reversed_keys)}

    @property
    def stranger(self) -> dict[str, Value]:
        """Arguments of a call that has nothing to do with this case: more images, with other pixels."""
        return {**self.arguments, "x": _more_images(self.x)}

    @cached_property
    def dims(self) -> Mapping[str, int]:
        """N, C, H, W, pool_height, pool_width, stride."""
        return dict(zip("NCHW", self.x.shape, strict=True)) | {
            "pool_height": self.pool_height,
            "pool_width": self.pool_width,
            "stride": self.stride,
        }

    @cached_property
    def features(self) -> frozenset[str]:
        """`overlap`, `gaps`, `floor`, `rectangular`, `several`, `negative`."""
        shape = {"HH": self.pool_height, "WW": self.pool_width, "pad": 0} | dict(self.dims)
        windows = _window_features(shape)
        sides = {self.pool_height, self.pool_width}
        tests = {
            "overlap": self.stride < max(sides),
            "gaps": self.stride > min(sides),
            "negative": bool(np.all(self.x < 0)),
        }
        return (windows - {"stride", "padding"}) | _named(tests)


@dataclass(frozen=True)
class LayerCase(Case):
    """A layer to be made: `Conv2d(in_channels, out_channels, kernel_size)`."""

    in_channels: int
    out_channels: int
    kernel_size: int

    @property
    def dims(self) -> Mapping[str, int]:
        """The three sizes."""
        return self.fields()

    @property
    def features(self) -> frozenset[str]:
        """None."""
        return frozenset()


@dataclass(frozen=True)
class SpeedCase(Case):
    """A convolution large enough for time to be measured; its numbers are made on the spot, from the seed."""

    N: int
    C: int
    H: int
    W: int
    F: int
    HH: int
    WW: int
    pad: int
    seed: int

    @property
    def dims(self) -> Mapping[str, int]:
        """All sizes."""
        return {name: value for name, value in self.fields().items() if name != "seed"}

    @property
    def features(self) -> frozenset[str]:
        """None."""
        return frozenset()


def _window_features(dims: Mapping[str, int]) -> frozenset[str]:
    H, W, HH, WW, stride, pad = (dims[key] for key in ("H", "W", "HH", "WW", "stride", "pad"))
    uneven = (H + 2 * pad - HH) % stride, (W + 2 * pad - WW) % stride
    windows = out_size(H, HH, stride, pad), out_size(W, WW, stride, pad)
    tests = {
        "padding": pad > 0,
        "stride": stride > 1,
        "floor": any(uneven),
        "rectangular": H != W or HH != WW or windows[0] != windows[1],
        "several": dims["N"] > 1 or dims["C"] > 1,
    }
    return _named(tests)


def _named(tests: Mapping[str, bool]) -> frozenset[str]:
    return frozenset(name for name, holds in tests.items() if holds)


CASE_TYPES: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (SizeCase, ConvCase, WindowCase, PoolCase, LayerCase, SpeedCase)
}
