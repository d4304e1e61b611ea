"""Misconceptions about im2col: where the pixels of a window belong in the matrix, and what the matrix can hold.

The solution is written for speed. The faults are edits of the plain version below.
"""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]

wrong = Catalogue("im2col")


# The same text as in pixels.py, so that a fault from there and one from here can be in one solution.
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

_ORDER = "transpose(0, 4, 5, 1, 2, 3)"
_SHAPE = "reshape(N * H_out * W_out, C * HH * WW)"
_MATRIX = f"windows.{_ORDER}.{_SHAPE}"
_BUFFER = "np.zeros((N, C, HH, WW, H_out, W_out))"

unfold(
    "kernel_axes_swapped",
    belief="Puts the columns of a window before its rows.",
    hint="Unfold np.arange(9.0).reshape(1, 1, 3, 3) with a 2x2 window: does row 0 read 0, 1, 3, 4?",
    hint_ko="0부터 8까지 채운 3x3 이미지를 2x2 창으로 펼쳐 보세요. 첫 행이 0, 1, 3, 4인가요?",
    changes=[("transpose(0, 4, 5, 1, 2, 3)", "transpose(0, 4, 5, 1, 3, 2)")],
)
unfold(
    "no_transpose",
    belief="Lets reshape alone turn the windows into rows, as if it sorted the axes.",
    hint="Write down which pixels one row should hold. Which axes must come last before you reshape?",
    hint_ko="한 행에 어떤 픽셀들이 들어가야 하는지 적어 보세요. reshape하기 전에 어떤 축이 뒤에 와야 할까요?",
    changes=[("windows.transpose(0, 4, 5, 1, 2, 3).reshape", "windows.reshape")],
)
unfold(
    "per_image_3d_layout",
    belief="Makes one matrix per image with a window in each column, as other courses do.",
    hint="How many axes does your result have, and what does the docstring say?",
    hint_ko="결과의 축은 몇 개인가요? docstring이 말하는 모양과 맞춰 보세요.",
    changes=[(_MATRIX, "windows.reshape(N, C * HH * WW, H_out * W_out)")],
)
unfold(
    "transposed_result",
    belief="Makes a column of each window.",
    hint="len(cols) should count the windows. What does it count in yours?",
    hint_ko="len(cols)는 창의 개수여야 해요. 지금은 무엇의 개수인가요?",
    changes=[(_MATRIX, f"{_MATRIX}.T")],
)
unfold(
    "window_loop_order_rows",
    belief="Goes through all images for each window, instead of all windows for each image.",
    hint="Unfold two images that differ everywhere: does the second image begin in row 1 or in row H' * W'?",
    hint_ko="전혀 다른 이미지 두 장을 펼쳐 보세요. 두 번째 이미지는 몇 번 행에서 시작하나요? H' * W'번인가요?",
    changes=[("transpose(0, 4, 5, 1, 2, 3)", "transpose(4, 5, 0, 1, 2, 3)")],
)
