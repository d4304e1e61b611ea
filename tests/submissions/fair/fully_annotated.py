"""Type annotations everywhere: generics, Protocol, TypedDict, NewType, Final, overload."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NewType, Protocol, TypeAlias, TypedDict, TypeVar, overload

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
Cache: TypeAlias = "tuple[Array, Array, Array, ConvParam]"
Stride = NewType("Stride", int)
T = TypeVar("T", bound=np.floating[Any])


class ConvParam(TypedDict):
    stride: int
    pad: int


class PoolParam(TypedDict):
    pool_height: int
    pool_width: int
    stride: int


class Reducer(Protocol):
    def __call__(self, window: Array, /) -> np.float64: ...


AXES: Final[tuple[int, int]] = (2, 3)


@overload
def conv_output_size(size: int, kernel: int, stride: Stride, pad: int) -> int: ...
@overload
def conv_output_size(size: int, kernel: int, stride: int, pad: int) -> int: ...
def conv_output_size(size: int, kernel: int, stride: int, pad: int) -> int:
    result: int = 1 + (size + 2 * pad - kernel) // stride
    return result


def windows(H: int, W: int, HH: int, WW: int, s: int) -> Iterator[tuple[int, int, tuple[slice, slice]]]:
    for i in range(conv_output_size(H, HH, s, 0)):
        for j in range(conv_output_size(W, WW, s, 0)):
            yield i, j, (slice(i * s, i * s + HH), slice(j * s, j * s + WW))


def conv_forward_naive(x: Array, w: Array, b: Array, conv_param: ConvParam) -> tuple[Array, Cache]:
    s: int = conv_param["stride"]
    p: int = conv_param["pad"]
    N: int
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    xp: Array = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out: Array = np.zeros((N, F, conv_output_size(H, HH, s, p), conv_output_size(W, WW, s, p)))
    for i, j, (rows, cols) in windows(H + 2 * p, W + 2 * p, HH, WW, s):
        for n in range(N):
            for f in range(F):
                out[n, f, i, j] = np.sum(xp[n, :, rows, cols] * w[f]) + b[f]
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout: Array, cache: Cache) -> tuple[Array, Array, Array]:
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    _, _, H, W = x.shape
    xp: Array = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxp: Array = np.zeros_like(xp)
    dw: Array = np.zeros_like(w)
    for i, j, (rows, cols) in windows(*xp.shape[2:], *w.shape[2:], s):
        for f in range(w.shape[0]):
            g: Array = dout[:, f, i, j][:, None, None, None]
            dxp[:, :, rows, cols] += g * w[f]
            dw[f] += (g * xp[:, :, rows, cols]).sum(axis=0)
    return dxp[:, :, p : p + H, p : p + W], dw, dout.sum(axis=(0, *AXES))


def pool(x: npt.NDArray[T], pool_param: PoolParam, reduce: Reducer | Callable[[Array], Any]) -> npt.NDArray[T]:
    size: tuple[int, int] = (pool_param["pool_height"], pool_param["pool_width"])
    s: int = pool_param["stride"]
    H_out, W_out = (conv_output_size(x.shape[a], k, s, 0) for a, k in zip(AXES, size))
    out: npt.NDArray[T] = np.zeros((*x.shape[:2], H_out, W_out), dtype=x.dtype)
    for i, j, (rows, cols) in windows(*x.shape[2:], *size, s):
        for n, c in np.ndindex(*x.shape[:2]):
            out[n, c, i, j] = reduce(x[n, c, rows, cols])
    return out


def max_pool_forward_naive(x: Array, pool_param: PoolParam) -> tuple[Array, tuple[Array, PoolParam]]:
    return pool(x, pool_param, np.max), (x, pool_param)


def avg_pool_forward_naive(x: Array, pool_param: PoolParam) -> tuple[Array, tuple[Array, PoolParam]]:
    return pool(x, pool_param, np.mean), (x, pool_param)
