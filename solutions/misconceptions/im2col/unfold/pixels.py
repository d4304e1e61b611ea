"""Misconceptions about im2col: how many windows there are, and which pixels they see.

The solution is written for speed. The faults are edits of the plain version below.
"""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]

wrong = Catalogue("im2col")

UNDETECTABLE = {
    ("im2col", "size_trunc_toward_zero"): "shows only where the window doesn't fit at all",
}
"""Faults of (exercise, name) that no legal input shows, and why."""


# The same text as in layout.py, so that a fault from there and one from here can be in one solution.
def im2col(x: Array, HH: int, WW: int, stride: int = 1, pad: int = 0) -> Array:
    """Right: collects, for one place of the window after the other, its pixels in all windows."""
    N, C, H, W = x.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.zeros((N, C, HH, WW, H_out, W_out))
    for p, q in np.ndindex(HH, WW):
        rows = slice(p, p + stride * H_out, stride)
        columns = slice(q, q + stride * W_out, stride)
        windows[:, :, p, q] = x_pad[:, :, rows, columns]
    return windows.transpose(0, 4, 5, 1, 2, 3).reshape(N * H_out * W_out, C * HH * WW)


unfold = partial(wrong.edit, of="im2col", version=im2col)

_H_OUT = "(H + 2 * pad - HH) // stride"
_W_OUT = "(W + 2 * pad - WW) // stride"
_UNPARENTHESIZED = [(_H_OUT, "H + 2 * pad - HH // stride"), (_W_OUT, "W + 2 * pad - WW // stride")]
_ROWS = "slice(p, p + stride * H_out, stride)"
_COLUMNS = "slice(q, q + stride * W_out, stride)"
_NEIGHBOURS = [(_ROWS, "slice(p, p + H_out)"), (_COLUMNS, "slice(q, q + W_out)")]
_SHAPE = "N, C, H, W = x.shape"
_PAD = "np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))"

unfold(
    "pad_height_only",
    belief="Puts zeros above and below the image, but not to its left and right.",
    hint="How many columns does your padded image have for W = 3 and pad = 1?",
    hint_ko="W=3, pad=1일 때 패딩한 이미지의 열은 몇 개인가요?",
    changes=[("(pad, pad), (pad, pad)", "(pad, pad), (0, 0)")],
)
unfold(
    "size_precedence",
    belief="Leaves out the parentheses in the formula of the size, so that only the window is divided.",
    hint="Put H = 5, HH = 3 and stride 2 into your formula as Python reads it. Do you get 2?",
    hint_ko="H=5, HH=3, stride=2를 식에 넣고 Python이 계산하는 순서대로 풀어 보세요. 2가 나오나요?",
    changes=_UNPARENTHESIZED,
)
unfold(
    "size_trunc_toward_zero",
    belief="Takes int() for rounding down, which it is not below zero.",
    hint="What is int(-0.5), and what is -1 // 2? When does the formula get there?",
    hint_ko="int(-0.5)와 -1 // 2를 비교해 보세요. 어떤 입력에서 이런 차이가 생길까요?",
    changes=[
        (_H_OUT, "int((H + 2 * pad - HH) / stride)"),
        (_W_OUT, "int((W + 2 * pad - WW) / stride)"),
    ],
)
unfold(
    "slice_end_short",
    belief="Ends the slice one step before the last window.",
    hint="Count the numbers in np.arange(6)[0:4:2] and in np.arange(6)[0:6:2]. How many windows are there?",
    hint_ko="np.arange(6)[0:4:2]와 np.arange(6)[0:6:2]의 원소를 세어 보세요. 창의 개수와 같은 쪽은 어느 것인가요?",
    changes=[(_ROWS, _ROWS.replace("H_out", "(H_out - 1)")), (_COLUMNS, _COLUMNS.replace("W_out", "(W_out - 1)"))],
)
unfold(
    "slice_end_without_stride",
    belief="Ends the slice after as many pixels as there are windows, although it goes in steps.",
    hint="Three windows, stride 2: from p on, at which index may the slice stop?",
    hint_ko="창이 3개이고 stride가 2라면, p에서 시작한 슬라이스는 어디까지 가야 3개를 얻나요?",
    changes=[(_ROWS, _ROWS.replace("stride * ", "")), (_COLUMNS, _COLUMNS.replace("stride * ", ""))],
)
unfold(
    "stride_missing",
    belief="Takes pixels that lie side by side, whatever the stride.",
    hint="The upper left pixels of windows 0 and 1: how far apart are they in the image?",
    hint_ko="0번 창과 1번 창의 왼쪽 위 픽셀은 이미지에서 몇 칸 떨어져 있나요?",
    changes=_NEIGHBOURS,
)
