"""Misconceptions about im2col: how many windows there are, and which pixels they see.

The solution is written for speed. The faults are edits of the plain version below.
"""

from functools import partial
from typing import Any

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


def _row_by_row(x: Array, HH: int, WW: int, stride: int = 1, pad: int = 0) -> Array:
    """Right: writes one window after the other into its row."""
    N, C, H, W = x.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = np.zeros((N * H_out * W_out, C * HH * WW))
    for n in range(N):
        for i in range(H_out):
            for j in range(W_out):
                top, left = i * stride, j * stride
                cols[(n * H_out + i) * W_out + j] = x_pad[n, :, top : top + HH, left : left + WW].ravel()
    return cols


unfold = partial(wrong.edit, of="im2col", version=im2col)


def in_both(name: str, **told: Any) -> None:
    """Add a fault to both versions: they answer differently where a window leaves the image."""
    unfold(name, **told)
    wrong.edit(f"{name}_row_by_row", of="im2col", version=_row_by_row, **told)


_H_OUT = "(H + 2 * pad - HH) // stride"
_W_OUT = "(W + 2 * pad - WW) // stride"
_UNPARENTHESIZED = [(_H_OUT, "H + 2 * pad - HH // stride"), (_W_OUT, "W + 2 * pad - WW // stride")]
_ROWS = "slice(p, p + stride * H_out, stride)"
_COLUMNS = "slice(q, q + stride * W_out, stride)"
_NEIGHBOURS = [(_ROWS, "slice(p, p + H_out)"), (_COLUMNS, "slice(q, q + W_out)")]
_SHAPE = "N, C, H, W = x.shape"
_PAD = "np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))"

in_both(
    "pad_height_only",
    belief="Puts zeros above and below the image, but not to its left and right.",
    hint="How many columns does your padded image have for W = 3 and pad = 1?",
    hint_ko="W=3, pad=1일 때 패딩한 이미지의 열은 몇 개인가요?",
    changes=[("(pad, pad), (pad, pad)", "(pad, pad), (0, 0)")],
)
in_both(
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
in_both(
    "pad_ignored",
    belief="Works without padding, whatever pad is.",
    hint="Count the rows of cols for pad = 0 and for pad = 1. Should they agree?",
    hint_ko="pad=0일 때와 pad=1일 때 cols의 행 수를 각각 세어 보세요. 둘이 같아야 할까요?",
    changes=[(_SHAPE, f"{_SHAPE}\n    pad = 0")],
)
in_both(
    "pad_in_size_only",
    belief="Counts the windows of the padded image, but cuts them out of the image without padding.",
    hint="Your sizes allow for pad. Which array do you cut the windows out of, and what is its shape?",
    hint_ko="출력 크기를 구할 때는 pad를 넣었어요. 창을 잘라내는 배열의 shape는 무엇인가요?",
    changes=[(_PAD, "x")],
)
in_both(
    "pad_missing_in_size",
    belief="Pads the image, but counts the windows as if it had not been padded.",
    hint="How many windows of 3 fit into 5 pixels, and how many once pad = 1 has made it longer?",
    hint_ko="픽셀 5개에 크기 3인 창이 몇 개 들어가나요? pad=1로 길어진 뒤에는 몇 개인가요?",
    changes=[(_H_OUT, "(H - HH) // stride"), (_W_OUT, "(W - WW) // stride")],
)
unfold(
    "one_pad_in_size",
    belief="Adds pad once to each size, though it is put on both sides.",
    hint="Print the shape of your padded image for H = 3 and pad = 1. By how much did H grow?",
    hint_ko="H=3, pad=1일 때 패딩한 이미지의 shape를 출력해 보세요. H가 얼마나 늘어났나요?",
    changes=[(_H_OUT, "(H + pad - HH) // stride"), (_W_OUT, "(W + pad - WW) // stride")],
)
unfold(
    "pad_edge",
    belief="Repeats the last pixels of the image in its padding.",
    hint="Unfold a 1x1 image of a 2 with a 3x3 window and pad = 1. What is in the row beside the 2?",
    hint_ko="값이 2인 1x1 이미지를 3x3 창, pad=1로 펼쳐 보세요. 2 말고 어떤 값들이 보이나요?",
    changes=[(_PAD, _PAD[:-1] + ', mode="edge")')],
)
unfold(
    "pads_every_axis",
    belief="Gives np.pad a single number, which pads images and channels, too.",
    hint="Print x.shape and x_pad.shape side by side. Which of the four axes should have grown?",
    hint_ko="x.shape와 x_pad.shape를 나란히 출력해 보세요. 네 축 가운데 어느 축이 커져야 하나요?",
    changes=[(_PAD, "np.pad(x, pad)")],
)
unfold(
    "stride_w_ignored",
    belief="Moves the window by the stride downwards, and by one pixel to the right.",
    hint="The windows begin in the right rows. Compare how you find their columns.",
    hint_ko="창이 시작하는 행은 맞아요. 시작하는 열은 어떻게 구하고 있는지 비교해 보세요.",
    changes=[(_COLUMNS, "slice(q, q + W_out)")],
)
unfold(
    "size_without_one",
    belief="Counts the steps between windows, and forgets the window that they start from.",
    hint="How many windows of 3 fit into 3 pixels? What does your formula say?",
    hint_ko="픽셀 3개에 크기 3인 창이 몇 개 들어가나요? 코드의 식으로 계산하면 몇인가요?",
    changes=[(f"1 + {_H_OUT}", _H_OUT), (f"1 + {_W_OUT}", _W_OUT)],
)
in_both(
    "ceil_size",
    belief="Rounds the number of windows up, so that a last one hangs over the edge.",
    hint="Lay windows of 2 on a row of 5 pixels with stride 2. How many of them lie on it as a whole?",
    hint_ko="픽셀 5개짜리 한 줄에 크기 2인 창을 stride 2로 놓아 보세요. 온전히 들어가는 창은 몇 개인가요?",
    changes=[(_H_OUT, f"-(-{_H_OUT})"), (_W_OUT, f"-(-{_W_OUT})")],
)
in_both(
    "assumes_square_image",
    belief="Takes every image for a square one: H serves for the number of columns, too.",
    hint="Unfold an image of 3 rows and 5 columns. Which sizes does your W_out come from?",
    hint_ko="3행 5열 이미지를 펼쳐 보세요. W_out을 구하는 식에는 어떤 크기들이 들어 있나요?",
    changes=[(_W_OUT, "(H + 2 * pad - WW) // stride")],
)
in_both(
    "width_with_HH",
    belief="Takes the window's rows off the image's columns when it counts the windows.",
    hint="Use a window of 1 row and 3 columns. Which of the two numbers limits the steps to the right?",
    hint_ko="1행 3열짜리 창으로 시험해 보세요. 창이 오른쪽으로 몇 번 움직일 수 있는지는 어느 수가 정하나요?",
    changes=[(_W_OUT, "(W + 2 * pad - HH) // stride")],
)
in_both(
    "assumes_square_output",
    belief="Lets as many windows fit side by side as below each other.",
    hint="Unfold an image of 3 rows and 5 columns. How often does the window fit in each direction?",
    hint_ko="3행 5열 이미지를 펼쳐 보세요. 창은 세로로 몇 번, 가로로 몇 번 들어가나요?",
    changes=[(f"1 + {_W_OUT}", "H_out")],
)
unfold(
    "assumes_square_window",
    belief="Takes every window for a square one, and never looks at WW.",
    hint="Search your code for WW. How many numbers does a window of 2 rows and 3 columns hold in it?",
    hint_ko="코드에서 WW가 쓰이는 곳을 찾아보세요. 2행 3열짜리 창에는 값이 몇 개 들어가나요?",
    changes=[(_SHAPE, f"{_SHAPE}\n    WW = HH")],
)
unfold(
    "window_sizes_swapped",
    belief="Reads HH as the window's width and WW as its height.",
    hint="Which of the two is a number of rows? Unfold with HH = 1 and WW = 3, and read the first row.",
    hint_ko="HH와 WW 가운데 행의 수는 어느 것인가요? HH=1, WW=3으로 펼쳐서 첫 행을 읽어 보세요.",
    changes=[(_SHAPE, f"{_SHAPE}\n    HH, WW = WW, HH")],
)
in_both(
    "image_sizes_swapped",
    belief="Takes width and height out of x.shape in the wrong order.",
    hint="Print x.shape for an image of 3 rows and 5 columns. What do you call the 3?",
    hint_ko="3행 5열 이미지의 x.shape를 출력해 보세요. 코드에서는 3을 어떤 이름으로 받았나요?",
    changes=[(_SHAPE, "N, C, W, H = x.shape")],
)
wrong.edit(
    "window_width_from_HH",
    of="im2col",
    version=_row_by_row,
    belief="Ends the columns of each window by HH.",
    hint="Print the shape of one window for HH = 1 and WW = 3. How many numbers does the row have room for?",
    hint_ko="HH=1, WW=3일 때 창 하나의 shape를 출력해 보세요. cols의 한 행에는 값이 몇 개 들어가나요?",
    changes=[("left + WW", "left + HH")],
)
