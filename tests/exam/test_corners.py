"""The corners that chance misses are in every exam: whatever the seed, each of these has a case."""

from collections.abc import Callable

import numpy as np
import pytest

from grader.case import ConvCase, PoolCase, SizeCase, WindowCase
from grader.exam import Exam

CONVOLUTIONS: dict[str, Callable[[dict[str, int], ConvCase], bool]] = {
    "no padding": lambda d, _case: d["pad"] == 0,
    "padding wider than the window reaches": lambda d, _case: d["pad"] >= max(d["HH"], d["WW"]),
    "a window of one pixel": lambda d, _case: d["HH"] == d["WW"] == 1,
    "a window of one row": lambda d, _case: d["HH"] == 1 < d["WW"],
    "a window as large as the image": lambda d, _case: (d["HH"], d["WW"], d["pad"]) == (d["H"], d["W"], 0),
    "a window larger than the image without its padding": lambda d, _case: d["HH"] > d["H"] and d["WW"] > d["W"],
    "a stride larger than the window": lambda d, case: (
        d["stride"] > max(d["HH"], d["WW"]) and case.dout.shape[2:] > (1, 1)
    ),
    "a stride larger than the image": lambda d, _case: d["stride"] > max(d["H"], d["W"]),
    "one window": lambda d, case: case.dout.shape[2:] == (1, 1) and d["H"] > 1,
    "one image, channel and filter": lambda d, _case: d["N"] == d["C"] == d["F"] == 1,
    "N = 1 beside several channels and filters": lambda d, _case: d["N"] == 1 < min(d["C"], d["F"]),
    "C = 1 beside several images and filters": lambda d, _case: d["C"] == 1 < min(d["N"], d["F"]),
    "F = 1 beside several images and channels": lambda d, _case: d["F"] == 1 < min(d["N"], d["C"]),
    "several of all": lambda d, _case: min(d["N"], d["C"], d["F"]) > 1,
    "as many images as channels and filters": lambda d, _case: d["N"] == d["C"] == d["F"] > 1,
    "an image of one pixel": lambda d, _case: d["H"] == d["W"] == 1,
    "an image that is not square": lambda d, _case: d["H"] != d["W"],
    "a window that is not square": lambda d, _case: d["HH"] != d["WW"],
    "all negative": lambda _d, case: bool(np.all(case.x < 0)),
    "a million below zero": lambda _d, case: bool(np.all(case.x < -0.99e6)),
    "exact zeros": lambda _d, case: bool(np.any(case.x == 0) and np.any(case.x != 0)),
    "nothing but zeros": lambda _d, case: not np.any(case.x),
    "no gradient": lambda _d, case: not np.any(case.dout),
    "keys as documented": lambda _d, case: keys(case.arguments["conv_param"]) == ["stride", "pad"],
    "keys in another order": lambda _d, case: keys(case.arguments["conv_param"]) == ["pad", "stride"],
    "a sum of a thousand products": lambda d, _case: d["C"] * d["HH"] * d["WW"] >= 1000,
    "no bias": lambda _d, case: not np.any(case.b),
    "a bias": lambda _d, case: bool(np.all(case.b)),
    "rows that overlap beside columns that touch": lambda d, _case: d["HH"] > d["stride"] == d["WW"] > 1,
    "columns that overlap beside rows that touch": lambda d, _case: d["WW"] > d["stride"] == d["HH"] > 1,
    "rows that overlap beside columns with gaps": lambda d, _case: d["HH"] > d["stride"] > d["WW"],
    "columns that overlap beside rows with gaps": lambda d, _case: d["WW"] > d["stride"] > d["HH"],
    "columns that tile the image beside rows with gaps": lambda d, _case: (
        d["HH"] < d["stride"] == d["WW"] and d["H"] % d["stride"] == d["W"] % d["stride"] == 0
    ),
    "rows that tile the image beside columns with gaps": lambda d, _case: (
        d["WW"] < d["stride"] == d["HH"] and d["H"] % d["stride"] == d["W"] % d["stride"] == 0
    ),
    "padding wider than a square window, several of all": lambda d, _case: (
        d["pad"] > d["HH"] == d["WW"] > 1 and min(d["N"], d["C"], d["F"]) > 1
    ),
    "single pixels, strided and padded": lambda d, _case: (
        d["HH"] == d["WW"] == 1 < d["stride"] and d["pad"] > 0 and min(d["N"], d["C"], d["F"]) > 1
    ),
    "a stride that doesn't divide": lambda d, _case: (d["H"] + 2 * d["pad"] - d["HH"]) % d["stride"] > 0,
}

WINDOWS: dict[str, Callable[[dict[str, int], WindowCase], bool]] = {
    "no padding": lambda d, _case: d["pad"] == 0,
    "padding wider than the window reaches": lambda d, _case: d["pad"] >= max(d["HH"], d["WW"]),
    "a window of one pixel": lambda d, _case: d["HH"] == d["WW"] == 1,
    "a window as large as the image": lambda d, _case: (d["HH"], d["WW"], d["pad"]) == (d["H"], d["W"], 0),
    "a stride larger than the window": lambda d, case: d["stride"] > max(d["HH"], d["WW"]) and len(case.cols) > d["N"],
    "a stride larger than the image": lambda d, _case: d["stride"] > max(d["H"], d["W"]),
    "one window": lambda d, case: len(case.cols) == d["N"] and d["H"] > 1,
    "several images and channels": lambda d, _case: min(d["N"], d["C"]) > 1,
    "exact zeros": lambda _d, case: bool(np.any(case.x == 0) and np.any(case.cols == 0)),
}

POOLS: dict[str, Callable[[dict[str, int], PoolCase], bool]] = {
    "windows side by side": lambda d, _case: d["pool_height"] == d["pool_width"] == d["stride"] > 1,
    "windows that overlap": lambda d, _case: d["stride"] < min(d["pool_height"], d["pool_width"]),
    "windows with gaps": lambda d, _case: d["stride"] > max(d["pool_height"], d["pool_width"]),
    "a window of one pixel": lambda d, _case: d["pool_height"] == d["pool_width"] == 1,
    "a window as large as the image": lambda d, _case: (d["pool_height"], d["pool_width"]) == (d["H"], d["W"]),
    "a stride larger than the image": lambda d, _case: d["stride"] > max(d["H"], d["W"]),
    "a window that is not square": lambda d, _case: d["pool_height"] != d["pool_width"],
    "rows that overlap beside columns that touch": lambda d, _case: (
        d["pool_height"] > d["stride"] == d["pool_width"] > 1
    ),
    "columns that overlap beside rows that touch": lambda d, _case: (
        d["pool_width"] > d["stride"] == d["pool_height"] > 1
    ),
    "rows that overlap beside columns with gaps": lambda d, _case: d["pool_height"] > d["stride"] > d["pool_width"],
    "columns that overlap beside rows with gaps": lambda d, _case: d["pool_width"] > d["stride"] > d["pool_height"],
    "columns that tile the image beside rows with gaps": lambda d, _case: (
        d["pool_height"] < d["stride"] == d["pool_width"] and d["H"] % d["stride"] == d["W"] % d["stride"] == 0
    ),
    "rows that tile the image beside columns with gaps": lambda d, _case: (
        d["pool_width"] < d["stride"] == d["pool_height"] and d["H"] % d["stride"] == d["W"] % d["stride"] == 0
    ),
    "an image that is not square": lambda d, _case: d["H"] != d["W"],
    "a high image under a wide window": lambda d, _case: d["H"] > d["W"] and d["pool_height"] < d["pool_width"],
    "a wide image under a high window": lambda d, _case: d["H"] < d["W"] and d["pool_height"] > d["pool_width"],
    "several images and channels": lambda d, _case: min(d["N"], d["C"]) > 1,
    "all negative": lambda _d, case: bool(np.all(case.x < 0)),
    "a million below zero": lambda _d, case: bool(np.all(case.x < -0.99e6)),
    "a million below zero beside others": lambda _d, case: bool(np.any(case.x < -0.99e6) and np.any(case.x > -0.99e6)),
    "exact zeros": lambda _d, case: case.values == "zeros" and bool(np.any(case.x == 0)),
    "rows in no window": lambda d, _case: (d["H"] - d["pool_height"]) % d["stride"] > 0,
    "far below zero": lambda _d, case: bool(np.all(case.x < -1e299)),
    "a maximum of zero": lambda _d, case: case.x.max() == 0,
    "numbers that are hardly apart": lambda _d, case: float(np.diff(np.sort(case.x.ravel())).min(initial=1)) < 1e-9,
    "equal maxima in several windows": lambda _d, case: case.values == "repeated",
    "keys as documented": lambda _d, case: (
        keys(case.arguments["pool_param"]) == ["pool_height", "pool_width", "stride"]
    ),
    "keys in another order": lambda _d, case: (
        keys(case.arguments["pool_param"]) == ["stride", "pool_width", "pool_height"]
    ),
}

SIZES: dict[str, Callable[[SizeCase], bool]] = {
    "a window that fits once": lambda case: case.kernel == case.size and case.pad == 0,
    "a stride larger than the image": lambda case: case.stride > case.size,
    "more padding than window": lambda case: case.pad >= case.kernel,
    "an image of photographic size": lambda case: case.size > 200,
    "a rest": lambda case: (case.size + 2 * case.pad - case.kernel) % case.stride > 0,
}


def keys(parameters: object) -> list[str]:
    assert isinstance(parameters, dict)
    return list(parameters)


@pytest.mark.parametrize("corner", CONVOLUTIONS)
def test_among_the_convolutions_is(corner: str, exam: Exam) -> None:
    cases = [case for case in exam.cases["ConvCase"] if isinstance(case, ConvCase)]
    assert any(CONVOLUTIONS[corner](dict(case.dims), case) for case in cases)


@pytest.mark.parametrize("corner", WINDOWS)
def test_among_the_cases_of_im2col_is(corner: str, exam: Exam) -> None:
    cases = [case for case in exam.cases["WindowCase"] if isinstance(case, WindowCase)]
    assert any(WINDOWS[corner](dict(case.dims), case) for case in cases)


@pytest.mark.parametrize("corner", POOLS)
def test_among_the_pools_is(corner: str, exam: Exam) -> None:
    cases = [case for case in exam.cases["PoolCase"] if isinstance(case, PoolCase)]
    assert any(POOLS[corner](dict(case.dims), case) for case in cases)


@pytest.mark.parametrize("corner", SIZES)
def test_among_the_output_sizes_is(corner: str, exam: Exam) -> None:
    cases = [case for case in exam.cases["SizeCase"] if isinstance(case, SizeCase)]
    assert any(SIZES[corner](case) for case in cases)
