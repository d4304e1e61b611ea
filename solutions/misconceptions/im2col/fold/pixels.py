"""Misconceptions about col2im: to which pixels the numbers go back, how they are summed, and what is cut off.

The solution is written for speed. The faults are edits of the plain version below.
"""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]

wrong = Catalogue("im2col")


# The same text as in layout.py, so that a fault from there and one from here can be in one solution.
def col2im(cols: Array, x_shape: tuple[int, int, int, int], HH: int, WW: int, stride: int = 1, pad: int = 0) -> Array:
    """Right: gives back, for one place of the window after the other, its pixels in all windows."""
    N, C, H, W = x_shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    windows = cols.reshape(N, H_out, W_out, C, HH, WW).transpose(0, 3, 4, 5, 1, 2)
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    for p, q in np.ndindex(HH, WW):
        rows = slice(p, p + stride * H_out, stride)
        columns = slice(q, q + stride * W_out, stride)
        x_pad[:, :, rows, columns] += windows[:, :, p, q]
    return x_pad[:, :, pad : pad + H, pad : pad + W]


fold = partial(wrong.edit, of="col2im", version=col2im)

_H_OUT = "(H + 2 * pad - HH) // stride"
_W_OUT = "(W + 2 * pad - WW) // stride"
_ROWS = "slice(p, p + stride * H_out, stride)"
_COLUMNS = "slice(q, q + stride * W_out, stride)"
_NEIGHBOURS = [(_ROWS, "slice(p, p + H_out)"), (_COLUMNS, "slice(q, q + W_out)")]
_BUFFER = "np.zeros((N, C, H + 2 * pad, W + 2 * pad))"
_PLACES = "for p, q in np.ndindex(HH, WW):"
_ADD = "x_pad[:, :, rows, columns] += windows[:, :, p, q]"
_INSIDE = "x_pad[:, :, pad : pad + H, pad : pad + W]"

fold(
    "assumes_square",
    belief="Takes the output to be square.",
    hint="Fold an image of 3 rows and 5 columns. Where does W come into your sizes?",
    hint_ko="3행 5열 이미지로 시험해 보세요. 크기를 구할 때 W가 쓰이고 있나요?",
    changes=[(f"1 + {_W_OUT}", "H_out")],
)
fold(
    "averages_overlaps",
    belief="Wants to undo im2col, and so divides each pixel by the number of windows that it was in.",
    hint="im2col copies a pixel k times. If each copy has a gradient of 1, what is the gradient of the pixel?",
    hint_ko="im2col이 한 픽셀을 k번 복사했고 복사본마다 기울기가 1이라면, 그 픽셀의 기울기는 얼마일까요?",
    changes=[
        (
            "    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))",
            "    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))\n    times = np.zeros(x_pad.shape)",
        ),
        (
            "        x_pad[:, :, rows, columns] += windows[:, :, p, q]",
            "        x_pad[:, :, rows, columns] += windows[:, :, p, q]\n        times[:, :, rows, columns] += 1",
        ),
        ("return x_pad[", "return (x_pad / np.maximum(times, 1))["),
    ],
)
fold(
    "buffer_without_pad",
    belief="Collects the sums in an array without room for the padding.",
    hint="With pad 1, where does the window in the upper left corner begin? Is there room for it?",
    hint_ko="pad가 1이면 왼쪽 위 첫 창은 어디에서 시작하나요? 합을 모으는 배열에 그 자리가 있나요?",
    changes=[("np.zeros((N, C, H + 2 * pad, W + 2 * pad))", "np.zeros((N, C, H, W))")],
)
fold(
    "crop_negative_pad",
    belief="Cuts the padding off with [pad:-pad], which is empty where there is no padding.",
    hint="What does your slice look like with 0 in place of pad? Try it on a list of four numbers.",
    hint_ko="슬라이스의 pad 자리에 0을 넣어 보세요. 원소가 네 개인 리스트에서 무엇이 남나요?",
    changes=[("pad : pad + H, pad : pad + W", "pad:-pad, pad:-pad")],
)
fold(
    "int_buffer",
    belief="Collects the sums in an array of whole numbers.",
    hint="Which dtype has your array of zeros, and which one has cols?",
    hint_ko="0으로 채운 배열의 dtype과 cols의 dtype을 각각 출력해 보세요. 소수를 담을 수 있나요?",
    changes=[("W + 2 * pad))\n", "W + 2 * pad), dtype=int)\n")],
)
fold(
    "stride_missing",
    belief="Adds to pixels that lie side by side, whatever the stride.",
    hint="From which pixels does im2col read one place of the window? The same ones get the numbers back.",
    hint_ko="im2col은 창의 한 자리를 어느 픽셀들에서 읽었나요? 더할 때도 바로 그 픽셀에 더해야 해요.",
    changes=_NEIGHBOURS,
)
